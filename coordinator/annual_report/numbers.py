"""The figures of a report: which ones a section prints, what they came to, how they are written."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from coordinator.annual_report.outline import WORK, Part
from mik.common import hooks
from mik.common.hooks import Figure, FigureValue
from mik.common.turkish import date_long
from mik.figures import catalogue, topics
from mik.figures.wording import in_words

Number = dict[str, Any]
LANGUAGES = ("tr", "en")


def figures_of(part: Part) -> list[Figure]:
    """The figures of a section: those it names, then all others of its topics."""
    named = [figure for code in part.figures if (figure := hooks.figures.get(code))]
    others = [figure for topic in part.topics for figure in catalogue.figures(topic) if figure not in named]
    return named + others


def names() -> dict[str, str]:
    """Names people type in braces, with the code of the figure each stands for."""
    return catalogue.names()


def has_records(year: int) -> bool:
    """Whether anything was on record by the end of the year; asked once, when a report is opened.

    Of the office's own figures some count what is missing (departments without a representative) in any year.
    """
    scope = catalogue.year_scope(year)
    return any(catalogue.measure(figure.code, scope).value for topic in WORK for figure in catalogue.figures(topic))


def frozen(figure: Figure, value: FigureValue) -> Number:
    """A figure as it is kept: everything needed to print it again in either language."""
    return {
        "code": figure.code,
        "topic": _both(topics.TOPICS.get(figure.topic, figure.topic)),
        "kind": figure.kind,
        "during": figure.during,
        "label": _both(figure.label),
        "definition": _both(figure.definition),
        "source": _both(figure.source),
        "formula": _both(figure.formula),
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
    }


def _both(text: Any) -> dict[str, str]:
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = str(text)
    return words


def said(words: dict[str, str]) -> str:
    """In the language of the page."""
    language = (translation.get_language() or "tr")[:2]
    return words.get(language) or words["tr"]


def written(value: float | None, kind: str) -> str:
    """A value as people read it: 1.248, %68, 3,5 gün; without one "kayıt yok"."""
    return in_words(value, kind, unknown=_("kayıt yok"))


def as_at(one: Number, content: dict[str, Any]) -> str:
    """The day a figure stood so, or the time it counts."""
    last = date.fromisoformat(content["on"])
    if not one["during"]:
        return date_long(last)
    return _("%(first)s – %(last)s") % {
        "first": date_long(date.fromisoformat(content["since"])),
        "last": date_long(last),
    }
