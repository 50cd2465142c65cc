"""Writing announcements, at the office's desk and at each department's. Each view is glue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.exchange.handing import signed
from coordinator.newsroom import permissions
from coordinator.newsroom.audience import log_sample
from coordinator.newsroom.desks import Desk, desk_of
from coordinator.newsroom.lists import AnnouncementList, export_response
from coordinator.newsroom.models import Announcement, Kind
from coordinator.newsroom.reading import LANGUAGES, read, sample_values
from coordinator.newsroom.services import copy_announcement, delete_draft, mailing_of, withdraw_announcement
from coordinator.newsroom.writing import CHECK, COUNT, PREVIEW, TEST, Writing
from mik.common.htmx import wants_partial
from mik.mail.compose import send_test

PAGES = "coordinator/newsroom"


def announcement_of(desk: Desk, pk: int) -> Announcement:
    related = ("unit__parent", "author", "published_by", "withdrawn_by", "mailing__job")
    return get_object_or_404(desk.announcements().select_related(*related), pk=pk)


@require_safe
def announcement_list(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    listing = AnnouncementList(desk, request.GET)
    return render(request, f"{PAGES}/announcement_list.html", {"desk": desk, "listing": listing})


@require_safe
def announcement_export(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    return export_response(AnnouncementList(desk, request.GET), request.GET.get("bicim", ""), signed(request))


@require_http_methods(["GET", "POST"])
def announcement_add(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    kind = request.GET.get("tur", "")
    return _write(request, desk, Announcement(kind=kind if kind in Kind.values else Kind.NEWS))


@require_http_methods(["GET", "POST"])
def announcement_edit(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    if not permissions.can_change(desk, announcement):
        raise PermissionDenied
    return _write(request, desk, announcement)


def _write(request: HttpRequest, desk: Desk, announcement: Announcement) -> HttpResponse:
    """One form with several buttons; what is typed stays, whatever comes of it."""
    writing = Writing(desk, announcement, request)
    if writing.is_saving and writing.save():
        return _saved(request, writing)
    context = {"desk": desk, "writing": writing, "announcement": announcement}
    if wants_partial(request) and not writing.is_saving:
        partial = "counts" if writing.action == COUNT and PREVIEW not in request.POST else "preview"
        log_sample(request, writing.audience if partial == "counts" else None)
        return render(request, f"{PAGES}/announcement_write.html#{partial}", context)
    log_sample(request, writing.audience)
    status = 422 if writing.is_saving else 200
    return render(request, f"{PAGES}/announcement_write.html", context, status=status)


def _saved(request: HttpRequest, writing: Writing) -> HttpResponse:
    desk, announcement = writing.desk, writing.announcement
    if writing.action == CHECK:
        return redirect(desk.url("announcement_check", pk=announcement.pk))
    if writing.action == TEST:
        _test(request, desk, announcement)
    elif announcement.is_draft:
        messages.success(request, _("Taslak kaydedildi."))
    else:
        messages.success(request, _("Değişiklik kaydedildi; okuyanlar yeni hâlini görür."))
        return redirect(desk.url("announcement_detail", pk=announcement.pk))
    return redirect(desk.url("announcement_edit", pk=announcement.pk))


def _test(request: HttpRequest, desk: Desk, announcement: Announcement) -> None:
    try:
        send_test(mailing=mailing_of(announcement, by=desk.user), to=desk.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Deneme e-postası %(email)s adresine gönderildi.") % {"email": desk.user.email})


@require_safe
def announcement_detail(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """How it reads, where it stands, and what can be done with it."""
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    asked = request.GET.get("dil", "")
    reading = read(
        announcement, language=asked if asked in LANGUAGES else "tr", values=sample_values(announcement.unit)
    )
    context = {
        "desk": desk,
        "announcement": announcement,
        "reading": reading,
        "may_change": permissions.can_change(desk, announcement),
        "may_delete": permissions.can_delete(desk, announcement),
        "may_withdraw": permissions.can_withdraw(desk, announcement),
        "may_mail": permissions.can_mail(desk, announcement),
    }
    return render(request, f"{PAGES}/announcement_detail.html", context)


@require_http_methods(["GET", "POST"])
def announcement_withdraw(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    if not permissions.can_withdraw(desk, announcement):
        raise PermissionDenied
    if request.method == "POST":
        withdraw_announcement(announcement=announcement, by=desk.user)
        messages.success(request, _("Duyuru geri çekildi; artık kimse okuyamaz."))
        return redirect(desk.url("announcement_detail", pk=announcement.pk))
    return render(request, f"{PAGES}/announcement_withdraw.html", {"desk": desk, "announcement": announcement})


@require_http_methods(["GET", "POST"])
def announcement_delete(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    if not permissions.can_delete(desk, announcement):
        raise PermissionDenied
    if request.method == "POST":
        delete_draft(announcement=announcement)
        messages.success(request, _("Taslak silindi."))
        return redirect(desk.url("announcement_list"))
    return render(request, f"{PAGES}/announcement_delete.html", {"desk": desk, "announcement": announcement})


@require_POST
def announcement_copy(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    if announcement.unit_id != desk.unit_id:
        raise PermissionDenied
    copied = copy_announcement(announcement=announcement, by=desk.user)
    messages.success(request, _("Metni ve ölçütleri aynı, yeni bir taslak oluştu."))
    return redirect(desk.url("announcement_edit", pk=copied.pk))
