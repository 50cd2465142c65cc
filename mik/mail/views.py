"""Leaving a list and the page of preferences: whoever holds the link may, signed in or not. Only a POST changes
anything.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mik.mail.unsubscribe import BrokenLink, preferences_token, read_preferences_token, read_token, withdraw
from mik.people.consents.models import How
from mik.people.consents.standing import lines_of
from mik.people.consents.whence import whence
from mik.people.consents.words import ConsentRefused, give, withdraw_all
from mik.people.consents.words import withdraw as withdraw_one


@login_not_required
@never_cache
@csrf_exempt  # a mail program posts without a session; the signed link is the right to do so
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Says the same whether the consent was in force or not: the link tells nobody more than it did before."""
    try:
        person_id, purpose = read_token(token)
    except BrokenLink:
        return _page(request, "mail/leave.html", {"broken": True}, status=404)
    if request.method == "POST":
        withdraw(person_id=person_id, purpose=purpose, whence=whence(request, How.LINK))
    others = reverse("mail:preferences", args=[preferences_token(person_id)])
    context = {"purpose": purpose.label, "left": request.method == "POST", "preferences_url": others}
    return _page(request, "mail/leave.html", context)


@login_not_required
@never_cache
@csrf_exempt  # as above: the link itself is the right, and holds for no other person
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Every purpose and channel of the link's person; no name and no address stands on it."""
    try:
        person_id, may_give = read_preferences_token(token)
    except BrokenLink:
        return _page(request, "mail/leave.html", {"broken": True}, status=404)
    if request.method == "POST":
        return _change(request, person_id, token, may_give=may_give)
    lines = [line for line in lines_of(person_id) if not line.is_separate]
    context = {
        "lines": lines,
        "may_give": may_give,
        "any_given": any(line.is_given for line in lines),
        "done": "tamam" in request.GET,
    }
    return _page(request, "mail/preferences.html", context)


def _change(request: HttpRequest, person_id: int, token: str, *, may_give: bool) -> HttpResponse:
    wish, purpose = request.POST.get("wish", ""), request.POST.get("purpose", "")
    channel, where = request.POST.get("channel", ""), whence(request, How.PREFERENCES)
    if wish == "withdraw_all":
        withdraw_all(person_id=person_id, whence=where)
    elif wish == "withdraw":
        withdraw_one(person_id=person_id, purpose=purpose, channel=channel, whence=where)
    elif wish == "give" and may_give and not purpose.startswith(("transfer:", "explicit:")):
        try:
            give(person_id=person_id, purpose=purpose, channel=channel, whence=where)
        except ConsentRefused:
            return _page(request, "mail/leave.html", {"broken": True}, status=404)
    else:
        return _page(request, "mail/leave.html", {"broken": True}, status=404)
    response: HttpResponseRedirect = redirect(f"{reverse('mail:preferences', args=[token])}?tamam=1")
    return response


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
