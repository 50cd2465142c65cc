"""Two records of one graduate: one valid card, one open application."""

from django.utils.translation import gettext as _

from cards.applications.models import CardApplication
from cards.issuing.models import Card
from mik.common.hooks import Merging


def unite_cards(merging: Merging) -> None:
    """Of two active cards the one that is valid longer stays; the other ends as any card that is taken back."""
    active = list(Card.objects.filter(alumnus__in=merging.ids, state=Card.State.ACTIVE))
    if len(active) == 2:
        active.sort(key=lambda card: (card.valid_until, card.issued_at, card.pk))
        Card.objects.filter(pk=active[0].pk).update(
            state=Card.State.REVOKED,
            ended_at=merging.at,
            ended_by=merging.by_id,
            reason=_("Aynı kişinin iki kaydı birleştirildi; öteki kart geçerli."),
        )


def unite_applications(merging: Merging) -> None:
    """Of two applications that wait the later one stays; the other is taken back, its photo with it in time."""
    open_ones = CardApplication.objects.filter(alumnus__in=merging.ids, state=CardApplication.State.SUBMITTED)
    waiting = list(open_ones.order_by("submitted_at", "pk"))
    if len(waiting) == 2:
        CardApplication.objects.filter(pk=waiting[0].pk).update(
            state=CardApplication.State.WITHDRAWN, decided_at=merging.at
        )
