"""A questionnaire's content, read from its JSON: pages of questions with conditions.

Reading takes for granted that ``checking.problems_in`` found nothing. ``code`` names a question or option for ever:
results of several waves are put side by side by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from mik.common.turkish import is_english

# The types, with their names for the office.
TYPE_NAMES = {
    "single": _("tek seçim"),
    "multiple": _("çok seçim"),
    "matrix": _("çizelge"),
    "number": _("sayı"),
    "date": _("tarih"),
    "text": _("metin"),
    "occupation": _("meslek"),
    "sector": _("sektör"),
    "place": _("yer"),
}
TYPES = tuple(TYPE_NAMES)
CHOICE_TYPES = frozenset({"single", "multiple", "matrix"})
CODED_TYPES = frozenset({"occupation", "sector", "place"})
LANGUAGES = ("tr", "en")
# What was chosen so far: the options of each question, for the conditions.
Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    tr: str
    en: str

    def __str__(self) -> str:
        return self.en if is_english() else self.tr

    def __bool__(self) -> bool:
        return bool(self.tr or self.en)


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Choice:
    """An option or a row of a matrix. ``aside``: stands apart from the scale («fikrim yok»)."""

    code: str
    text: Text
    aside: bool = False


@dataclass(frozen=True)
class Condition:
    """Holds when the earlier ``question`` was answered with one of ``options``."""

    question: str
    options: frozenset[str]

    def holds(self, chosen: Chosen) -> bool:
        return bool(chosen.get(self.question, frozenset()) & self.options)


@dataclass(frozen=True)
class Question:
    """``number`` is its place in the whole questionnaire, from 1; all ``conditions`` must hold for it to be asked."""

    code: str
    type: str
    number: int
    text: Text
    help: Text = NO_TEXT
    required: bool = False
    options: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    conditions: tuple[Condition, ...] = ()
    min: Any = None
    max: Any = None
    unit: Text = NO_TEXT
    decimals: int = 0

    def is_asked(self, chosen: Chosen) -> bool:
        return all(condition.holds(chosen) for condition in self.conditions)

    @property
    def type_name(self) -> str:
        return str(TYPE_NAMES[self.type])

    @property
    def scale(self) -> tuple[Choice, ...]:
        return tuple(option for option in self.options if not option.aside)

    @property
    def asides(self) -> tuple[Choice, ...]:
        return tuple(option for option in self.options if option.aside)


@dataclass(frozen=True)
class Page:
    number: int
    title: Text
    questions: tuple[Question, ...]

    def asked(self, chosen: Chosen) -> list[Question]:
        return [question for question in self.questions if question.is_asked(chosen)]


@dataclass(frozen=True)
class Content:
    pages: tuple[Page, ...]

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions() if question.code == code), None)


def read_content(data: Mapping[str, Any]) -> Content:
    """The pages of a checked questionnaire."""
    pages, number = [], 1
    for place, page in enumerate(data["pages"], start=1):
        questions = tuple(_question(raw, number + n) for n, raw in enumerate(page["questions"]))
        number += len(questions)
        pages.append(Page(place, _text(page.get("title")), questions))
    return Content(tuple(pages))


def _text(raw: Any) -> Text:
    return Text(raw.get("tr", ""), raw.get("en", "")) if raw else NO_TEXT


def _question(raw: Mapping[str, Any], number: int) -> Question:
    return Question(
        code=raw["code"],
        type=raw["type"],
        number=number,
        text=_text(raw["text"]),
        help=_text(raw.get("help")),
        required=bool(raw.get("required")),
        options=_choices(raw.get("options")),
        rows=_choices(raw.get("rows")),
        conditions=tuple(Condition(c["question"], frozenset(c["in"])) for c in conditions_in(raw)),
        min=_bound(raw, "min"),
        max=_bound(raw, "max"),
        unit=_text(raw.get("unit")),
        decimals=int(raw.get("decimals") or 0),
    )


def _choices(raw: Any) -> tuple[Choice, ...]:
    return tuple(Choice(c["code"], _text(c["text"]), bool(c.get("aside"))) for c in raw or [])


def _bound(raw: Mapping[str, Any], name: str) -> Any:
    value = raw.get(name)
    return Decimal(str(value)) if isinstance(value, int | float) else value


def conditions_in(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The single condition of a question, or all of several."""
    condition = raw.get("condition")
    if not condition:
        return []
    return list(condition["all"]) if "all" in condition else [condition]
