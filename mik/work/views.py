"""The inbox, and how its owner wants to hear of what comes in."""

from typing import cast

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mik.accounts.models import User
from mik.common.keyset import Keyset, count_in_words, limited_count
from mik.work import choices
from mik.work.forms import ChoicesForm
from mik.work.inbox import entries
from mik.work.models import Notification
from mik.work.services import mark_read

PAGE_SIZE = 25
FORM_ERRORS = 422


@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    mine = Notification.objects.visible_to(request.user)
    page = Keyset(rows=mine, order=[F("created_at")], descending=True, size=PAGE_SIZE).page(request.GET)
    context = {
        "page": page,
        "entries": entries(request.user, mine.filter(pk__in=page.keys)),
        "count": count_in_words(limited_count(mine)),
        "unread": mine.unread().count(),
    }
    return render(request, "work/notification_list.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one as read and go where it leads, if it still leads anywhere for this reader."""
    user = cast(User, request.user)
    notification = get_object_or_404(Notification.objects.visible_to(user), pk=pk)
    mark_read(user=user, notification=notification)
    return redirect(entries(user, [notification])[0].url or "work:notification_list")


@require_POST
def notification_read_all(request: HttpRequest) -> HttpResponse:
    mark_read(user=cast(User, request.user))
    return redirect("work:notification_list")


@require_http_methods(["GET", "HEAD", "POST"])
def notification_choices(request: HttpRequest) -> HttpResponse:
    """One row of radio buttons for each kind; what cannot be silenced says so."""
    user = cast(User, request.user)
    rows = choices.choices_of(user)
    sent = request.POST if request.method == "POST" else None
    form = ChoicesForm(sent, rows=rows)
    if sent is not None and form.is_valid():
        choices.choose(user=user, channels=form.channels())
        messages.success(request, _("Bildirim tercihlerinizi kaydettik."))
        return redirect("work:notification_choices")
    context = {"form": form, "always": [row.kind for row in rows if row.kind.mandatory]}
    return render(request, "work/notification_choices.html", context, status=200 if sent is None else FORM_ERRORS)
