"""How far a mailing is, as the page draws it: a bar by state, its key, and what is left."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mik.common.turkish import number
from mik.mail.models import Mailing
from mik.mail.models.states import DeliveryState

WIDTH, GAP = 1000.0, 1.5
MINUTES_TOLD = 120  # beyond them hours say more
# The order of the bar; refused and bounced are one thing to whoever looks at it.
PARTS: tuple[tuple[str, tuple[DeliveryState, ...]], ...] = (
    ("s-ok", (DeliveryState.ACCEPTED,)),
    ("s-go", (DeliveryState.SENDING,)),
    ("s-warn", (DeliveryState.RETRY, DeliveryState.UNCERTAIN)),
    ("s-bad", (DeliveryState.BOUNCED, DeliveryState.REFUSED)),
    ("g-act", (DeliveryState.SKIPPED,)),
    ("s-wait", (DeliveryState.QUEUED,)),
)


@dataclass(frozen=True)
class Part:
    """One piece of the bar: SVG numbers as text, since templates would write them the Turkish way."""

    cls: str
    x: str
    width: str


@dataclass(frozen=True)
class Progress:
    mailing: Mailing

    def bar(self) -> Iterator[Part]:
        total, x = max(self.mailing.total, 1), 0.0
        for cls, states in PARTS:
            count = sum(self.mailing.counts[state] for state in states)
            if count:
                share = WIDTH * count / total
                yield Part(cls, f"{x:.2f}", f"{max(share - GAP, 0.2):.2f}")
                x += share

    def legend(self) -> list[tuple[str, str, int]]:
        """Class, words and number of every state there is; what there always is stands even at nought."""
        colours = {state: cls for cls, states in PARTS for state in states}
        shown = [state for _cls, states in PARTS for state in states]
        always = (DeliveryState.ACCEPTED, DeliveryState.QUEUED)
        return [
            (colours[state], str(state.label), self.mailing.counts[state])
            for state in shown
            if self.mailing.counts[state] or (state in always and not self.mailing.is_over)
        ]

    @property
    def heading(self) -> str:
        state = self.mailing.state
        if state == Mailing.State.SENDING and self.mailing.stands_still:
            return _("Gönderim durdu")
        return {
            Mailing.State.SENDING: _("Gönderiliyor"),
            Mailing.State.PAUSED: _("Duraklatıldı"),
            Mailing.State.DONE: _("Gönderildi"),
            Mailing.State.CANCELLED: _("Kalanı iptal edildi"),
        }[Mailing.State(state)]

    @property
    def time_left(self) -> str:
        """In hours where it takes long; empty where nothing can be said yet."""
        seconds = self.mailing.seconds_left
        if seconds is None:
            return ""
        minutes = max(round(seconds / 60), 1)
        if minutes < MINUTES_TOLD:
            return _("kalan yaklaşık %(n)s dakika") % {"n": number(minutes)}
        return _("kalan yaklaşık %(n)s saat") % {"n": number(round(minutes / 60))}
