"""A month without a day: how people type it, how it is stored."""

import calendar
import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.common.turkish import fold

EARLIEST = 1940
_TURKISH = ("ocak", "subat", "mart", "nisan", "mayis", "haziran",
            "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik")  # fmt: skip
_ENGLISH = ("january", "february", "march", "april", "may", "june",
            "july", "august", "september", "october", "november", "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})\D(\d{1,2})(?:\D\d{1,2})?")
_YEAR_LAST = re.compile(r"(?:\d{1,2}\D)?(\d{1,2})\D(\d{4})")
_NAMED = re.compile(r"(?:\d{1,2} )?([a-z]{3,}) (\d{4})")


def parse_month(text: str) -> date | None:
    """The first day of a month typed as 2021-09, 09.2021, Eylül 2021 or Sep 2021; else None."""
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(fold(text)):
        return _month(int(found[2]), _named_month(found[1]))
    return None


def _named_month(word: str) -> int:
    for names in (_TURKISH, _ENGLISH):
        for number, name in enumerate(names, start=1):
            if name.startswith(word):
                return number
    return 0


def _month(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year >= 1 else None


def last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


class MonthInput(forms.DateInput):
    """The browser's month picker; where there is none, a text field whose words are understood."""

    input_type = "month"

    def format_value(self, value: Any) -> str | None:
        return value.strftime("%Y-%m") if isinstance(value, date) else value


class MonthField(forms.Field):
    """A month as its first day, or with ``end=True`` as its last."""

    widget = MonthInput
    default_error_messages = {
        "unreadable": _("Ay ve yıl okunamadı. Şöyle yazın: 2021-09 ya da Eylül 2021."),
        "too_early": _("Yıl %(earliest)s’tan önce olamaz; yılı dört basamakla yazın."),
        "too_late": _("Bu tarih çok ileride. Yılı gözden geçirin."),
    }

    def __init__(self, *, end: bool = False, **options: Any) -> None:
        self.end = end
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        month = parse_month(text)
        if month is None:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        self._refuse_the_unlikely(month)
        return last_day(month) if self.end else month

    def _refuse_the_unlikely(self, month: date) -> None:
        if month.year < EARLIEST:
            raise ValidationError(self.error_messages["too_early"], code="too_early", params={"earliest": EARLIEST})
        if month.year > timezone.localdate().year + 10:
            raise ValidationError(self.error_messages["too_late"], code="too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial.strftime("%Y-%m") if initial else "") != str(data or "").strip()
