"""The link of a reminder: whoever holds the mail may confirm or stop, signed in or not. Only a POST changes anything,
so that programs which open every link of a mail do no harm.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from alumni.registry.reminding.services import (
    BrokenLink,
    confirm_by_link,
    read_token,
    remind_again,
    stop_reminding,
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = read_token(token)
    except BrokenLink:
        return _page(request, {"broken": True}, status=404)
    if request.method == "POST":
        confirm_by_link(reminder=found)
    return _page(request, {"token": token, "confirmed": request.method == "POST"})


@login_not_required
@never_cache
@csrf_exempt  # a mail program posts without a session (RFC 8058); the signed link is the right to do so
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = read_token(token)
    except BrokenLink:
        return _page(request, {"broken": True}, status=404)
    if request.method == "POST":
        stop_reminding(alumnus=found.alumnus)
    return _page(request, {"token": token, "stopping": True, "stopped": request.method == "POST"})


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "alumni/reminder.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@members_only
def reminders_wanted(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """From the own page: remind me, or don't."""
    wanted = request.POST.get("istiyorum") == "1"
    (remind_again if wanted else stop_reminding)(alumnus=alumnus)
    messages.success(
        request, _("Yılda bir hatırlatacağız.") if wanted else _("Artık hatırlatma e-postası göndermeyeceğiz.")
    )
    return redirect("alumni:edit")
