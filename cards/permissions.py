"""Who works at the desk of cards."""

from typing import Any

from mik.accounts.powers import powers_of
from mik.common import hooks

ISSUE = hooks.duties.require("cards.issue")


def may_issue(user: Any) -> bool:
    return powers_of(user).has_duty(ISSUE)
