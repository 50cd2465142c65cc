"""Two records of one person: their conversations become one with each partner."""

from django.db.models import Q

from alumni.messages.models import Block, Conversation, Report
from mik.common.hooks import Merging
from mik.common.merging.moving import replace


def unite_conversations(merging: Merging) -> None:
    """What was said to both records with the same member goes together; the two records never wrote to each other."""
    ids = merging.ids
    rows = list(Conversation.objects.filter(Q(asker__in=ids) | Q(asked__in=ids)).order_by("pk"))
    if with_oneself := [row.pk for row in rows if row.asker_id in ids and row.asked_id in ids]:
        Conversation.objects.filter(pk__in=with_oneself).delete()
        rows = [row for row in rows if row.pk not in with_oneself]
    own: dict[int, int] = {}
    twins: dict[int, int] = {}
    partners = [(row, row.asked_id if row.asker_id in ids else row.asker_id) for row in rows]
    for row, partner in partners:
        if merging.winner_id in (row.asker_id, row.asked_id):
            own[partner] = row.pk
    for row, partner in partners:
        if merging.loser_id in (row.asker_id, row.asked_id) and partner in own:
            twins[row.pk] = own[partner]
    replace(Conversation, twins, only=["alumni.Message", "alumni.Report"])


def unite_blocks(merging: Merging) -> None:
    """Nobody blocks oneself."""
    Block.objects.filter(blocker__in=merging.ids, blocked__in=merging.ids).delete()


def unite_reports(merging: Merging) -> None:
    """Nobody is reported by oneself."""
    Report.objects.filter(reporter__in=merging.ids, about__in=merging.ids).delete()
