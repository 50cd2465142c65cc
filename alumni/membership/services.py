"""What can be done with a claim, in one place; the rules live in drafts, joining and deciding."""

from alumni.membership.deciding import (
    AlreadyDecided,
    approve_claim,
    approve_with_new_record,
    ask_for_more,
    forget_old_evidence,
    refuse_claim,
)
from alumni.membership.drafts import (
    ClaimProblem,
    add_evidence,
    latest_claim,
    remove_evidence,
    save_answers,
    start_draft,
    withdraw_claim,
)
from alumni.membership.joining import RecordTaken, TooMany, enter_code, renew_code, submit_claim

__all__ = [
    "AlreadyDecided",
    "ClaimProblem",
    "RecordTaken",
    "TooMany",
    "add_evidence",
    "approve_claim",
    "approve_with_new_record",
    "ask_for_more",
    "enter_code",
    "forget_old_evidence",
    "latest_claim",
    "refuse_claim",
    "remove_evidence",
    "renew_code",
    "save_answers",
    "start_draft",
    "submit_claim",
    "withdraw_claim",
]
