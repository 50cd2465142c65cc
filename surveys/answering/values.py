"""From what was typed to answers, and back: one ``Value`` for each row of ``Answer``."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from mik.common.turkish import date_long
from surveys.models import Answer
from surveys.questionnaires.codes import is_known
from surveys.questionnaires.content import Chosen, Question

MOST_TEXT = 4000
# 1248,5 and 1248.5 and 1.248,5: as many digits as the database keeps.
_NUMBER = re.compile(r"[+-]?\d{1,12}([.,]\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.  ]\d{3}){1,3}(,\d{1,4})?", re.ASCII)


@dataclass(frozen=True)
class Value:
    row: str = ""
    option: str = ""
    number: Decimal | None = None
    date: "date | None" = None
    text: str = ""


class BadAnswer(Exception):
    """What was typed cannot be taken; the message is for the reader."""


def field_name(question: Question, row: str = "") -> str:
    return f"q-{question.code}-{row}" if row else f"q-{question.code}"


def read_values(question: Question, posted: QueryDict) -> list[Value]:
    """The answer to one question; empty for none. Raises BadAnswer. Codes nobody offered are no answer."""
    return READERS.get(question.type, _coded)(question, posted)


def _typed(question: Question, posted: QueryDict) -> str:
    return (posted.get(field_name(question)) or "").replace("\0", "").strip()


def _single(question: Question, posted: QueryDict) -> list[Value]:
    chosen = _typed(question, posted)
    return [Value(option=chosen)] if chosen in {option.code for option in question.options} else []


def _multiple(question: Question, posted: QueryDict) -> list[Value]:
    chosen = set(posted.getlist(field_name(question)))
    return [Value(option=option.code) for option in question.options if option.code in chosen]


def _matrix(question: Question, posted: QueryDict) -> list[Value]:
    codes = {option.code for option in question.options}
    said = ((row.code, posted.get(field_name(question, row.code)) or "") for row in question.rows)
    return [Value(row=row, option=option) for row, option in said if option in codes]


def _number(question: Question, posted: QueryDict) -> list[Value]:
    typed = _typed(question, posted)
    if not typed:
        return []
    number = parse_number(typed)
    if number is None:
        raise BadAnswer(_("Bir sayı yazın, örneğin 12."))
    if number != round(number, question.decimals):
        raise BadAnswer(_decimals(question))
    _check_range(question, number, _plain)
    return [Value(number=number)]


def _decimals(question: Question) -> str:
    if not question.decimals:
        return _("Tam sayı yazın.")
    return _("Virgülden sonra en çok %(n)s basamak yazın.") % {"n": question.decimals}


def parse_number(typed: str) -> Decimal | None:
    """«1.248» is a thousand and more, «12,5» and «12.5» twelve and a half."""
    if _GROUPED.fullmatch(typed):
        typed = re.sub(r"[.  ]", "", typed)
    elif not _NUMBER.fullmatch(typed):
        return None
    try:
        return Decimal(typed.replace(",", "."))
    except InvalidOperation:
        return None


def _plain(number: object) -> str:
    return f"{number:f}".replace(".", ",") if isinstance(number, Decimal) else str(number)


def _date(question: Question, posted: QueryDict) -> list[Value]:
    typed = _typed(question, posted)
    if not typed:
        return []
    day = parse_day(typed)
    if day is None:
        raise BadAnswer(_("Tarihi gün.ay.yıl olarak yazın, örneğin 22.11.2026."))
    _check_range(question, day, lambda bound: date_long(bound) if isinstance(bound, date) else str(bound))
    return [Value(date=day)]


def parse_day(typed: str) -> date | None:
    parts = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", typed, re.ASCII)
    try:
        return date(*map(int, reversed(parts.groups()))) if parts else date.fromisoformat(typed)
    except ValueError:
        return None


def _check_range(question: Question, value: Any, shown: Callable[[object], str]) -> None:
    """``value`` and the bounds are numbers, or all of them days."""
    low, high = bound(question.min, value), bound(question.max, value)
    if (low is None or value >= low) and (high is None or value <= high):
        return
    if low is not None and high is not None:
        raise BadAnswer(_("%(low)s ile %(high)s arasında olmalı.") % {"low": shown(low), "high": shown(high)})
    if low is not None:
        raise BadAnswer(_("En az %(low)s olmalı.") % {"low": shown(low)})
    raise BadAnswer(_("En çok %(high)s olmalı.") % {"high": shown(high)})


def bound(raw: object, value: object) -> Any:
    if isinstance(value, Decimal):
        return raw if isinstance(raw, Decimal) else None
    return date.fromisoformat(raw) if isinstance(raw, str) else None


def _text(question: Question, posted: QueryDict) -> list[Value]:
    typed = _typed(question, posted).replace("\r\n", "\n")
    if len(typed) > MOST_TEXT:
        raise BadAnswer(_("En çok %(most)s karakter yazın.") % {"most": MOST_TEXT})
    return [Value(text=typed)] if typed else []


def _coded(question: Question, posted: QueryDict) -> list[Value]:
    code = _typed(question, posted)
    return [Value(option=code)] if is_known(question.type, code) else []


READERS: Mapping[str, Callable[[Question, QueryDict], list[Value]]] = {
    "single": _single,
    "multiple": _multiple,
    "matrix": _matrix,
    "number": _number,
    "date": _date,
    "text": _text,
}


def is_whole(question: Question, values: Iterable[Value]) -> bool:
    """Whether this answers a question that must be answered: every row of a matrix."""
    said = list(values)
    if question.type == "matrix":
        return {value.row for value in said} == {row.code for row in question.rows}
    return bool(said)


Answers = dict[str, list[Value]]


def saved_answers(rows: Iterable[Answer]) -> Answers:
    found: Answers = {}
    for row in rows:
        value = Value(row.row, row.option, row.number, row.date, row.text)
        found.setdefault(row.question, []).append(value)
    return found


def chosen_in(answers: Answers) -> Chosen:
    """The options of each question, for the conditions."""
    return {code: frozenset(value.option for value in values if value.option) for code, values in answers.items()}
