"""Tying an account to a record: by itself where it is certain, by a decision otherwise.

Certain means identifier AND birth date AND name agree, the record is free, AND the claimant controls an address that
stood on the record before. Identifiers leak; an address must be controlled now. Whatever happens here, the claimant
who does not control an address sees the same page (``views.status``): it never tells whether a record exists.
"""

import hmac
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alumni.membership import limits
from alumni.membership.candidates import Candidate, find_candidates
from alumni.membership.drafts import ClaimProblem, lock_editable
from alumni.membership.matching import MEDIUM, STRONG, names_are_exact
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.fields import keyed_hash
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
CODE_MINUTES = 10
CODE_TRIES = 5


class RecordTaken(ClaimProblem):
    """The record has an account, or the account a record."""


class TooMany(ClaimProblem):
    """More attempts than a person makes; nothing was lost."""


@transaction.atomic
def submit_claim(*, claim: Claim, note: str = "") -> bool:
    """Send the claim in; True when it joined at once. Raises ClaimProblem or TooMany.

    The record the claim most likely means is noted for whoever decides; it proves nothing.
    """
    user = User.objects.select_for_update().get(pk=claim.user_id)
    claim = lock_editable(claim)
    if not limits.SUBMISSIONS.allows(user.pk):
        raise TooMany(_("Bir günde en çok beş kez gönderebilirsiniz. Yazdıklarınız saklandı; yarın yeniden deneyin."))
    claim.note = note
    claim.state, claim.submitted_at, claim.submissions = Claim.State.SUBMITTED, timezone.now(), claim.submissions + 1
    claim.decided_at = claim.decided_by = None
    claim.decided_as = ""
    claim.code_hash, claim.code_sent_at, claim.code_tries = None, None, 0
    _suggest(claim)
    claim.save()
    return _look_up(claim, user)


@transaction.atomic
def renew_code(*, claim: Claim) -> None:
    """Another code, if there was one to send. The tries made so far stay counted."""
    user = User.objects.select_for_update().get(pk=claim.user_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if not claim.is_waiting:
        raise ClaimProblem(_("Başvurunuz şu anda kod beklemiyor."))
    if not limits.SUBMISSIONS.allows(user.pk):
        raise TooMany(_("Bugün için yeterince denediniz. Başvurunuz sırada; yarın yeni kod isteyebilirsiniz."))
    _look_up(claim, user)


@transaction.atomic
def enter_code(*, claim: Claim, code: str) -> bool:
    """True when the code was right and the account has joined. Wrong, late and never sent are one answer."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if not claim.is_waiting:
        raise ClaimProblem(_("Başvurunuz şu anda kod beklemiyor."))
    if claim.code_tries >= CODE_TRIES:
        return False
    claim.code_tries += 1
    right = _is_right(claim, code)
    if claim.code_tries >= CODE_TRIES:
        claim.code_hash = None
    claim.save(update_fields=["code_tries", "code_hash"])
    record = certain_record(claim) if right else None
    return record is not None and _admit_at_once(claim, record)


def certain_record(claim: Claim) -> Alumnus | None:
    """The one free, confirmed record on which identifier, birth date and name all agree; else None."""
    if not claim.identifier_hash or not claim.birth_date:
        return None
    number = bytes(claim.identifier_hash)
    same = Q(person__tckn_hash=number) | Q(person__passport_hash=number)
    free = Alumnus.objects.filter(same, membership=None, person__user=None, state=Alumnus.State.CONFIRMED)
    record = free.select_related("person").filter(person__birth_date=claim.birth_date).first()
    return record if record and names_are_exact(claim, record.person) else None


def admit(
    *, claim: Claim, alumnus: Alumnus, method: str, by: User | None = None, as_role: str = "automatic"
) -> Membership:
    """Tie the account to the record and tell the person. The claim must be locked by the caller."""
    person = Person.objects.select_for_update().get(pk=alumnus.pk)
    _refuse_second(claim.user, person)
    membership = Membership.objects.create(alumnus=alumnus, user=claim.user, method=method)
    person.user = claim.user
    person.save(update_fields=["user", "updated_at"])
    claim.user.name = person.full_name
    claim.user.save(update_fields=["name"])
    keep_address(user=claim.user, person=person)
    claim.alumnus, claim.state, claim.code_hash = alumnus, Claim.State.APPROVED, None
    claim.decided_at, claim.decided_by, claim.decided_as, claim.reason = timezone.now(), by, as_role, ""
    claim.save()
    tell_claimant(claim, "approved")
    return membership


def _admit_at_once(claim: Claim, record: Alumnus) -> bool:
    """Where an account has become tied meanwhile, the claim simply waits for somebody to look at it."""
    try:
        admit(claim=claim, alumnus=record, method=Membership.Method.AUTOMATIC)
    except RecordTaken:
        return False
    return True


def _refuse_second(user: User, person: Person) -> None:
    """One record, one account; the database holds to it too, this says it in words."""
    if person.user_id or Membership.objects.filter(alumnus=person.pk).exists():
        raise RecordTaken(_("Bu kayda bağlı bir hesap var. Bir kayda tek hesap bağlanır; itirazı Mezun Ofisi çözer."))
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


def confirmed_addresses(user: User) -> set[str]:
    """Addresses of the account which their owner has proved to read."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {normalise_email(email) for email in known} - {""}


def tell_claimant(claim: Claim, template: str) -> None:
    context = {"name": claim.given_names, "reason": claim.reason, "base_url": settings.BASE_URL}
    send_mail(to=claim.user.email, template=f"membership/{template}", context=context, language=claim.user.language)
    if text := TOLD.get(template):
        page = "home:home" if template == "approved" else "alumni:claim_status"
        notify(user=claim.user, kind="membership.claim", text=text, url=reverse(page))


# --- what happens out of the claimant's sight ------------------------------------------------------


def _suggest(claim: Claim) -> None:
    """Note the likeliest record of the whole registry; whoever decides sees it only where it is theirs to see."""
    best = _likeliest(claim)
    claim.alumnus, claim.score = (best.alumnus, best.score) if best else (None, 0)


def _likeliest(claim: Claim) -> Candidate | None:
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    return found[0] if found and found[0].score >= MEDIUM else None


def _look_up(claim: Claim, user: User) -> bool:
    """Join where an address on the record is the account's own; else send it a code. True when joined."""
    record = certain_record(claim)
    if record is None:
        if claim.score >= STRONG:
            _warn_owner(claim.alumnus, user)
        return False
    addresses = _addresses(record)
    if confirmed_addresses(user) & set(addresses):
        return _admit_at_once(claim, record)
    if addresses and claim.code_tries < CODE_TRIES and limits.CODES.allows(record.pk):
        _send_code(claim, to=addresses[0])
    _warn_owner(record, user, apart_from=addresses[:1])
    return False


def _addresses(record: Alumnus) -> list[str]:
    """Living e-mail addresses on the record, the primary one first."""
    alive = ContactPoint.objects.alive().filter(person=record.pk, kind=ContactPoint.Kind.EMAIL)
    return [address for address in alive.order_by("-is_primary", "pk").values_list("normalised", flat=True) if address]


def _send_code(claim: Claim, *, to: str) -> None:
    code = f"{secrets.randbelow(1_000_000):06d}"
    claim.code_hash, claim.code_sent_at = _hash(claim, code), timezone.now()
    claim.save(update_fields=["code_hash", "code_sent_at"])
    context = {"code": code, "minutes": CODE_MINUTES, "office": settings.OFFICE_EMAIL, "base_url": settings.BASE_URL}
    send_mail(to=to, template="membership/code", context=context, language=claim.user.language)


def _hash(claim: Claim, code: str) -> bytes:
    return keyed_hash(f"{claim.pk}:{code}", purpose="claim_code")


def _is_right(claim: Claim, code: str) -> bool:
    """Compared in the same time whether or not a code was ever sent."""
    expected = bytes(claim.code_hash) if claim.code_hash else bytes(32)
    oldest = timezone.now() - timedelta(minutes=CODE_MINUTES)
    in_time = claim.code_sent_at is not None and claim.code_sent_at >= oldest
    return hmac.compare_digest(expected, _hash(claim, code)) and in_time


def _warn_owner(record: Alumnus | None, user: User, apart_from: list[str] | None = None) -> None:
    """Tell the addresses on the record that somebody claims it, once a day at most, however many claims there are."""
    if record is None:
        return
    told = set(_addresses(record)) - confirmed_addresses(user) - set(apart_from or [])
    if told and limits.NOTICES.allows(record.pk):
        context = {"office": settings.OFFICE_EMAIL, "base_url": settings.BASE_URL}
        for address in sorted(told):
            send_mail(to=address, template="membership/claimed", context=context)
