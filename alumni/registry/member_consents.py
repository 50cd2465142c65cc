"""A member's own consents: what is asked, one click to give and one to take back, and the whole history."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from mik.people.consents.models import How
from mik.people.consents.notices import entries_of
from mik.people.consents.standing import SubjectLine, history_of, in_words, lines_of
from mik.people.consents.whence import whence
from mik.people.consents.words import ConsentRefused, give, withdraw, withdraw_all


@require_http_methods(["GET", "POST"])
@members_only
def consents(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    if request.method == "POST":
        return _change(request, alumnus.person_id)
    return render(request, "alumni/consents.html", context_of(alumnus.person_id, alumnus.person.user_id))


def context_of(person_id: int, user_id: int | None) -> Mapping[str, Any]:
    """What the page of consents shows of one person; the desk shows the same."""
    lines = lines_of(person_id)
    return {
        "lines": [line for line in lines if not line.is_separate],
        "separate": [line for line in lines if line.is_separate],
        "any_given": any(line.is_given for line in lines),
        "asked_anew": [line for line in lines if line.asks_again],
        "history": [(entry, in_words(entry)) for entry in history_of(person_id)],
        "notices": entries_of(person_id, user_id).order_by("-pk"),
    }


def _change(request: HttpRequest, person_id: int) -> HttpResponse:
    purpose, channel = request.POST.get("purpose", ""), request.POST.get("channel", "")
    wish, where = request.POST.get("wish", ""), whence(request, How.PROFILE)
    if wish == "withdraw_all":
        withdraw_all(person_id=person_id, whence=where)
        messages.success(request, _("Bütün izinleriniz geri alındı."))
        return redirect("alumni:consents")
    if wish not in {"give", "withdraw"} or not _is_offered(lines_of(person_id), purpose, channel):
        raise Http404
    try:
        (give if wish == "give" else withdraw)(person_id=person_id, purpose=purpose, channel=channel, whence=where)
    except ConsentRefused as problem:
        messages.error(request, str(problem))
        return redirect("alumni:consents")
    messages.success(request, _("İzniniz kaydedildi.") if wish == "give" else _("İzniniz geri alındı."))
    return redirect("alumni:consents")


def _is_offered(lines: list[SubjectLine], purpose: str, channel: str) -> bool:
    """What stands on the page may be said; anything else is nobody's business here."""
    return any(line.subject == purpose and any(one.code == channel for one in line.channels) for line in lines)
