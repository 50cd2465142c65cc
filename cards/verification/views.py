"""The public page behind the QR code. Limited, kept by nobody, found by no search engine."""

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cards.verification import looks
from cards.verification.codes import code_in, site_name
from mik.common.limits import MINUTE, Limit

# Typing codes by guess: a person at a desk stays far below.
TYPED = Limit("card-typed", 30, 10 * MINUTE)
# Signed codes cannot be guessed; a gate behind one address scans many.
SCANNED = Limit("card-scanned", 600, 10 * MINUTE)

View = Callable[..., HttpResponse]


def unkept(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **options: str) -> HttpResponse:
        response = view(request, *args, **options)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@login_not_required
@require_safe
@unkept
def form(request: HttpRequest) -> HttpResponse:
    """The printed code, typed by hand."""
    typed = request.GET.get("kod", "").strip()
    if not typed:
        return _page(request, None)
    if not _allows(TYPED, request):
        return _too_many(request)
    return _page(request, looks.look_at_typed(typed))


@login_not_required
@require_safe
@unkept
def token(request: HttpRequest, text: str) -> HttpResponse:
    """The scanned code with its signature."""
    if not _allows(SCANNED if code_in(text) else TYPED, request):
        return _too_many(request)
    return _page(request, looks.look_at_token(text))


def _allows(limit: Limit, request: HttpRequest) -> bool:
    return limit.allows(get_adapter().get_client_ip(request))


def _page(request: HttpRequest, look: looks.Look | None) -> HttpResponse:
    context = {"look": look, "site": site_name(), "form_url": reverse("verify:form")}
    return render(request, "cards/verify.html", context)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
