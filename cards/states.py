"""The states of a card as pages show them, and as other rooms may ask for them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards.issuing.models import Card


@dataclass(frozen=True)
class Pill:
    code: str
    label: str | Promise
    tone: str
    icon: str


PILLS = {
    pill.code: pill
    for pill in (
        Pill("valid", _("Geçerli"), "ok", "circle-check"),
        Pill("expired", _("Süresi dolmuş"), "warn", "clock"),
        Pill("lost", _("Kayıp"), "bad", "triangle-alert"),
        Pill("replaced", _("Değiştirildi"), "", "refresh-cw"),
        Pill("revoked", _("İptal"), "bad", "ban"),
    )
}


def pill_of(card: Card) -> Pill:
    if card.state == Card.State.ACTIVE:
        return PILLS["expired" if card.is_expired() else "valid"]
    return PILLS[card.state]


def card_state_of(person_ids: Collection[int]) -> dict[int, str]:
    """Of those who ever had a card, the state of the one that counts: the active one, else the newest.

    Codes of PILLS. This is all a representative may know of a card (design/access.md).
    """
    found: dict[int, str] = {}
    cards = Card.objects.filter(alumnus__in=person_ids).order_by("issued_at", "pk")
    for card in sorted(cards, key=lambda card: card.state == Card.State.ACTIVE):
        found[card.alumnus_id] = pill_of(card).code
    return found
