"""An appeal to the office: once for each claim, in the claimant's own words, answered by mail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.contests.models import Appeal
from alumni.membership.drafts import ClaimProblem
from alumni.membership.models import Claim
from mik.accounts.models import User

State = Claim.State
APPEALABLE = (State.MORE, State.REFUSED, State.APPROVED)


def may_appeal(claim: Claim) -> bool:
    return (
        claim.state in APPEALABLE and claim.decided_at is not None and not Appeal.objects.filter(claim=claim).exists()
    )


@transaction.atomic
def appeal(*, claim: Claim, by: User, text: str) -> Appeal:
    """Put a decision before the office. Raises ClaimProblem for a second appeal and where nothing was decided.

    A question or a refusal goes back to the queue; an approval stands until the office has looked.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.user_id != by.pk:
        raise PermissionDenied
    if Appeal.objects.filter(claim=claim).exists():
        raise ClaimProblem(_("Bir başvurunun kararına bir kez itiraz edilebilir; itirazınız Mezun Ofisine ulaşmıştı."))
    if claim.state not in APPEALABLE:
        raise ClaimProblem(_("İtiraz edilecek bir karar yok."))
    made = Appeal.objects.create(
        claim=claim, against=claim.state, text=text, answered=claim.reason, first_decider=claim.decided_by
    )
    _reopen(claim)
    return made


def _reopen(claim: Claim) -> None:
    claim.held_at = claim.held_at or timezone.now()
    if claim.state != State.APPROVED:
        _give_up_other_draft(claim)
        claim.state, claim.submitted_at = State.SUBMITTED, timezone.now()
        claim.decided_at = claim.decided_by = None
        claim.decided_as = ""
        claim.code_hash = None
    claim.save()


def _give_up_other_draft(claim: Claim) -> None:
    """One open claim for each account: a new attempt that was only begun makes way for the appeal."""
    others = Claim.objects.filter(user=claim.user_id, state__in=Claim.OPEN).exclude(pk=claim.pk)
    if others.exclude(state=State.DRAFT).exists():
        raise ClaimProblem(_("Yeni bir başvurunuz incelemede; itirazdan önce onu geri çekin."))
    others.update(state=State.WITHDRAWN)


def settle_appeal(claim: Claim, *, by: User | None, upheld: bool) -> bool:
    """Whatever the office decides on the claim answers its appeal; True when there was one."""
    outcome = Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.DISMISSED
    return bool(
        Appeal.objects.filter(claim=claim, outcome="").update(outcome=outcome, decided_at=timezone.now(), decided_by=by)
    )
