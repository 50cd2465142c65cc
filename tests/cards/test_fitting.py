"""Names of any length stay on the card, at the largest size at which they fit."""

import pytest

from cards.printing.fitting import LINES, ROOM, SIZES, fit_name, width

LONG = "İbrahim Abdülgaffar Iğdırlıoğlu-Şahinbaşoğlu"


@pytest.mark.parametrize(
    ("name", "size", "lines"),
    [
        ("Ali Er", 0, ("Ali Er",)),
        ("Elif Şahin Yıldırım", 0, ("Elif Şahin Yıldırım",)),
        (LONG, 2, ("İbrahim Abdülgaffar", "Iğdırlıoğlu-Şahinbaşoğlu")),
    ],
)
def test_known_names(name: str, size: int, lines: tuple[str, ...]) -> None:
    fitted = fit_name(name)
    assert (fitted.size, fitted.lines) == (size, lines)


@pytest.mark.parametrize(
    "name",
    [LONG, "Muhammed Abdurrahman Seyfettin Hacıoğlu Karahasanoğlu Büyükdemircioğlu", "Ş" * 30, "Ö", "I" * 60,
     "Ğ" * 120 + " " + "Ş" * 120, "Nur " * 40, "A-B " * 50, "", "  "],
)  # fmt: skip
def test_every_line_fits_and_there_are_never_too_many(name: str) -> None:
    fitted = fit_name(name)
    assert all(width(line, SIZES[fitted.size]) <= ROOM for line in fitted.lines)
    assert len(fitted.lines) <= LINES[fitted.size]


def test_nothing_is_lost_as_long_as_it_fits() -> None:
    name = "Muhammed Abdurrahman Seyfettin Hacıoğlu Karahasanoğlu Büyükdemircioğlu"
    assert " ".join(fit_name(name).lines) == name
    assert fit_name("Ğ" * 240).lines[-1].endswith("…")


def test_letters_are_measured_not_counted() -> None:
    assert width("İIıi", 4) < width("WWWW", 4) / 2
