"""Contact cards: RFC 6350, with what was chosen and nothing else."""

import io
import re
from datetime import UTC, date, datetime

import pytest

from alumni.registry.exchange.records import Contact, Diploma, Entry, Job
from alumni.registry.exchange.vcards import LINE, escape, fold, uid, write_cards
from mik.common.tables import Mark

NOW = datetime(2026, 11, 22, 11, 3, tzinfo=UTC)
MARK = Mark("Ayşe Demir", NOW, "Davet", number=1234)


def entry() -> Entry:
    return Entry(
        7, "Ömer; Şükrü", "Iğdırlıoğlu", "", date(1990, 5, 17), "", "TR", "confirmed", "import", None, "", [], NOW, NOW,
        None, diplomas=[Diploma(1, 3, 6, None, 2014, "", "", "import")],
        contacts=[
            Contact("address", "Ahmet Paşa Cad.\nNo: 5, Ortahisar", "TR", "61", "member", NOW),
            Contact("email", "omer@ornek.example", "", "", "member", NOW),
            Contact("email", "eski@ornek.example", "", "", "import", NOW),
            Contact("phone", "+90 532 618 30 44", "", "", "member", NOW),
            Contact("phone", "462 377", "", "", "member", NOW),
        ],
        jobs=[Job("Şef, birim", "Kıyı; A\\B", "F", "21", "TR", "61", None, "member", NOW)],
    )  # fmt: skip


def lines(*codes: str) -> list[str]:
    out = io.BytesIO()
    write_cards(out, [entry()], codes, mark=MARK)
    return out.getvalue().decode().replace("\r\n ", "").split("\r\n")


def test_a_card_holds_what_was_chosen() -> None:
    codes = ("birth_date", "email", "emails", "phone", "phones", "title", "employer", "address", "country", "province")
    assert lines(*codes) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:{uid(7)}",
        "FN:Ömer\\; Şükrü Iğdırlıoğlu",
        "N:Iğdırlıoğlu;Ömer\\; Şükrü;;;",
        "BDAY:19900517",
        "ORG:Kıyı\\; A\\\\B",
        "TITLE:Şef\\, birim",
        "EMAIL:omer@ornek.example",
        "EMAIL:eski@ornek.example",
        "TEL;VALUE=uri:tel:+905326183044",
        "TEL:462 377",
        "ADR:;;Ahmet Paşa Cad. No: 5\\, Ortahisar;;Trabzon;;Türkiye",
        "REV:20261122T110300Z",
        "NOTE:Kayıt no 1234 · Ayşe Demir · 22.11.2026 14.03",
        "END:VCARD",
        "",
    ]


def test_without_a_choice_it_is_a_name() -> None:
    names = [line.split(":")[0].split(";")[0] for line in lines()]
    assert names == ["BEGIN", "VERSION", "UID", "FN", "N", "REV", "NOTE", "END", ""]


def test_the_uid_is_opaque_and_stays() -> None:
    assert uid(7) == uid(7) != uid(8)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", uid(7))


@pytest.mark.parametrize("text", ["ş" * 200, "a" * 75, "a" * 76, "😀" * 40, ""])
def test_lines_are_folded_at_75_octets_and_no_letter_is_cut(text: str) -> None:
    folded = fold(f"NOTE:{text}")
    assert max(len(line) for line in folded.split(b"\r\n")) <= LINE
    assert folded.decode().replace("\r\n ", "") == f"NOTE:{text}\r\n"


def test_nothing_typed_ends_a_line_or_a_card() -> None:
    assert escape("a\r\nEND:VCARD\rb\n\x00\x1b;,\\") == "a\\nEND:VCARD\\nb\\n\\;\\,\\\\"
