"""What can be done with a claim, in one place; the rules live in drafts, joining, deciding and contests."""

from alumni.membership.contests.appealing import appeal, may_appeal
from alumni.membership.contests.disputing import keep_record, state_case, transfer_record
from alumni.membership.contests.settling import detach_account, uphold_tie
from alumni.membership.deciding import (
    AlreadyDecided,
    approve_claim,
    approve_with_new_record,
    ask_for_more,
    note_barcode,
    pass_on_as_dispute,
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
from alumni.membership.joining import TooMany, enter_code, renew_code, submit_claim
from alumni.membership.notices import disown
from alumni.membership.tying import RecordTaken

__all__ = [
    "AlreadyDecided",
    "ClaimProblem",
    "RecordTaken",
    "TooMany",
    "add_evidence",
    "appeal",
    "approve_claim",
    "approve_with_new_record",
    "ask_for_more",
    "detach_account",
    "disown",
    "enter_code",
    "keep_record",
    "latest_claim",
    "may_appeal",
    "note_barcode",
    "pass_on_as_dispute",
    "refuse_claim",
    "remove_evidence",
    "renew_code",
    "save_answers",
    "start_draft",
    "state_case",
    "submit_claim",
    "transfer_record",
    "uphold_tie",
    "withdraw_claim",
]
