"""The printed card: its measures, its fonts, and a code that leads to the verification page."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from pypdf import PdfReader

from alumni.registry.models import Alumnus
from cards.issuing.models import Card
from cards.printing.faces import cards_pdf
from cards.printing.fitting import SIZES, fit_name
from cards.verification.codes import verification_url
from tests.factories.cards import stored_photo

pytestmark = pytest.mark.django_db
LONG = "İbrahim Abdülgaffar Iğdırlıoğlu-Şahinbaşoğlu"
MM = 72 / 25.4
_made: dict[str, bytes] = {}


@pytest.fixture
def card(holder: Alumnus) -> Card:
    """The same card in every test, so that it is drawn once."""
    return Card.objects.create(
        alumnus=holder, number="202604127783", code="7KQ4M2XA", printed_name=LONG,
        printed_line="Elektrik-Elektronik Mühendisliği · 2014", photo=stored_photo(), valid_until=date(2099, 12, 31),
    )  # fmt: skip


@pytest.fixture
def pdf(card: Card) -> bytes:
    if "pdf" not in _made:
        _made["pdf"] = cards_pdf([card])
    return _made["pdf"]


def millimetres(box: Any) -> list[float]:
    return [round(float(value) / MM, 2) for value in box]


def test_front_and_back_are_id_1_with_three_millimetres_of_bleed(pdf: bytes) -> None:
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    for page in pages:
        assert millimetres(page.trimbox) == [0, 0, 85.6, 53.98]
        assert millimetres(page.bleedbox) == [-3, -3, 88.6, 56.98]
        assert millimetres(page.mediabox) == [-3, -3, 88.6, 56.98]


def fonts(pdf: bytes) -> Iterator[Any]:
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a PDF dictionary
            yield font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_the_fonts_are_ours_and_embedded(pdf: bytes) -> None:
    found = list(fonts(pdf))
    assert {descriptor["/FontName"].partition("+")[2].split("-Semi")[0].split("-Bold")[0] for descriptor in found} == {
        "Public-Sans"
    }
    assert all("/FontFile2" in descriptor for descriptor in found)


def test_both_sides_say_what_they_must(pdf: bytes) -> None:
    front, back = (" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
    for words in (*fit_name(LONG).lines, "Elektrik-Elektronik Mühendisliği · 2014", "2026 0412 7783", "12/2099"):
        assert words in front
    for words in ("7KQ4-M2XA", "localhost/dogrula", "mezun@ktu.edu.tr"):
        assert words in back


def test_a_long_turkish_name_stays_left_of_the_photo(pdf: bytes) -> None:
    """Measured on the drawn page: between text and photo the ground is bare."""
    page = pypdfium2.PdfDocument(pdf)[0]
    assert SIZES[fit_name(LONG).size] > 4
    text = page.get_textpage()
    right = max(text.get_charbox(index)[2] for index in range(text.count_chars()) if _is_of_name(text, index))
    assert right / MM < 85.6 - 5.1 - 15.8 - 1.5


def _is_of_name(text: Any, index: int) -> bool:
    left, bottom, _right, top = text.get_charbox(index)
    return bool(top - bottom > 1.5 * MM and left < 60 * MM and 18 * MM < bottom < 30 * MM)


def test_the_photo_is_on_the_front(pdf: bytes) -> None:
    front, back = pypdfium2.PdfDocument(pdf)
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    (photo,) = front.get_objects(filter=[kind])
    assert photo.get_px_size() == (413, 531)
    assert list(back.get_objects(filter=[kind])) == []


@pytest.mark.parametrize("side", [0, 1])
def test_the_code_of_the_printed_card_opens_its_page(side: int, pdf: bytes, card: Card) -> None:
    picture = pypdfium2.PdfDocument(pdf)[side].render(scale=300 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == verification_url(card.code)
    path = code.text.removeprefix("http://localhost")
    page = Client().get(path).content.decode()
    assert "Kart geçerli" in page
    for place in range(len("/dogrula/"), len(path) - 1, 1 if side == 0 else 12):
        changed = path[:place] + ("2" if path[place] != "2" else "3") + path[place + 1 :]
        answer = Client().get(changed, REMOTE_ADDR=f"192.0.2.{place}").content.decode()
        assert "Bu kod bizim imzamızı taşımıyor." in answer
