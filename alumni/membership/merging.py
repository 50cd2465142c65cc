"""Two records of one person: one account opens the one that stays."""

from alumni.membership.models import Membership
from mik.common.hooks import Merging
from mik.people.models import Visibility

SHOWN = ("name_shown", "programme_shown", "year_shown", "mentor_shown")
CIRCLES: list[str] = list(Visibility.values)


def unite_memberships(merging: Merging) -> None:
    """The membership of the account that was not chosen goes; that of the chosen one follows to the winner, and shows
    nothing to anybody who saw it on one of the two only.
    """
    rows = {row.alumnus_id: row for row in Membership.objects.filter(alumnus__in=merging.ids)}
    if len(rows) == 2:
        gone = merging.winner_id if merging.choices.get("user") == "loser" else merging.loser_id
        kept = next(row for key, row in rows.items() if key != gone)
        _narrow(kept, rows[gone])
        Membership.objects.filter(pk=rows[gone].pk).delete()


def _narrow(kept: Membership, gone: Membership) -> None:
    """What either shows to fewer is shown to fewer."""
    fewer = [name for name in SHOWN if CIRCLES.index(getattr(gone, name)) < CIRCLES.index(getattr(kept, name))]
    for name in fewer:
        setattr(kept, name, getattr(gone, name))
    if fewer:
        kept.save(update_fields=fewer)
