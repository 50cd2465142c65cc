"""What is questioned about a claim, as the desk is shown it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.models import Claim

if TYPE_CHECKING:
    from alumni.membership.desks import Desk


@dataclass(frozen=True)
class Contest:
    """``own_decision``: whoever reads this decided what is appealed against."""

    dispute: Dispute | None
    appeal: Appeal | None
    disowned: bool
    own_decision: bool


def contest_of(claim: Claim, desk: "Desk") -> Contest:
    """Only the office is shown what is questioned; a held claim is at no representative's desk."""
    if not desk.is_office:
        return Contest(None, None, disowned=False, own_decision=False)
    appeal: Appeal | None = getattr(claim, "appeal", None)
    return Contest(
        dispute=getattr(claim, "dispute", None),
        appeal=appeal,
        disowned=claim.disowned_at is not None,
        own_decision=appeal is not None and appeal.first_decider_id == desk.user.pk,
    )
