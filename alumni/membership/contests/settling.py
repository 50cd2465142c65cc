"""An account that has joined, and a doubt about it: an appeal by its owner, or «not me» from somebody on the record.

Only the office decides, by hand: the tie holds, or the account comes off the record.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.contests.appealing import settle_appeal
from alumni.membership.drafts import ClaimProblem
from alumni.membership.managers import CLAIMS
from alumni.membership.models import Claim
from alumni.membership.tying import tell_claimant, untie
from mik.accounts.models import User
from mik.accounts.powers import powers_of

State = Claim.State


@transaction.atomic
def detach_account(*, claim: Claim, by: User, reason: str) -> None:
    """Take the account off the record again; the claim is refused with the reason, which is mailed."""
    locked = _lock(claim, by)
    if locked.alumnus is not None and locked.alumnus.person.user_id == locked.user_id:
        untie(alumnus=locked.alumnus)
    settle_appeal(locked, by=by, upheld=True)
    locked.state, locked.reason, locked.disowned_settled_at = State.REFUSED, reason, timezone.now()
    locked.decided_at, locked.decided_by, locked.decided_as = timezone.now(), by, "office"
    locked.save()
    tell_claimant(locked, "detached", may_appeal=not hasattr(locked, "appeal"))


@transaction.atomic
def uphold_tie(*, claim: Claim, by: User, reason: str) -> None:
    """The account belongs to the record. Whoever appealed hears why."""
    locked = _lock(claim, by)
    locked.disowned_settled_at, locked.reason = timezone.now(), reason
    locked.save(update_fields=["disowned_settled_at", "reason"])
    if settle_appeal(locked, by=by, upheld=False):
        tell_claimant(locked, "appeal_dismissed", may_appeal=False)


def _lock(claim: Claim, by: User) -> Claim:
    locked = Claim.objects.select_for_update(of=("self",)).select_related("user", "alumnus__person").get(pk=claim.pk)
    if by.pk == locked.user_id or not powers_of(by).has_duty(CLAIMS):
        raise PermissionDenied
    if locked.state != State.APPROVED or not Claim.objects.contested().filter(pk=locked.pk).exists():
        raise ClaimProblem(_("Bu başvuru bu arada değişti; yeniden açıp bakın."))
    return locked
