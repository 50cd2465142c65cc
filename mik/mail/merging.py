"""Two records of one person: one delivery of each mailing."""

from mik.common.hooks import Merging
from mik.mail.models import Delivery

# What is known to have arrived says most; what still waits says least, and would be a second mail.
_RANKS = [
    Delivery.State.ACCEPTED,
    Delivery.State.SENDING,
    Delivery.State.UNCERTAIN,
    Delivery.State.BOUNCED,
    Delivery.State.REFUSED,
    Delivery.State.SKIPPED,
    Delivery.State.RETRY,
    Delivery.State.QUEUED,
]


def unite_deliveries(merging: Merging) -> None:
    """Of two deliveries of one mailing the one that came furthest stays: nobody gets the same mail twice."""
    by_mailing: dict[int, list[Delivery]] = {}
    for row in Delivery.objects.filter(person__in=merging.ids).only("mailing", "person", "state").order_by("pk"):
        by_mailing.setdefault(row.mailing_id, []).append(row)
    doomed = [
        max(twins, key=lambda row: (_RANKS.index(row.state), row.person_id == merging.loser_id)).pk  # type: ignore[arg-type]
        for twins in by_mailing.values()
        if len(twins) == 2
    ]
    Delivery.objects.filter(pk__in=doomed).delete()
