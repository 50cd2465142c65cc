"""Two records of one person: one account opens the one that stays."""

from alumni.membership.models import Membership
from mik.common.hooks import Merging


def unite_memberships(merging: Merging) -> None:
    """The membership of the account that was not chosen goes; that of the chosen one follows to the winner."""
    rows = {row.alumnus_id: row for row in Membership.objects.filter(alumnus__in=merging.ids)}
    if len(rows) == 2:
        gone = merging.winner_id if merging.choices.get("user") == "loser" else merging.loser_id
        Membership.objects.filter(pk=rows[gone].pk).delete()
