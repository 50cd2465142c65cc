"""Names in one column or two."""

import pytest

from alumni.registry.importing.names import NameStyle, find_style, split_name, tidy

TAIL, HEAD, LAST, FIRST = (
    NameStyle.CAPITAL_TAIL,
    NameStyle.CAPITAL_HEAD,
    NameStyle.LAST_WORD,
    NameStyle.FIRST_WORD,
)


@pytest.mark.parametrize(
    ("text", "style", "parts"),
    [
        ("Uğur KARA", TAIL, ("Uğur", "Kara")),
        ("Şule İrem ŞİMŞEK ÖZKAN", TAIL, ("Şule İrem", "Şimşek Özkan")),
        ("Ayşe Ş. ÖZ", TAIL, ("Ayşe Ş.", "Öz")),
        ("Ali O'NEIL-IŞIK", TAIL, ("Ali", "O'Neıl-Işık")),
        ("Uğur Gülşah", TAIL, ("Uğur Gülşah", "")),
        ("Çiğdem", TAIL, ("Çiğdem", "")),
        ("YILMAZ", TAIL, ("", "Yılmaz")),
        ("ALİ KARA", TAIL, ("Ali", "Kara")),
        ("محمد علي", TAIL, ("محمد", "علي")),
        ("KARA Uğur Ali", HEAD, ("Uğur Ali", "Kara")),
        ("KARA UĞUR", HEAD, ("Uğur", "Kara")),
        ("Uğur", HEAD, ("Uğur", "")),
        ("Ayşe Nur Kaya", LAST, ("Ayşe Nur", "Kaya")),
        ("AYŞE NUR KAYA", LAST, ("Ayşe Nur", "Kaya")),
        ("Ayşe", LAST, ("Ayşe", "")),
        ("Kaya Ayşe Nur", FIRST, ("Ayşe Nur", "Kaya")),
        ("Ayşe", FIRST, ("Ayşe", "")),
        ("KAYA, Ayşe Nur", LAST, ("Ayşe Nur", "Kaya")),
        ("", TAIL, ("", "")),
    ],
)
def test_splitting(text: str, style: NameStyle, parts: tuple[str, str]) -> None:
    assert split_name(text, style) == parts


@pytest.mark.parametrize(
    ("names", "surname_first", "style"),
    [
        (["Uğur KARA", "Çiğdem", "Uğur Gülşah", "Ali VELİ"], False, TAIL),
        (["Uğur Kara", "Ali Veli"], False, LAST),
        (["UĞUR KARA", "ALİ VELİ"], False, LAST),
        (["KARA Uğur", "VELİ Ali"], True, HEAD),
        (["Kara Uğur"], True, FIRST),
        ([], False, LAST),
    ],
)
def test_the_style_of_a_list(names: list[str], surname_first: bool, style: NameStyle) -> None:
    assert find_style(names, surname_first=surname_first) is style


@pytest.mark.parametrize(
    ("text", "tidied"),
    [("IŞIK  ÖZ", "Işık Öz"), ("işil", "İşil"), ("McDonald", "McDonald"), (" - ", ""), ("S\u0327ule", "Şule")],
)
def test_tidying(text: str, tidied: str) -> None:
    assert tidy(text) == tidied
