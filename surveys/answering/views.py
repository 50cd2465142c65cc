"""Answering by personal link: page by page, without a script, without signing in.

The link's token is in no address that is shown: ``arrive`` swaps it for a cookie and leads on. Referrer-Policy
``no-referrer`` stands on that answer only; on the form it would make browsers send ``Origin: null``, which the
protection against forged requests must refuse.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mik.common.turkish import is_english
from surveys.answering.access import LINK, invitation_of, is_own, link_of, remember
from surveys.answering.drawing import draw_page
from surveys.answering.pages import Sent, course_of, read_page, take_page
from surveys.answering.progress import Course
from surveys.answering.services import AlreadyComplete, SurveyClosed, opt_in, opt_out
from surveys.models import Invitation
from surveys.questionnaires.codes import find_occupations
from surveys.questionnaires.content import Page

FIELD = re.compile(r"q-[a-z][a-z0-9_]*", re.ASCII)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Invitation, P], HttpResponse]


@require_safe
@login_not_required
@never_cache
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: remember who came and lead to an address without the token. Changes nothing."""
    link = link_of(token)
    response = redirect("surveys:answer" if link else "surveys:unknown")
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    if link:
        remember(response, kind=LINK, pk=link.pk)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language(response, link.invitation.language)
    return response


def set_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


@require_safe
@login_not_required
@never_cache
def unknown(request: HttpRequest) -> HttpResponse:
    """No link, or none that is known: the same page for all, which tells nothing."""
    return render(request, "surveys/unknown.html")


def with_invitation(view: "View[P]") -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for whom a link or the own account brought here; nothing is kept by browsers or proxies.

    The cookie knows the survey opened last; a form of another one, still open in another window, is refused.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        invitation = invitation_of(request)
        if invitation is None:
            return redirect("surveys:unknown")
        if request.method == "POST" and request.POST.get("invitation", str(invitation.pk)) != str(invitation.pk):
            return render(request, "surveys/elsewhere.html", status=409)
        try:
            return view(request, invitation, *args, **kwargs)
        except SurveyClosed:
            return closed(request, invitation, status=409)
        except AlreadyComplete:
            return redirect("surveys:done")

    return asked


def closed(request: HttpRequest, invitation: Invitation, *, status: int = 200) -> HttpResponse:
    course = course_of(invitation)
    context = {"wave": invitation.wave, "invitation": invitation, "has_answers": bool(course.answers)}
    return render(request, "surveys/closed.html", context, status=status)


@require_safe
@with_invitation
def answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To the page one left at; to thanks or «closed» where nothing is left to do."""
    if invitation.is_complete:
        return redirect("surveys:done")
    if not invitation.wave.is_running:
        return closed(request, invitation)
    return redirect("surveys:page", number=course_of(invitation).first_open.number)


@with_invitation
def page(request: HttpRequest, invitation: Invitation, number: int) -> HttpResponse:
    course = course_of(invitation)
    if request.method == "POST":
        return _sent(request, invitation, course, number)
    if invitation.is_complete or not invitation.wave.is_running:
        return redirect("surveys:answer")
    here = course.page(number)
    if here is None or here.number > course.first_open.number:
        return redirect("surveys:answer")
    return _show(request, invitation, course, here)


def _sent(request: HttpRequest, invitation: Invitation, course: Course, number: int) -> HttpResponse:
    here = course.page(number)
    if here is None:  # closed, complete or hidden by now: save nothing, and say which
        take_page(invitation=invitation, course=course, page=None, posted=request.POST)
        return redirect("surveys:answer")
    if request.POST.get("do") == "look":
        return _look(request, invitation, course, here)
    sent = take_page(invitation=invitation, course=course, page=here, posted=request.POST)
    language = request.POST.get("do", "")
    if language in dict(settings.LANGUAGES):
        return _in_language(request, invitation, sent, language)
    if sent.stays:
        return _show(request, invitation, sent.course, here, sent)
    if sent.destination is not None:
        return redirect("surveys:page", number=sent.destination.number)
    return redirect("surveys:later" if sent.do == "later" else "surveys:done")


def _look(request: HttpRequest, invitation: Invitation, course: Course, here: Page) -> HttpResponse:
    """The page as it would be with these answers; nothing is saved (htmx, while ticking)."""
    read = read_page(course, here, request.POST)
    unblamed = Sent(read.course, here, "look", posted=request.POST, opened=read.opened)
    return _show(request, invitation, read.course, here, unblamed, template="surveys/page.html#questions")


def _in_language(request: HttpRequest, invitation: Invitation, sent: Sent, language: str) -> HttpResponse:
    """The same page in the other language, with all that was typed; what was sound is saved."""
    with translation.override(language):
        request.LANGUAGE_CODE = language
        again = Sent(sent.course, sent.page, sent.do, posted=request.POST, bad=sent.bad)
        response = _show(request, invitation, sent.course, sent.page, again)
    set_language(response, language)
    return response


def _show(
    request: HttpRequest,
    invitation: Invitation,
    course: Course,
    here: Page,
    sent: Sent | None = None,
    *,
    template: str = "surveys/page.html",
) -> HttpResponse:
    errors = sent.errors if sent else {}
    questions = draw_page(
        course, here, errors=errors, posted=sent.posted if sent else None, opened=sent.opened if sent else frozenset()
    )
    context: dict[str, Any] = {
        "wave": invitation.wave,
        "invitation": invitation,
        "page": here,
        "questions": questions,
        "wrong": [question for question in questions if question.error],
        "opened": [question for question in questions if question.is_new],
        "shown": " ".join(question.question.code for question in questions),
        "last_number": course.content.pages[-1].number,
        "percent": round(100 * (here.number - 1) / len(course.content.pages)),
        "minutes": course.minutes_left(here),
        "before": course.before(here),
        "is_last": course.is_last(here),
        "other_language": "tr" if is_english() else "en",
        "by_link": not is_own(request, invitation),
    }
    return render(request, template, context, status=422 if errors else 200)


@require_safe
@with_invitation
def later(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return render(request, "surveys/later.html", {"wave": invitation.wave})


@require_safe
@with_invitation
def done(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if not invitation.is_complete:
        return redirect("surveys:answer")
    own = invitation if is_own(request, invitation) else None
    return render(request, "surveys/done.html", {"wave": invitation.wave, "response": invitation.response, "own": own})


@with_invitation
def leave(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """«Do not write to me about this survey»: asked by GET, done by POST, and undone the same way."""
    if request.method == "POST":
        change = opt_in if request.POST.get("do") == "back" else opt_out
        change(invitation=invitation)
        return redirect("surveys:leave")
    context = {"wave": invitation.wave, "invitation": invitation, "opted_out": invitation.opted_out_at is not None}
    return render(request, "surveys/leave.html", context)


@require_POST
@login_not_required
@never_cache
def occupations(request: HttpRequest) -> HttpResponse:
    """What fits the words typed so far: a public list. By POST, so that the words stand in no log."""
    name = request.POST.get("ad", "")
    if not FIELD.fullmatch(name):
        return HttpResponse(status=422)
    words = request.POST.get(f"{name}-ara", "").strip()[:80]
    found, more = find_occupations(words)
    context = {"found": found, "more": more, "words": words, "name": name}
    return render(request, "surveys/questions/_occupations.html", context)
