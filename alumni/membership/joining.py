"""Tying an account to a record: by itself where it is certain, by a decision otherwise.

Certain means identifier AND birth date AND name agree, the record is free, nobody on it has said «not me», AND the
claimant controls an address that stood on the record before, or signed on by the university (``control``). Identifiers
leak; control must be shown now. Whatever happens here, the claimant who shows none sees the same page
(``views.status``): it never tells whether a record exists.
"""

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership import limits, proposing
from alumni.membership.candidates import Candidate, fetch, find_candidates, rate
from alumni.membership.contests.disputing import open_dispute
from alumni.membership.control import (
    confirmed_addresses,
    controls_a_contact,
    is_proved,
    living_addresses,
)
from alumni.membership.drafts import ClaimProblem, lock_editable
from alumni.membership.matching import names_are_exact
from alumni.membership.models import Claim, Membership
from alumni.membership.notices import disown_link, is_disowned, tell_contacts
from alumni.membership.strength import MEDIUM, STRONG
from alumni.membership.tying import RecordTaken, admit, is_taken
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.mail.services import send_mail

CODE_MINUTES = 10
CODE_TRIES = 5
Method = Membership.Method

__all__ = [
    "RecordTaken",
    "TooMany",
    "certain_record",
    "confirmed_addresses",
    "enter_code",
    "renew_code",
    "submit_claim",
]


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
    proposing.drop_proposal(claim)
    claim.note = note
    claim.state, claim.submitted_at, claim.submissions = Claim.State.SUBMITTED, timezone.now(), claim.submissions + 1
    claim.decided_at = claim.decided_by = None
    claim.decided_as = ""
    claim.code_hash, claim.code_sent_at, claim.code_tries = None, None, 0
    _suggest(claim)
    claim.save()
    proposing.propose_later(claim)
    return _look_up(claim, user)


@transaction.atomic
def renew_code(*, claim: Claim) -> None:
    """Another code, if there was one to send. The tries made so far stay counted."""
    user = User.objects.select_for_update().get(pk=claim.user_id)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if not claim.is_waiting:
        raise ClaimProblem(_("Başvurunuz şu anda kod beklemiyor."))
    if not limits.SUBMISSIONS.allows(user.pk):
        raise TooMany(_("Bugün için yeterince denediniz. Başvurunuz sırada; yarın yeni kod isteyebilirsiniz."))
    _look_up(claim, user)


@transaction.atomic
def enter_code(*, claim: Claim, code: str) -> bool:
    """True when the code was right and the account has joined. Wrong, late and never sent are one answer."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
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
    return record is not None and _admit_at_once(claim, record, Method.AUTOMATIC)


def certain_record(claim: Claim) -> Alumnus | None:
    """The one free, confirmed record on which identifier, birth date and name all agree; else None.

    None too for a claim only the office decides, and for a record of whose claims somebody on it has said «not me».
    """
    record = None if claim.is_held else agreeing_record(claim)
    return None if record is None or is_taken(record) or is_disowned(record) else record


def agreeing_record(claim: Claim) -> Alumnus | None:
    """The one confirmed record, taken or not, on which identifier, birth date and name all agree."""
    if not claim.identifier_hash or not claim.birth_date:
        return None
    number = bytes(claim.identifier_hash)
    same = Q(person__tckn_hash=number) | Q(person__passport_hash=number)
    confirmed = Alumnus.objects.filter(same, state=Alumnus.State.CONFIRMED).select_related("person")
    found = [a for a in confirmed[:2] if a.person.birth_date == claim.birth_date and names_are_exact(claim, a.person)]
    return found[0] if len(found) == 1 else None


def _admit_at_once(claim: Claim, record: Alumnus, method: str) -> bool:
    """Where an account has become tied meanwhile, the claim simply waits for somebody to look at it."""
    try:
        admit(claim=claim, alumnus=record, method=method)
    except RecordTaken:
        return False
    return True


# --- what happens out of the claimant's sight ------------------------------------------------------


def _suggest(claim: Claim) -> None:
    """Note the likeliest record of the whole registry; whoever decides sees it only where it is theirs to see."""
    best = _invited(claim) or _likeliest(claim)
    claim.alumnus, claim.score = (best.alumnus, best.score) if best else (None, 0)


def _invited(claim: Claim) -> Candidate | None:
    """The record an invitation is about stands beside the claim, however much was forgotten."""
    if claim.invitation is None or claim.invitation.revoked_at is not None:
        return None
    records = fetch(Alumnus.objects.filter(pk=claim.invitation.alumnus_id), Graduation.objects.all())
    return next((rate(claim, record) for record in records), None)


def _likeliest(claim: Claim) -> Candidate | None:
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    return found[0] if found and found[0].score >= MEDIUM else None


def _look_up(claim: Claim, user: User) -> bool:
    """Join where control is shown; else send a code to an address on the record. True when joined."""
    record = certain_record(claim)
    if record is None:
        _look_at_taken(claim, user)
        return False
    if is_proved(claim, record):
        tell_contacts(claim, record, user)
        by_contact = controls_a_contact(claim, record)
        return _admit_at_once(claim, record, Method.AUTOMATIC if by_contact else Method.UNIVERSITY)
    addresses = living_addresses(record)
    if addresses and claim.code_tries < CODE_TRIES and limits.CODES.allows(record.pk):
        _send_code(claim, record, to=addresses[0])
    tell_contacts(claim, record, user, apart_from=addresses[:1])
    return False


def _look_at_taken(claim: Claim, user: User) -> None:
    """Tell those on the likely record; a dispute opens by itself only for who controls an address on the record.

    Anybody else would learn from it that the person has joined; for them it opens when whoever decides has looked.
    """
    taken = agreeing_record(claim)
    if taken is not None and is_taken(taken) and is_proved(claim, taken):
        open_dispute(claim=claim, record=taken)
    if claim.alumnus is not None and claim.score >= STRONG:
        tell_contacts(claim, claim.alumnus, user)


def _send_code(claim: Claim, record: Alumnus, *, to: str) -> None:
    code = f"{secrets.randbelow(1_000_000):06d}"
    claim.code_hash, claim.code_sent_at = _hash(claim, code), timezone.now()
    claim.save(update_fields=["code_hash", "code_sent_at"])
    context = {
        "code": code,
        "minutes": CODE_MINUTES,
        "office": settings.OFFICE_EMAIL,
        "not_me": disown_link(claim, record),
    }
    send_mail(to=to, template="membership/code", context=context, language=claim.user.language)


def _hash(claim: Claim, code: str) -> bytes:
    return keyed_hash(f"{claim.pk}:{code}", purpose="claim_code")


def _is_right(claim: Claim, code: str) -> bool:
    """Compared in the same time whether or not a code was ever sent."""
    expected = bytes(claim.code_hash) if claim.code_hash else bytes(32)
    oldest = timezone.now() - timedelta(minutes=CODE_MINUTES)
    in_time = claim.code_sent_at is not None and claim.code_sent_at >= oldest
    return hmac.compare_digest(expected, _hash(claim, code)) and in_time
