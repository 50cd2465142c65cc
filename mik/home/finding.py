"""One search across everything the user may see. What each room holds for the words, the rooms say (``finders``).

The box is posted. Words then go into the address, so that the page can be kept and shared; a number of a person never
does, nor what stands beside it: it is looked up by ``number_finders`` and answered at once.
"""

from collections.abc import Iterable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mik.audit.log import log_access
from mik.common import hooks
from mik.common.hooks.finders import Group, TooManyTries
from mik.common.turkish import fold
from mik.common.typed_numbers import SIGNS, number_in

LONGEST = 120
SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _posted(request, _words(request.POST.get("q", "")))
    words = _words(request.GET.get("q", ""))
    if number_in(words) is not None:
        messages.warning(
            request, _("Numaralar ve e-posta adresleri adres satırında taşınmaz; kutuya yazıp “Ara” deyin.")
        )
        return redirect("home:find")
    if not fold(words):
        return _page(request)
    return _page(request, words=words, groups=[g for find in hooks.finders for g in find(request.user, words, SHOWN)])


def _posted(request: HttpRequest, words: str) -> HttpResponse:
    number = number_in(words)
    if number is None:
        query = f"?{urlencode({'q': words})}" if words else ""
        return redirect(reverse("home:find") + query)
    try:
        groups = [group for find in hooks.number_finders for group in find(request.user, number)]
    except TooManyTries:
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return _page(request, groups=groups, by_number=True, left_aside=number != words.translate(SIGNS))


def _words(typed: str) -> str:
    return typed.strip()[:LONGEST]


def _page(
    request: HttpRequest,
    *,
    words: str = "",
    groups: Iterable[Group] = (),
    by_number: bool = False,
    left_aside: bool = False,
) -> HttpResponse:
    shown = sorted(groups, key=lambda group: group.place)
    for group in shown:
        if group.as_role:
            log_access(
                request_or_user=request,
                action="list",
                subjects=list(group.subjects),
                as_role=group.as_role,
                reason=group.reason,
            )
    context = {
        "words": words,
        "found": [group for group in shown if group.hits],
        "nothing_in": [group for group in shown if not group.hits],
        "asked": bool(words) or by_number,
        "by_number": by_number,
        "left_aside": left_aside,
    }
    return render(request, "home/find.html", context)
