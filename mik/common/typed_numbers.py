"""Numbers of persons among typed words: what is one never stands in an address, where logs and histories keep it."""

import re
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

# Seven figures, with whatever signs between them, or five in one word, and the few letters such a number begins with:
# identity, telephone, student, passport, diploma.
_NUMBER = re.compile(r"(?:(?<!\w)[A-Za-z]{1,3}[-/.]?)?(?:[+(]{0,2}\d(?:[\W_]*\d){6,}|\d{5,})")
# Nothing but a number: shorter ones in parts too.
_NOTHING_ELSE = re.compile(r"(?=(?:.*\d){5})[A-Za-z]{0,3}[\d\s()+./-]+")
# Letters that are none of the number's: "no", and before so many figures any, as in "tel" or "TC".
_LABEL = re.compile(r"\A(?:(?i:no)[\s.]+|(?=(?:.*\d){10})[A-Za-z]{1,3}[\s.]*)")
_EMAIL = re.compile(r"\S*@\S*")
_YEARS = re.compile(r"(?:19|20)\d\d[\W_]+(?:19|20)\d\d")
# Signs that look like a plain hyphen or space, to those.
SIGNS = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), "\u00a0": " "})


def number_in(words: str) -> str | None:
    """The number or the e-mail address typed, without the words beside it; None where there is none.

    Two years ("2001-2005") are words. Dashes come out plain, so that what is looked up is what records hold.
    """
    typed = words.translate(SIGNS).strip()
    if found := _EMAIL.search(typed):
        return found[0].strip("<>()[],;")
    if _NOTHING_ELSE.fullmatch(typed) and not _YEARS.fullmatch(typed):
        return _LABEL.sub("", typed, count=1)
    return next(_numbers(typed), None)


def has_number(words: str) -> bool:
    """Whether a number stands among words that may be parts of e-mail addresses: those themselves are no numbers."""
    return any(True for _one in _numbers(" ".join(word for word in words.split() if "@" not in word)))


def without_number(request: HttpRequest) -> HttpResponse | None:
    """Where a number was typed for ``q``: to the list with its other filters, so that no link of it and no page of it
    carries the number on. Browsers without the script or the pattern of the field send it all the same.
    """
    if not has_number(request.GET.get("q", "")):
        return None
    messages.warning(request, _("Numaralar adres satırında taşınmaz. Numarayla aramak için “Numarayla bul”u kullanın."))
    data = request.GET.copy()
    data.pop("q")
    return redirect(f"{request.path}?{data.urlencode()}")


def _numbers(typed: str) -> Iterator[str]:
    for found in _NUMBER.finditer(typed):
        if not _YEARS.fullmatch(found[0]):
            yield _LABEL.sub("", found[0], count=1)
