"""Leaving a list: whoever holds the link may, signed in or not. Only a POST changes anything."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mik.mail.unsubscribe import BrokenLink, read_token, withdraw


@login_not_required
@never_cache
@csrf_exempt  # a mail program posts without a session; the signed link is the right to do so
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Says the same whether the consent was in force or not: the link tells nobody more than it did before."""
    try:
        person_id, purpose = read_token(token)
    except BrokenLink:
        return _page(request, {"broken": True}, status=404)
    if request.method == "POST":
        withdraw(person_id=person_id, purpose=purpose)
    return _page(request, {"purpose": purpose.label, "left": request.method == "POST"})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "mail/leave.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
