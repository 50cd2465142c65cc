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
        for name in SHOWN:
            setattr(kept, name, min(getattr(kept, name), getattr(rows[gone], name), key=CIRCLES.index))
        kept.save(update_fields=SHOWN)
        Membership.objects.filter(pk=rows[gone].pk).delete()
