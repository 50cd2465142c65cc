"""Who reads, writes and remarks on the annual report (design/access.md, row «annual report»)."""

from typing import Any

from coordinator.annual_report.managers import REPORT
from mik.accounts.powers import powers_of


def can_write(user: Any) -> bool:
    """The heads of the office, and staff to whom the report was handed out."""
    return powers_of(user).has_duty(REPORT)


def can_read_drafts(user: Any) -> bool:
    return can_write(user) or powers_of(user).is_vice_rector


def can_comment(user: Any) -> bool:
    return can_read_drafts(user)
