"""The last look before an announcement goes out, and the moment it does."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.registry.segments import Belonging, chips_of
from coordinator.newsroom import permissions
from coordinator.newsroom.audience import audience_of, log_sample, persons_for
from coordinator.newsroom.desks import Desk, desk_of
from coordinator.newsroom.forms import CheckForm
from coordinator.newsroom.models import Announcement
from coordinator.newsroom.reading import LANGUAGES, read, sample_values
from coordinator.newsroom.services import missing_in, publish_announcement, send_announcement
from coordinator.newsroom.telling import tell_readers
from coordinator.newsroom.views import PAGES, announcement_of
from mik.common.turkish import number


@require_http_methods(["GET", "POST"])
def announcement_check(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement = announcement_of(desk, pk)
    if announcement.mailing_id:
        return _already(request, desk, announcement)
    if not permissions.can_change(desk, announcement):
        raise PermissionDenied
    audience = audience_of(desk, announcement.criteria, announcement.purpose, announcement.segment)
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        may_mail=permissions.can_mail(desk, announcement),
        published=announcement.is_published and announcement.on_platform,
        recipients=_("Bugün %(n)s kişiye ulaşır.") % {"n": number(audience.counts.recipients)},
    )
    if request.method == "POST" and form.is_valid() and (done := _go(request, desk, announcement, form)):
        return done
    log_sample(request, audience)
    context = _context(desk, announcement) | {"audience": audience, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, f"{PAGES}/announcement_check.html", context, status=status)


def _context(desk: Desk, announcement: Announcement) -> dict[str, Any]:
    languages = LANGUAGES if announcement.title_en and announcement.body_en else LANGUAGES[:1]
    values = sample_values(announcement.unit)
    return {
        "desk": desk,
        "announcement": announcement,
        "problems": [text for _field, text in missing_in(announcement)],
        "readings": [read(announcement, language=language, values=values) for language in languages],
        "has_english": bool(announcement.title_en or announcement.body_en),
        "chips": list(chips_of(announcement.criteria)),
        "only_by_mail": announcement.membership == Belonging.OTHERS,
    }


def _go(request: HttpRequest, desk: Desk, announcement: Announcement, form: CheckForm) -> HttpResponse | None:
    """Publish and, if asked, send; None with the reason in the form when it cannot be."""
    platform = form.cleaned_data.get("platform", announcement.on_platform)
    try:
        persons = persons_for(desk, announcement.criteria, announcement.segment)
        if not form.cleaned_data.get("mail"):
            tell_readers(publish_announcement(announcement=announcement, by=desk.user, on_platform=platform), persons)
            messages.success(request, _("Duyuru yayımlandı."))
            return redirect(desk.url("announcement_detail", pk=announcement.pk))
        send_announcement(announcement=announcement, by=desk.user, persons=persons, on_platform=platform)
        announcement.refresh_from_db()
        tell_readers(announcement, persons)
    except ValidationError as problem:
        form.add_error(None, ValidationError(problem.messages))
        return None
    return redirect(desk.url("mailing_detail", pk=announcement.pk))


def _already(request: HttpRequest, desk: Desk, announcement: Announcement) -> HttpResponse:
    """A second click, or a second tab: it was sent once, and that is what the page shows."""
    messages.info(request, _("Bu duyurunun e-postası zaten gönderime alındı; ikinci kez gönderilmez."))
    return redirect(desk.url("mailing_detail", pk=announcement.pk))
