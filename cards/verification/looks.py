"""What a card's code tells whoever asks: its state, the masked name, how long it is valid. Nothing more."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cards.issuing.models import Card
from cards.issuing.numbers import clean_code
from cards.verification.codes import code_in

DOT = "·"


@dataclass(frozen=True)
class Look:
    """One answer of the public page."""

    title: str
    text: str
    tone: str
    icon: str
    at: datetime
    status: str = ""
    name: str = ""
    until: date | None = None


def look_at_token(token: str) -> Look:
    """A scanned code: without our signature nothing is looked up."""
    code = code_in(token)
    return look_at_code(code) if code else _forged()


def look_at_typed(typed: str) -> Look:
    return look_at_code(clean_code(typed))


def look_at_code(code: str) -> Look:
    card = Card.objects.filter(code=code).only("state", "printed_name", "valid_until").first()
    return _look(card) if card else _unknown()


def _look(card: Card) -> Look:
    title, status, tone, icon = _words(card)
    return Look(
        title=title,
        text="",
        tone=tone,
        icon=icon,
        at=timezone.now(),
        status=status,
        name=mask_name(card.printed_name),
        until=card.valid_until,
    )


def _words(card: Card) -> tuple[str, str, str, str]:
    if card.state == Card.State.LOST:
        return _("Bu kart kayıp"), _("Kayıp bildirildi"), "bad", "circle-x"
    if card.state != Card.State.ACTIVE:
        return _("Bu kart iptal edilmiş"), _("İptal"), "bad", "circle-x"
    if card.is_expired():
        return _("Kartın süresi dolmuş"), _("Süresi dolmuş"), "warn", "clock"
    return _("Kart geçerli"), _("Geçerli"), "", "shield-check"


def _unknown() -> Look:
    text = _(
        "Bu kodla bir kart yok. Kodu karttaki gibi yazdığınızdan emin olun: dört harf ya da rakam, çizgi, dört daha."
    )
    return Look(_("Kart bulunamadı"), text, "bad", "circle-x", timezone.now())


def _forged() -> Look:
    text = _(
        "Bu kod bizim imzamızı taşımıyor. Karekod bozuk okunmuş ya da kart sahte olabilir; kodu elle yazarak deneyin."
    )
    return Look(_("Kod doğrulanamadı"), text, "bad", "triangle-alert", timezone.now())


def mask_name(name: str) -> str:
    """``Elif Şahin`` as ``E··· Ş····``: the first letter of each word and how long it is."""
    return " ".join(_mask_word(word) for word in name.split())


def _mask_word(word: str) -> str:
    return "-".join(part[:1] + DOT * (len(part) - 1) for part in word.split("-"))
