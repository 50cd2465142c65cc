"""Who reads results (design/access.md, rows «survey answers» and «figures»)."""

from typing import Any

from mik.accounts.powers import powers_of
from surveys.managers import RUN


def can_see_results(user: Any) -> bool:
    """Of all departments: whoever runs surveys, and the vice-rector."""
    powers = powers_of(user)
    return powers.has_duty(RUN) or powers.is_vice_rector
