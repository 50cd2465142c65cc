"""Who reads figures on the desk, and who opens the records behind them (design/access.md, "figures")."""

from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import Figure

READ = hooks.duties.require("figures.read")


def may_read(user: object, figure: Figure) -> bool:
    """The office's heads and the vice-rector read all; staff with the duty of figures, or with the figure's own."""
    powers = powers_of(user)
    return powers.is_vice_rector or powers.has_duty(READ) or bool(figure.duty and powers.has_duty(figure.duty))


def may_open_rows(user: object, figure: Figure) -> bool:
    """The records themselves: only with the duty they belong to. The vice-rector sees totals, nobody's record."""
    return powers_of(user).has_duty(figure.duty or READ)


def readable(user: object) -> list[Figure]:
    return [figure for figure in hooks.figures if may_read(user, figure)]
