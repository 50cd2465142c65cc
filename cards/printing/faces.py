"""A card as it is drawn, on the page and in the PDF: what stands on it, and its file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString

from cards.issuing.models import Card
from cards.printing.fitting import Fitted, fit_name
from cards.verification.codes import site_name
from cards.verification.qr import qr_svg
from mik.common.pdf import render_pdf
from mik.files.models import StoredFile
from mik.files.services import open_file


@dataclass(frozen=True)
class Face:
    """Both sides of one card."""

    card: Card

    @cached_property
    def qr(self) -> SafeString:
        return qr_svg(self.card.code)

    @cached_property
    def name(self) -> Fitted:
        return fit_name(self.card.printed_name)

    @property
    def until(self) -> str:
        return f"{self.card.valid_until:%m/%Y}"

    @property
    def photo_name(self) -> str:
        return f"{self.card.photo_id}.jpg" if self.card.photo_id else ""

    @property
    def site(self) -> str:
        return site_name()

    @property
    def office_email(self) -> str:
        return str(settings.OFFICE_EMAIL)


def cards_pdf(cards: Iterable[Card]) -> bytes:
    """Two pages a card, front and back, 85.60 × 53.98 mm with 3 mm of bleed. The card speaks Turkish."""
    faces = [Face(card) for card in cards]
    files = {face.photo_name: read(face.card.photo) for face in faces if face.card.photo}
    with translation.override("tr"):
        return render_pdf(
            "pdf/cards/cards.html", {"faces": faces}, stylesheets=["css/pdf/card.css"], tagged=False, files=files
        )


def read(file: StoredFile) -> bytes:
    with open_file(file) as source:
        return source.read()
