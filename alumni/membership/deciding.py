"""Deciding a claim: the department's representative, or the office; never the claimant."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership import proposing
from alumni.membership.contests.appealing import settle_appeal
from alumni.membership.contests.disputing import drop_dispute, open_dispute
from alumni.membership.contests.models import Dispute
from alumni.membership.drafts import ClaimProblem
from alumni.membership.models import Claim, Membership
from alumni.membership.tying import admit, is_taken, tell_claimant
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.people.models import Source
from mik.units.models import Unit

State = Claim.State
OFFICE = "office"


class AlreadyDecided(ClaimProblem):
    """Somebody else was quicker, or the claimant changed or withdrew the claim meanwhile."""


@transaction.atomic
def approve_claim(*, claim: Claim, by: User, as_role: str, record: Alumnus, seen: datetime | None = None) -> Claim:
    """Tie the account to ``record``, which must be one that ``by`` may see. Raises ClaimProblem."""
    claim = _lock(claim, by=by, seen=seen)
    if not Alumnus.objects.visible_to(by).filter(pk=record.pk).exists():
        raise PermissionDenied
    own = proposing.proposed_record(claim)
    if own is not None and own.pk != record.pk:
        proposing.drop_proposal(claim)
    admit(claim=claim, alumnus=record, method=_method(as_role), by=by, as_role=as_role)
    _settle(claim, by, upheld=True)
    return claim


@transaction.atomic
def approve_with_new_record(
    *, claim: Claim, by: User, as_role: str, programme: Unit, year: int, seen: datetime | None = None
) -> Claim:
    """Confirm the record proposed by the claim, or open one, and tie the account to it. Raises ClaimProblem."""
    claim = _lock(claim, by=by, seen=seen)
    source = Source.OFFICE if as_role == OFFICE else Source.REPRESENTATIVE
    alumnus = proposing.proposed_record(claim)
    if alumnus is None:
        alumnus = proposing.open_record(claim=claim, programme=programme, year=year, source=source)
    proposing.confirm_proposal(alumnus=alumnus, claim=claim, programme=programme, year=year, source=source)
    admit(claim=claim, alumnus=alumnus, method=_method(as_role), by=by, as_role=as_role)
    _settle(claim, by, upheld=True)
    return claim


@transaction.atomic
def ask_for_more(*, claim: Claim, by: User, as_role: str, reason: str, seen: datetime | None = None) -> Claim:
    """Put a question to the claimant; the claim waits for the answer and comes back."""
    return _put(_lock(claim, by=by, seen=seen), State.MORE, by, as_role, reason, "more")


@transaction.atomic
def refuse_claim(*, claim: Claim, by: User, as_role: str, reason: str, seen: datetime | None = None) -> Claim:
    """Refuse with a reason; the person may claim again. A claim whose answer never came may be refused too."""
    locked = _lock(claim, by=by, seen=seen, states=(State.SUBMITTED, State.MORE))
    proposing.drop_proposal(locked)
    appealed = _settle(locked, by, upheld=False)
    return _put(locked, State.REFUSED, by, as_role, reason, "appeal_dismissed" if appealed else "refused")


@transaction.atomic
def pass_on_as_dispute(*, claim: Claim, by: User, record: Alumnus, seen: datetime | None = None) -> Dispute | None:
    """The record claimed has an account: whoever looked first puts it before the office, and both sides hear of it."""
    claim = _lock(claim, by=by, seen=seen, states=(State.SUBMITTED, State.MORE))
    if not Alumnus.objects.visible_to(by).filter(pk=record.pk).exists():
        raise PermissionDenied
    return open_dispute(claim=claim, record=record, by=by) if is_taken(record) else None


@transaction.atomic
def note_barcode(*, claim: Claim, by: User, seen: datetime | None = None) -> None:
    """Whoever decides has looked the document up at turkiye.gov.tr; kept with the day, the first time it is said."""
    claim = _lock(claim, by=by, seen=seen, states=(State.SUBMITTED, State.MORE))
    if claim.barcode and claim.barcode_checked_at is None:
        claim.barcode_checked_at, claim.barcode_checked_by = timezone.now(), by
        claim.save(update_fields=["barcode_checked_at", "barcode_checked_by"])


def _lock(claim: Claim, *, by: User, seen: datetime | None, states: tuple[str, ...] = (State.SUBMITTED,)) -> Claim:
    """The claim as it stands now; ``seen`` is when the version on the decider's screen was sent in."""
    locked = Claim.objects.select_for_update(of=("self",)).select_related("user").get(pk=claim.pk)
    if locked.user_id == by.pk:
        raise PermissionDenied
    if locked.state not in states or (seen is not None and locked.submitted_at != seen):
        raise AlreadyDecided(
            _("Bu başvuru bu arada değişti: %(state)s. Kararınız kaydedilmedi.") % {"state": locked.get_state_display()}
        )
    if not Claim.objects.decidable_by(by).filter(pk=claim.pk).exists():
        raise PermissionDenied
    return locked


def _put(claim: Claim, state: str, by: User, as_role: str, reason: str, template: str) -> Claim:
    claim.state, claim.reason, claim.code_hash = state, reason, None
    claim.decided_at, claim.decided_by, claim.decided_as = timezone.now(), by, as_role
    claim.save()
    tell_claimant(claim, template, may_appeal=not hasattr(claim, "appeal"))
    return claim


def _settle(claim: Claim, by: User, *, upheld: bool) -> bool:
    """What was contested about the claim is answered by the decision; True when it answered an appeal."""
    drop_dispute(claim, by)
    if claim.disowned_at and claim.disowned_settled_at is None:
        claim.disowned_settled_at = timezone.now()
        claim.save(update_fields=["disowned_settled_at"])
    return settle_appeal(claim, by=by, upheld=upheld)


def _method(as_role: str) -> str:
    return Membership.Method.OFFICE if as_role == OFFICE else Membership.Method.REPRESENTATIVE
