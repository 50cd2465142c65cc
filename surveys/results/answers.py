"""What was answered to each question: counted in the database, shown as far as it may be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

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
    """An option or a statement: the count and the share of the own people, and the share of everybody beside it."""

    label: str
    count: int
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
    question: Question
    answered: int
    lines: tuple[Line, ...] = ()
    statements: tuple[Statement, ...] = ()
    median: Cell | None = None

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
    found = [(page, [_result(question, own, beside) for question in page.questions]) for page in content.pages]
    return [(page, [_guarded(one) for one in page_results]) for page, page_results in found] if guarded else found


def _guarded(result: Result) -> Result:
    hidden = Cell(None, Hidden.SECONDARY)
    return replace(
        result,
        lines=tuple(replace(line, cell=hidden) for line in result.lines),
        statements=tuple(replace(one, cells=(hidden,) * len(one.cells)) for one in result.statements),
        median=hidden if result.median else None,
    )


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


def _result(question: Question, own: Tally, beside: Tally | None) -> Result:
    if question.type == "matrix":
        statements = tuple(_statement(question, row, own) for row in question.rows)
        return Result(question, max((one.answered for one in statements), default=0), statements=statements)
    answered = own.answered(question)
    if question.type == "number":
        middle = median_cell(own.medians.get(question.code), answered)
        return Result(question, rounded(answered), median=middle)
    if question.type in {"text", "date"}:
        return Result(question, rounded(answered))
    return Result(question, rounded(answered), lines=tuple(_lines(question, own, beside)))


def _statement(question: Question, row: Choice, own: Tally) -> Statement:
    counts, people = own.of(question.code, row.code), own.answered(question, row.code)
    cells = tuple(percent_cell(counts.get(option.code, 0), people) for option in question.scale)
    scale = tuple(str(option.text) for option in question.scale)
    return Statement(str(row.text), rounded(people), cells, scale)


def _lines(question: Question, own: Tally, beside: Tally | None) -> Iterator[Line]:
    people = own.answered(question)
    everybody = beside.answered(question) if beside else 0
    hidden = hidden_beside(people, everybody) if beside else None
    theirs = _named(question, beside) if beside else {}
    counts = _named(question, own)
    for label in list(dict.fromkeys([*counts, *theirs])):
        n = counts.get(label, 0)
        other = None
        if beside:
            other = Cell(None, hidden) if hidden else percent_cell(theirs.get(label, 0), everybody)
        yield Line(label, rounded(n), percent_cell(n, people), other)


def _named(question: Question, tally: Tally) -> dict[str, int]:
    """Counts by the name of what was chosen, in the order of the questionnaire or, of codes, the commonest first."""
    counts = tally.of(question.code)
    if question.options:
        return {str(option.text): counts.get(option.code, 0) for option in question.scale}
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
