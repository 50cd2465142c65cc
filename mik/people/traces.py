"""By what a person may be named in texts, queues and lists that no relation ties to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mik.common.turkish import fold
from mik.people.models import ContactPoint, Person

_NO_DIGITS = re.compile(r"\D")
# JSON may write a letter by its number.
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
# Fewer letters than these are part of too many other words.
SHORTEST = 6
# The national number of a telephone is written in many ways; its last digits stay in their order.
PHONE_DIGITS = 9


def _letter(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16))


@dataclass(frozen=True)
class Traces:
    """``words`` are folded (full names, addresses, identifiers), ``digits`` the ends of telephone numbers."""

    words: tuple[str, ...]
    digits: tuple[str, ...]

    def found_in(self, *texts: object) -> bool:
        """Whether one of the texts, or all of them together as cells of one row, names the person."""
        told = _ESCAPED.sub(_letter, " ".join(str(text) for text in texts if text not in (None, "")))
        told = fold(told)
        if any(word in told for word in self.words):
            return True
        return bool(self.digits) and any(end in _NO_DIGITS.sub("", told) for end in self.digits)

    def scrub(self, text: str) -> str:
        """The text without the sentences and lines that name the person."""
        pieces = re.split(r"(\n|(?<=[.!?])\s)", text)
        return "".join("—" if self.found_in(piece) else piece for piece in pieces)

    def cleaned(self, value: Any) -> Any:
        """A JSON value with every text that names the person replaced by a dash."""
        if isinstance(value, str):
            return "—" if self.found_in(value) else value
        if isinstance(value, list):
            return [self.cleaned(one) for one in value]
        if isinstance(value, dict):
            return {key: self.cleaned(one) for key, one in value.items()}
        return value

    def __bool__(self) -> bool:
        return bool(self.words or self.digits)


def traces_of(person_id: int) -> Traces:
    """What the live rows know of the person now; call it before they are erased."""
    person = Person.objects.select_related("user").filter(pk=person_id).first()
    if person is None:
        return Traces((), ())
    contacts = list(ContactPoint.objects.filter(person=person_id).values_list("kind", "normalised"))
    words = [*_names(person), person.tckn or "", person.passport_no or ""]
    words += [value for kind, value in contacts if kind in {"email", "web"}]
    if person.user is not None:
        words += [person.user.email, *_addresses(person.user), person.user.name]
    phones = [_NO_DIGITS.sub("", value)[-PHONE_DIGITS:] for kind, value in contacts if kind == "phone"]
    return Traces(_long_enough(words), tuple(phone for phone in phones if len(phone) == PHONE_DIGITS))


def _names(person: Person) -> Iterable[str]:
    for surname in {person.surname, person.former_surname} - {""}:
        yield f"{person.given_names} {surname}"
        yield f"{surname} {person.given_names}"


def _addresses(user: Any) -> list[str]:
    return list(user.emailaddress_set.values_list("email", flat=True))


def _long_enough(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in words if len(word := fold(text)) >= SHORTEST))
