"""One record, one account: tying them together and taking them apart."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alumni.membership.control import confirmed_addresses
from alumni.membership.drafts import ClaimProblem
from alumni.membership.models import Claim, Membership
from alumni.registry.member_services import forget_member_record
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.identifiers import normalise_email
from mik.mail.services import send_mail
from mik.people.models import ContactPoint, Person, Source
from mik.work.services import notify

# What the claimant finds in the inbox; the mail tells the same.
TOLD = {
    "approved": gettext_noop("Üyelik başvurunuz onaylandı."),
    "more": gettext_noop("Üyelik başvurunuz için ek bilgi istendi."),
    "refused": gettext_noop("Üyelik başvurunuz sonuçlandı."),
}


class RecordTaken(ClaimProblem):
    """The record has an account, or the account a record."""


def is_taken(record: Alumnus) -> bool:
    return record.person.user_id is not None or Membership.objects.filter(alumnus=record.pk).exists()


def admit(
    *, claim: Claim, alumnus: Alumnus, method: str, by: User | None = None, as_role: str = "automatic"
) -> Membership:
    """Tie the account to the record and tell the person. The claim must be locked by the caller."""
    person = Person.objects.select_for_update().get(pk=alumnus.pk)
    _refuse_second(claim.user, person)
    membership = tie(alumnus=alumnus, person=person, user=claim.user, method=method)
    claim.alumnus, claim.state, claim.code_hash = alumnus, Claim.State.APPROVED, None
    claim.decided_at, claim.decided_by, claim.decided_as, claim.reason = timezone.now(), by, as_role, ""
    claim.save()
    tell_claimant(claim, "approved")
    return membership


def tie(*, alumnus: Alumnus, person: Person, user: User, method: str) -> Membership:
    membership = Membership.objects.create(alumnus=alumnus, user=user, method=method)
    person.user = user
    person.save(update_fields=["user", "updated_at"])
    user.name = person.full_name
    user.save(update_fields=["name"])
    keep_address(user=user, person=person)
    forget_member_record(user)
    return membership


@transaction.atomic
def untie(*, alumnus: Alumnus) -> User | None:
    """Take the account off the record, with its addresses and its name; the record stays. Returns whose it was."""
    person = Person.objects.select_for_update().get(pk=alumnus.pk)
    user = person.user
    Membership.objects.filter(alumnus=person.pk).delete()
    if user is None:
        return None
    person.user = None
    person.save(update_fields=["user", "updated_at"])
    user.name = ""
    user.save(update_fields=["name"])
    forget_member_record(user)
    own = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL, source=Source.MEMBER)
    own.filter(normalised__in=confirmed_addresses(user)).delete()
    return user


def _refuse_second(user: User, person: Person) -> None:
    """One record, one account; the database holds to it too, this says it in words."""
    if person.user_id or Membership.objects.filter(alumnus=person.pk).exists():
        raise RecordTaken(
            _("Bu kayda bağlı bir hesap var. Bir kayda tek hesap bağlanır; anlaşmazlığı Mezun Ofisi çözer.")
        )
    if Membership.objects.filter(user=user).exists() or Person.objects.filter(user=user).exists():
        raise RecordTaken(_("Bu hesap başka bir kayda bağlı. Mezun Ofisi yardımcı olur."))


def keep_address(*, user: User, person: Person) -> None:
    """The confirmed address of the account becomes the person's first contact address; nobody else sees it."""
    address = normalise_email(user.email)
    if not address or address not in confirmed_addresses(user):
        return
    mine = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    mine.filter(is_primary=True).exclude(normalised=address).update(is_primary=False)
    ContactPoint.objects.update_or_create(
        person=person,
        kind=ContactPoint.Kind.EMAIL,
        normalised=address,
        defaults={
            "value": user.email,
            "is_primary": True,
            "source": Source.MEMBER,
            "verified_at": timezone.now(),
            "dead_at": None,
            "dead_evidence": "",
            "dead_reason": "",
            "dead_by": None,
        },
    )


def tell_claimant(claim: Claim, template: str, *, may_appeal: bool = True) -> None:
    context = {
        "name": claim.given_names,
        "reason": claim.reason,
        "may_appeal": may_appeal,
        "base_url": settings.BASE_URL,
    }
    send_mail(to=claim.user.email, template=f"membership/{template}", context=context, language=claim.user.language)
    if text := TOLD.get(template):
        page = "home:home" if template == "approved" else "alumni:claim_status"
        notify(user=claim.user, kind="membership.claim", text=text, url=reverse(page))
