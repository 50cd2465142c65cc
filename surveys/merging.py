"""Two records of one person: one invitation a survey."""

from mik.common.hooks import Merging
from mik.common.merging.moving import replace
from surveys.models import Invitation


def unite_invitations(merging: Merging) -> None:
    """The answered one stays, else the begun, else the sent; links in mails already sent lead to it."""
    rows = Invitation.objects.filter(person__in=merging.ids).select_related("response").order_by("pk")
    by_wave: dict[int, list[Invitation]] = {}
    for row in rows:
        by_wave.setdefault(row.wave_id, []).append(row)
    kept_for, told = {}, []
    for twins in by_wave.values():
        if len(twins) == 2:
            kept, gone = sorted(twins, key=lambda row: _weight(row, merging), reverse=True)
            kept_for[gone.pk] = kept.pk
            if gone.opted_out_at and not kept.opted_out_at:
                kept.opted_out_at = gone.opted_out_at
                told.append(kept)
    replace(Invitation, kept_for, only=["surveys.Link"])
    Invitation.objects.bulk_update(told, ["opted_out_at"])


def _weight(row: Invitation, merging: Merging) -> tuple[bool, bool, bool, bool]:
    return row.is_complete, hasattr(row, "response"), row.sent_at is not None, row.person_id == merging.winner_id
