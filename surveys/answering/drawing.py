"""Questions as the page draws them: numbers, what is ticked, what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from mik.common.turkish import date_long, is_english
from surveys.answering.progress import Course, asked_on
from surveys.answering.values import Value, field_name
from surveys.questionnaires.codes import Occupation, find_occupations, name_of, occupation_list, places, sector_choices
from surveys.questionnaires.content import Choice, Content, Page, Question

TEMPLATES = {"sector": "select", "place": "select", "date": "number"}
END = re.compile(r"(\d+) \((.+)\)")
LONG_LABEL = 11  # letters of an option that no longer fit into a column of a phone


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    ticked: bool
    id: str
    aside: bool = False

    @property
    def step(self) -> str:
        """«1» of «1 (çok düşük)», where the words in brackets explain an end of the scale."""
        return self._parts[0]

    @property
    def end(self) -> str:
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        found = END.fullmatch(self.label)
        return (found[1], found[2]) if found else (self.label, "")


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    id: str
    options: list[Option]
    asides: list[Option]

    @property
    def ends(self) -> list[Option]:
        """The explained ends of a scale of numbers."""
        return [option for option in self.options if option.end]


@dataclass
class Search:
    """Looking for an occupation: what was typed, and what fits."""

    words: str = ""
    found: list[Occupation] = field(default_factory=list)
    more: int = 0


@dataclass
class Drawn:
    """One question. ``typed`` is what stands in an input; ``opens`` says that others on this page depend on it."""

    question: Question
    number: int
    values: list[Value] = field(default_factory=list)
    error: str = ""
    typed: str | None = None
    opens: bool = False
    is_new: bool = False
    only_if: str = ""
    search: Search = field(default_factory=Search)

    @property
    def template(self) -> str:
        kind = self.question.type
        return f"surveys/questions/_{TEMPLATES.get(kind, kind)}.html"

    @property
    def name(self) -> str:
        return field_name(self.question)

    @property
    def id(self) -> str:
        return f"s-{self.question.code}"

    @property
    def described_by(self) -> str:
        return f"{self.id}-y {self.id}-h" if self.error else f"{self.id}-y"

    @property
    def hint(self) -> str:
        """The question's own help, how to answer, and whether one may leave it."""
        how = {"multiple": _("Birden çok seçenek işaretleyebilirsiniz."), "matrix": _("Her satırda bir seçenek.")}
        free = "" if self.question.required else _("Boş bırakabilirsiniz.")
        return " ".join(filter(None, (str(self.question.help), how.get(self.question.type, ""), free)))

    @property
    def options(self) -> list[Option]:
        return list(self._options(self.question.options, self.id, {value.option for value in self.values}))

    @property
    def may_be_unsaid(self) -> bool:
        """A radio once chosen cannot be unchosen; who need not answer gets a way back."""
        return self.question.type == "single" and not self.question.required and bool(self.values)

    @property
    def scale_class(self) -> str:
        """How many columns the scale has, and whether its words are too long for columns on a phone."""
        steps = [option.step for option in self._options(self.question.scale, "", set())]
        long = any(len(word) > LONG_LABEL for step in steps for word in step.split())
        return f"n{len(steps)}" + (" words" if long or len(steps) > 7 else "")

    @property
    def rows(self) -> list[Row]:
        said = {value.row: value.option for value in self.values}
        return [self._row(row, said.get(row.code, "")) for row in self.question.rows]

    def _row(self, row: Choice, said: str) -> Row:
        place = f"{self.id}-{row.code}"
        return Row(
            name=field_name(self.question, row.code),
            label=str(row.text),
            id=place,
            options=list(self._options(self.question.scale, place, {said})),
            asides=list(self._options(self.question.asides, place, {said})),
        )

    @staticmethod
    def _options(choices: tuple[Choice, ...], place: str, ticked: set[str]) -> Iterator[Option]:
        for choice in choices:
            yield Option(choice.code, str(choice.text), choice.code in ticked, f"{place}-{choice.code}", choice.aside)

    @property
    def value(self) -> str:
        """What stands in a text, number or date."""
        if self.typed is not None:
            return self.typed
        value = next(iter(self.values), Value())
        if value.number is not None:
            return plain(value.number)
        return value.date.isoformat() if value.date else value.text

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [("", sector_choices())] if self.question.type == "sector" else places()

    @property
    def code(self) -> str:
        return next((value.option for value in self.values), "")

    @property
    def chosen_occupation(self) -> Occupation | None:
        return occupation_list().get(self.code)

    @property
    def others(self) -> list[Occupation]:
        """What the search found beside the one chosen."""
        return [occupation for occupation in self.search.found if occupation.code != self.code]


def plain(number: Decimal) -> str:
    """A number as it is typed: no grouping, the reader's decimal sign, no zeros at its end."""
    text = f"{number.normalize():f}"
    return text if is_english() else text.replace(".", ",")


def draw_page(
    course: Course,
    page: Page,
    *,
    errors: Mapping[str, str] | None = None,
    posted: QueryDict | None = None,
    opened: frozenset[str] = frozenset(),
) -> list[Drawn]:
    """The questions of a page for somebody; after a POST with what was typed, right or wrong."""
    numbers, errors = course.numbers(), errors or {}
    asked = asked_on(page, course.answers)
    controlling = {condition.question for question in page.questions for condition in question.conditions}
    return [
        Drawn(
            question,
            numbers[question.code],
            values=course.answers.get(question.code, []),
            error=errors.get(question.code, ""),
            typed=posted.get(field_name(question)) if posted and question.code in errors else None,
            opens=question.code in controlling,
            is_new=question.code in opened,
            search=_search(question, posted),
        )
        for question in asked
    ]


def _search(question: Question, posted: QueryDict | None) -> Search:
    words = posted.get(f"{field_name(question)}-ara", "").strip()[:80] if posted else ""
    return Search(words, *find_occupations(words)) if question.type == "occupation" and words else Search()


def draw_all(content: Content, page: Page) -> list[Drawn]:
    """Every question of a page, whoever it is for, with its condition in words: for the office's preview."""
    return [Drawn(q, q.number, only_if=condition_in_words(content, q)) for q in page.questions]


def condition_in_words(content: Content, question: Question) -> str:
    """«3. soruya “Evet” ya da “Belki” diyenlere sorulur»; empty where everybody is asked."""
    parts = []
    for condition in question.conditions:
        target = content.question(condition.question)
        if target is not None:
            said = [f"“{option.text}”" for option in target.options if option.code in condition.options]
            joined = _(" ya da ").join(said)
            parts.append(_("%(number)s. soruya %(options)s") % {"number": target.number, "options": joined})
    return _("Yalnız %(parts)s diyenlere sorulur.") % {"parts": _(" ve ").join(parts)} if parts else ""


@dataclass(frozen=True)
class Said:
    """A question with its answer in words, for reading."""

    number: int
    text: str
    lines: list[str]


def in_words(course: Course) -> list[Said]:
    """Everything that was answered, in the order of the questions."""
    numbers = course.numbers()
    return [
        Said(numbers[question.code], str(question.text), _lines(question, course.answers[question.code]))
        for question in course.content.questions()
        if course.answers.get(question.code) and question.code in numbers
    ]


def _lines(question: Question, values: list[Value]) -> list[str]:
    options = {option.code: str(option.text) for option in question.options}
    if question.type == "matrix":
        said = {value.row: options.get(value.option, value.option) for value in values}
        return [f"{row.text} — {said[row.code]}" for row in question.rows if row.code in said]
    if question.options:
        chosen = {value.option for value in values}
        return [text for code, text in options.items() if code in chosen]
    return [_line(question, value) for value in values]


def _line(question: Question, value: Value) -> str:
    if value.number is not None:
        return " ".join(filter(None, (plain(value.number), str(question.unit))))
    if value.date is not None:
        return date_long(value.date)
    return value.text or name_of(question.type, value.option)
