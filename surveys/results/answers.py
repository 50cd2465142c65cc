"""What was answered to each question: counted in the database, shown as far as it may be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from mik.common import turkish
from mik.common.codelists import HOME, occupation_name, place_name, sector_name
from mik.figures.disclosure import Cell, Hidden, median_cell, percent_cell, rounded
from surveys.indicators.columns import Median, completed, of_department
from surveys.models import Answer, Response, Wave
from surveys.questionnaires.content import Choice, Page, Question, read_content
from surveys.results.shown import hidden_beside

MOST_LINES = 10  # of a list of codes: the commonest, and the rest together
SECONDARY = Cell(None, Hidden.SECONDARY)


@dataclass(frozen=True)
class Tally:
    """The answers of some people: how often each option was chosen, how many answered, the middle of numbers."""

    options: Mapping[tuple[str, str], Mapping[str, int]]
    people: Mapping[str, int]
    medians: Mapping[str, float]

    def of(self, question: str, row: str = "") -> Mapping[str, int]:
        return self.options.get((question, row), {})

    def answered(self, question: Question, row: str = "") -> int:
        """How many chose a point of the scale; an option that stands apart is no answer to it."""
        if question.type == "multiple":
            return self.people.get(question.code, 0)
        apart = {option.code for option in question.asides}
        return sum(n for option, n in self.of(question.code, row).items() if option not in apart)


@dataclass(frozen=True)
class Line:
    """An option: the count and the share of the own people, hidden together, and the share of everybody beside it."""

    label: str
    count: int | None
    cell: Cell
    beside: Cell | None = None


@dataclass(frozen=True)
class Statement:
    """A row of a matrix: the shares of all points of the scale, hidden together where too few answered."""

    label: str
    answered: int
    cells: tuple[Cell, ...]
    scale: tuple[str, ...]

    @property
    def told(self) -> list[tuple[str, Cell]]:
        """Each point of the scale with its cell."""
        return list(zip(self.scale, self.cells, strict=True))


@dataclass(frozen=True)
class Result:
    """``hidden``: why there is no line, not even the names of what was chosen."""

    question: Question
    answered: int
    lines: tuple[Line, ...] = ()
    statements: tuple[Statement, ...] = ()
    median: Cell | None = None
    hidden: Hidden | None = None

    @property
    def median_text(self) -> str:
        if self.median is None or self.median.value is None:
            return ""
        unit = f" {self.question.unit}" if self.question.unit else ""
        return turkish.number(self.median.value, self.question.decimals) + unit


def results(wave: Wave, department: int | None = None, *, guarded: bool = False) -> list[tuple[Page, list[Result]]]:
    """Page by page. Of a department: its answers, with the share of everybody beside each.

    ``guarded``: a smaller department could be computed from this one's answers, so none of its shares is told.
    """
    content = read_content(wave.version.content)
    finished = completed(wave)
    everybody = tally(finished, content.questions())
    own = everybody
    if department is not None:
        own = tally(of(finished, department), content.questions())
    beside = everybody if department is not None else None
    asked = _Asked(own, beside, guarded)
    return [(page, [asked.result(question) for question in page.questions]) for page in content.pages]


def of(finished: QuerySet[Response], department: int) -> QuerySet[Response]:
    return finished.annotate(department=of_department("invitation__")).filter(department=department)


def tally(finished: QuerySet[Response], questions: Iterator[Question]) -> Tally:
    """Three queries, however many questions and answers."""
    answers = Answer.objects.filter(response__in=finished.values("pk"))
    multiple = [question.code for question in questions if question.type == "multiple"]
    options: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    counted = answers.order_by().values_list("question", "row", "option").annotate(n=Count("pk"))
    for code, row, option, n in counted:
        options[code, row][option] = n
    people = answers.order_by().filter(question__in=multiple).values_list("question")
    numbers = answers.order_by().filter(number__isnull=False).values_list("question")
    return Tally(
        options,
        dict(people.annotate(n=Count("response", distinct=True))),
        dict(numbers.annotate(median=Median("number"))),
    )


@dataclass(frozen=True)
class _Asked:
    """Whose answers are told, everybody's beside them; none of the own where they are ``guarded``."""

    own: Tally
    beside: Tally | None
    guarded: bool

    def share(self, count: int, people: int) -> Cell:
        return SECONDARY if self.guarded else percent_cell(count, people)

    def median(self, value: float | None, people: int) -> Cell:
        return SECONDARY if self.guarded else median_cell(value, people)

    def result(self, question: Question) -> Result:
        if question.type == "matrix":
            statements = tuple(self._statement(question, row) for row in question.rows)
            return Result(question, max((one.answered for one in statements), default=0), statements=statements)
        people = self.own.answered(question)
        if question.type == "number":
            return Result(question, rounded(people), median=self.median(self.own.medians.get(question.code), people))
        if question.type in {"text", "date"}:
            return Result(question, rounded(people))
        lines = tuple(self._lines(question, people))
        return Result(question, rounded(people), lines=lines, hidden=None if lines else self.share(0, people).hidden)

    def _statement(self, question: Question, row: Choice) -> Statement:
        counts, people = self.own.of(question.code, row.code), self.own.answered(question, row.code)
        cells = tuple(self.share(counts.get(option.code, 0), people) for option in question.scale)
        scale = tuple(str(option.text) for option in question.scale)
        return Statement(str(row.text), rounded(people), cells, scale)

    def _lines(self, question: Question, people: int) -> Iterator[Line]:
        everybody = self.beside.answered(question) if self.beside else 0
        hidden = hidden_beside(people, everybody) if self.beside else None
        counts = _named(question, self.own, tells=self.share(0, people).hidden is None)
        theirs = _named(question, self.beside, tells=hidden is None) if self.beside else {}
        for label in dict.fromkeys([*counts, *theirs]):
            n, other = counts.get(label, 0), None
            if self.beside:
                other = Cell(None, hidden) if hidden else percent_cell(theirs.get(label, 0), everybody)
            cell = self.share(n, people)
            yield Line(label, None if cell.hidden else rounded(n), cell, other)


def _named(question: Question, tally: Tally, *, tells: bool) -> dict[str, int]:
    """Counts by the name of what was chosen, in the order of the questionnaire or, of codes, the commonest first.

    Where no share is told, no code is named either: that somebody lives in Ardahan would tell of one person.
    """
    counts = tally.of(question.code)
    if question.options:
        return {str(option.text): counts.get(option.code, 0) for option in question.scale}
    if not tells:
        return {}
    found: dict[str, int] = defaultdict(int)
    for code, n in counts.items():
        found[_name_of(question.type, code)] += n
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    named = dict(ordered[:MOST_LINES])
    if rest := sum(n for _label, n in ordered[MOST_LINES:]):
        named[_("Diğer")] = rest
    return named


def _name_of(kind: str, code: str) -> str:
    names = {
        "occupation": lambda: occupation_name(code[:1]),
        "sector": lambda: sector_name(code),
        "place": lambda: place_name(HOME, code) if code.isdigit() else place_name(code, ""),
    }
    return names[kind]() or code
