"""Contact cards: vCard 4.0 (RFC 6350), one a graduate, for a telephone's or a mail program's address book.

Own and small: the one library for it, vobject, knows versions 2.1 and 3.0 only.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC
from typing import IO

from alumni.registry.exchange.columns import Words
from alumni.registry.exchange.records import Entry
from mik.common.codelists import country_name, province_name
from mik.common.fields import keyed_hash
from mik.common.tables import Mark

LINE = 75  # octets, the line break not among them (RFC 6350 3.2)


def write_cards(target: IO[bytes], entries: Iterable[Entry], codes: Collection[str], *, mark: Mark) -> None:
    """``codes``: the columns chosen; a name is always there, for without one there is no card."""
    words = Words()
    for entry in entries:
        lines = ["BEGIN:VCARD", "VERSION:4.0", *card(entry, frozenset(codes), words, mark), "END:VCARD"]
        target.write(b"".join(fold(line) for line in lines))


def card(entry: Entry, codes: frozenset[str], words: Words, mark: Mark) -> Iterator[str]:
    yield f"UID:{uid(entry.pk)}"
    yield f"FN:{escape(f'{entry.given_names} {entry.surname}')}"
    yield f"N:{';'.join(escape(part) for part in (entry.surname, entry.given_names))};;;"
    if "birth_date" in codes and entry.birth_date:
        yield f"BDAY:{entry.birth_date:%Y%m%d}"
    yield from _work(entry, codes)
    yield from _reached(entry, codes, "email", "emails", "EMAIL")
    for value in _values(entry, codes, "phone", "phones"):
        number = "".join(letter for letter in value if letter.isdigit() or letter == "+")
        yield f"TEL;VALUE=uri:tel:{number}" if number.startswith("+") else f"TEL:{escape(value)}"
    yield from _place(entry, codes)
    yield from _reached(entry, codes, "web", "", "URL")
    if {"department", "year"} & codes and entry.diploma:
        said = [words.departments[entry.diploma.programme_id] if "department" in codes else "",
                str(entry.diploma.year) if "year" in codes else ""]  # fmt: skip
        yield f"CATEGORIES:{','.join(escape(text) for text in said if text)}"
    yield f"REV:{mark.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if mark.number:
        yield f"NOTE:{escape(mark.line)}"


def uid(person_id: int) -> str:
    """Opaque, and the same each time: a card taken again replaces the older one instead of standing beside it."""
    return uuid.UUID(bytes=keyed_hash(str(person_id), purpose="vcard")[:16], version=4).urn


def _work(entry: Entry, codes: frozenset[str]) -> Iterator[str]:
    if entry.job and "employer" in codes and entry.job.employer:
        yield f"ORG:{escape(entry.job.employer)}"
    if entry.job and "title" in codes and entry.job.title:
        yield f"TITLE:{escape(entry.job.title)}"


def _reached(entry: Entry, codes: frozenset[str], first: str, others: str, name: str) -> Iterator[str]:
    for value in _values(entry, codes, first, others):
        yield f"{name}:{_printable(value) if name == 'URL' else escape(value)}"


def _values(entry: Entry, codes: frozenset[str], first: str, others: str) -> list[str]:
    values = [" ".join(contact.value.split()) for contact in entry.of_kind(first)]
    return [value for value in [*(values[:1] if first in codes else []), *(values[1:] if others in codes else [])]
            if value]  # fmt: skip


def _place(entry: Entry, codes: frozenset[str]) -> Iterator[str]:
    country, province = entry.home
    street = next(iter(_values(entry, codes, "address", "")), "")
    parts = ["", "", street, "", province_name(province) if "province" in codes else "", "",
             country_name(country) if "country" in codes else ""]  # fmt: skip
    if any(parts):
        yield f"ADR:{';'.join(escape(part) for part in parts)}"


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def escape(text: str) -> str:
    """A text value: RFC 6350 3.4. Letters no file may hold are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in lines if letter >= " " or letter in "\n\t")
    return plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """Lines of at most 75 octets; a letter is never cut in two."""
    folded, current = [], b""
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > LINE:
            folded.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*folded, current]) + b"\r\n"
