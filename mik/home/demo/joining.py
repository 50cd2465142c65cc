"""What is questioned and who is invited: a dispute, an appeal, a «not me», a proposed record, invitations."""

from datetime import timedelta

from django.utils import timezone

from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.inviting.models import Invitation
from alumni.membership.inviting.services import hash_of
from alumni.membership.models import Claim, Membership
from alumni.membership.proposing import propose
from alumni.membership.strength import STRONG
from alumni.membership.tying import tie
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.home.demo.accounts import open_account
from mik.home.demo.cast import ENGINEERING, department
from mik.people.models import ContactPoint
from mik.units.models import Unit

State = Claim.State


def make() -> None:
    """Does nothing when the demo's invitations are there already."""
    if Invitation.objects.exists():
        return
    unit = department(ENGINEERING, "Makine Mühendisliği")
    representative = User.objects.get(email=accounts.REPRESENTATIVE)
    strong = Claim.objects.waiting().filter(alumnus__membership=None, score__gte=STRONG)
    waiting = list(strong.exclude(unit=unit).exclude(unit=None).order_by("pk")[:4])
    if len(waiting) == 4:
        _dispute(waiting[0])
        _appeal(waiting[1])
        _disown(waiting[2])
        _barcode(waiting[3])
    for claim in Claim.objects.waiting().filter(alumnus=None, proposed=False, year__isnull=False):
        propose(claim_id=claim.pk)
    _invite(unit, representative)


def _dispute(claim: Claim) -> None:
    """Somebody else has joined with the record beside this claim."""
    record = claim.alumnus
    if record is None or record.person.user_id is not None:
        return
    holder = open_account(name="", email=f"kayit.{record.pk}@ornek.example")
    holder.set_unusable_password()
    holder.save(update_fields=["password"])
    tie(alumnus=record, person=record.person, user=holder, method=Membership.Method.REPRESENTATIVE)
    claim.held_at = timezone.now() - timedelta(days=2)
    claim.save()
    Dispute.objects.create(
        claim=claim,
        holder=holder,
        opened_at=claim.held_at,
        statement="Hesabımı 2024'te bölüm temsilcimiz onaylamıştı; ikinci bir hesap açmadım.",
        stated_at=timezone.now() - timedelta(days=1),
    )


def _appeal(claim: Claim) -> None:
    claim.held_at = timezone.now() - timedelta(days=1)
    claim.save()
    Appeal.objects.create(
        claim=claim,
        against=State.REFUSED,
        text="Diplomadaki soyadım evlenmeden önceki soyadım; nüfus kayıt örneğimi de ekledim.",
        answered="Beyan ettiğiniz soyadıyla mezunumuz yok.",
        made_at=claim.held_at,
    )


def _disown(claim: Claim) -> None:
    claim.disowned_at = claim.held_at = timezone.now() - timedelta(hours=5)
    claim.save()


def _barcode(claim: Claim) -> None:
    claim.barcode, claim.diploma_no = "YOKMZ9K2L7Q4D1", "T/2014/118"
    claim.save()


def _invite(unit: Unit, by: User) -> None:
    """One in each state; their links were mailed long ago and open nothing."""
    free = Alumnus.objects.filter(
        membership=None,
        person__user=None,
        state=Alumnus.State.CONFIRMED,
        graduations__programme__parent=unit,
        person__contacts__kind=ContactPoint.Kind.EMAIL,
        person__contacts__dead_at=None,
    )
    now = timezone.now()
    ages = (1, 3, 6, 40, 12)
    for number, (alumnus, age) in enumerate(zip(free.order_by("pk").distinct()[:5], ages, strict=False)):
        made = now - timedelta(days=age)
        Invitation.objects.create(
            alumnus=alumnus,
            contact=None
            if number == 4
            else ContactPoint.objects.alive().filter(person=alumnus.pk, kind=ContactPoint.Kind.EMAIL).first(),
            token_hash=hash_of(f"demo {alumnus.pk}"),
            made_by=by,
            unit=unit,
            made_at=made,
            expires_at=made + timedelta(days=30),
            opened_at=made + timedelta(hours=7) if number == 1 else None,
            reminded_at=made + timedelta(days=5) if number == 2 else None,
            revoked_at=now if number == 4 else None,
        )
