"""What is published for a member or a student: list, page, an event for the own calendar."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coordinator.newsroom.calendar import calendar_of
from coordinator.newsroom.managers import AnnouncementQuerySet
from coordinator.newsroom.models import Announcement, Kind
from coordinator.newsroom.permissions import is_reader
from coordinator.newsroom.reading import read, values_of
from mik.accounts.models import User

PAGE_SIZE = 12
View = Callable[..., HttpResponse]


def readers_only(view: View) -> View:
    """Members and students; whoever else is signed in is led to joining, and finds nothing below a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_reader(request.user):
            return view(request, *args, **kwargs)
        if args or kwargs:
            raise Http404
        return redirect("alumni:claim_start")

    return wrapped


@require_safe
@readers_only
def announcement_list(request: HttpRequest) -> HttpResponse:
    mine = Announcement.objects.read_by(request.user)
    kind, words = request.GET.get("tur", ""), request.GET.get("ara", "")[:100]
    found = mine.filter(kind=kind) if kind in Kind.values else mine
    found = found.holding(words) if words else found
    closed = request.GET.get("durum") == "gecmis"
    page = Paginator(_in_order(found, closed=closed), PAGE_SIZE).get_page(request.GET.get("sayfa"))
    context = {
        "page": page,
        "kind": kind,
        "words": words,
        "closed": closed,
        "kinds": Kind.choices,
        "open_count": found.still_open().count(),
        "closed_count": found.over().count(),
    }
    return render(request, "news/announcement_list.html", context)


def _in_order(found: AnnouncementQuerySet, *, closed: bool) -> AnnouncementQuerySet:
    chosen = found.over() if closed else found.still_open()
    return chosen.select_related("unit").order_by("-published_at", "-pk")


@require_safe
@readers_only
def announcement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Announcement.objects.read_by(request.user).select_related("unit", "published_by")
    announcement = get_object_or_404(mine, pk=pk)
    language = get_language() or "tr"
    reading = read(announcement, language=language, values=values_of(cast(User, request.user), announcement, language))
    return render(request, "news/announcement_detail.html", {"announcement": announcement, "reading": reading})


@require_safe
@readers_only
def announcement_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    events = Announcement.objects.read_by(request.user).filter(starts_at__isnull=False)
    announcement = get_object_or_404(events, pk=pk)
    response = HttpResponse(calendar_of(announcement), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="etkinlik-{announcement.pk}.ics"'
    return response
