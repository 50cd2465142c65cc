"""What may stand in braces in a letter: {ad}. Rooms above register more, each filled for many people at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common.hooks import Keyed
from mik.common.markdown import placeholders_in
from mik.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# One value for all languages, or one for each.
Value = str | Mapping[str, str]


@dataclass(frozen=True)
class Placeholder:
    """``values(person_ids)`` answers for many persons in a fixed number of queries; who is missing gets nothing."""

    code: str
    label: "str | _StrPromise"
    values: Callable[[Collection[int]], Mapping[int, Value]]


placeholders: Keyed[Placeholder] = Keyed("placeholders", "What may stand in braces in a letter")


def register(placeholder: Placeholder) -> Placeholder:
    return placeholders.register(placeholder.code, placeholder)


def check_placeholders(*texts: str) -> None:
    """Raise ValidationError that names what does not exist and what does."""
    unknown = sorted({name for text in texts for name in placeholders_in(text)} - set(dict(placeholders.items())))
    if unknown:
        raise ValidationError(
            _("Böyle bir yer tutucu yok: %(unknown)s. Kullanabilecekleriniz: %(known)s.")
            % {"unknown": _listed(unknown), "known": _listed(code for code, _one in placeholders.items())},
            code="unknown_placeholder",
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def values_for(
    person_ids: Collection[int], language_of: Mapping[int, str], codes: Collection[str]
) -> dict[int, dict[str, str]]:
    """Person → code → text in the person's language, on one line."""
    found: dict[int, dict[str, str]] = {person_id: {} for person_id in person_ids}
    for code in codes:
        placeholder = placeholders.get(code)
        known = placeholder.values(person_ids) if placeholder else {}
        for person_id in person_ids:
            found[person_id][code] = _in_language(known.get(person_id, ""), language_of.get(person_id, "tr"))
    return found


def _in_language(value: Value, language: str) -> str:
    text = value if isinstance(value, str) else value.get(language) or value.get("tr", "")
    return one_line(text)


def one_line(text: str) -> str:
    """Without line breaks and other control characters, which could begin a header of their own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _names(person_ids: Collection[int]) -> dict[int, Value]:
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", "given_names", "surname")
    return {pk: f"{given} {surname}" for pk, given, surname in rows}


NAME = Placeholder("ad", gettext_lazy("Adı ve soyadı"), _names)
