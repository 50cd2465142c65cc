"""The page of a mailing under way: how far it is, who got it, and the brakes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.exchange.asking import WhyForm, why_page
from alumni.registry.exchange.handing import handed_out
from coordinator.newsroom.desks import Desk, desk_of
from coordinator.newsroom.forms import PaceForm
from coordinator.newsroom.lists import Tab
from coordinator.newsroom.models import Announcement
from coordinator.newsroom.progress import Progress
from coordinator.newsroom.views import PAGES, announcement_of
from mik.audit.log import log_access
from mik.common.htmx import wants_partial
from mik.common.tables import table_response
from mik.mail import mailings
from mik.mail.models import Delivery, Mailing
from mik.mail.models.states import GROUPS
from mik.mail.permissions import may_send
from mik.people.models import Person

PAGE_SIZE = 25
LABELS = {
    "problem": gettext_lazy("Sorunlu"),
    "accepted": gettext_lazy("Teslim edildi"),
    "waiting": gettext_lazy("Bekleyen"),
    "queued": gettext_lazy("Sırada"),
    "all": gettext_lazy("Tümü"),
}
COLUMNS = (
    gettext_lazy("Alıcı"),
    gettext_lazy("Adres"),
    gettext_lazy("Durum"),
    gettext_lazy("Saat"),
    gettext_lazy("Ayrıntı"),
)


def mailing_of(desk: Desk, pk: int) -> tuple[Announcement, Mailing]:
    """The announcement and its mailing, for who may send it; 404 where there is none."""
    announcement = announcement_of(desk, pk)
    if announcement.mailing is None:
        raise Http404
    if not may_send(desk.user, announcement.mailing):
        raise PermissionDenied
    return announcement, announcement.mailing


@require_safe
def mailing_detail(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement, mailing = mailing_of(desk, pk)
    context: dict[str, Any] = {
        "desk": desk,
        "announcement": announcement,
        "mailing": mailing,
        "progress": Progress(mailing),
    }
    if wants_partial(request):
        return _progress(request, mailing, context)
    group = _group(request, mailing)
    page = recipients_page(request, mailing, group)
    context |= {
        "group": group,
        "tabs": _tabs(mailing, group),
        "page": page,
        "words": request.GET.get("ara", "")[:100],
        "pace": PaceForm(current=mailing.per_minute),
    }
    log_access(request_or_user=request, action="list", subjects=[one.person_id for one in page])
    response = render(request, f"{PAGES}/mailing_detail.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _progress(request: HttpRequest, mailing: Mailing, context: dict[str, Any]) -> HttpResponse:
    """The page asks every two seconds; when it is over, heading and buttons change with it."""
    if request.GET.get("hal") not in ("", None, mailing.state):
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = render(request, f"{PAGES}/mailing_detail.html#progress", context)
    response["Cache-Control"] = "no-store"
    return response


def _group(request: HttpRequest, mailing: Mailing) -> str:
    asked = request.GET.get("durum", "")
    if asked in GROUPS:
        return asked
    return "problem" if any(mailing.counts[state] for state in GROUPS["problem"]) else "all"


def _tabs(mailing: Mailing, group: str) -> list[Tab]:
    return [
        Tab(str(label), sum(mailing.counts[state] for state in GROUPS[name]), f"?durum={name}#alicilar", name == group)
        for name, label in LABELS.items()
    ]


def recipients(request: HttpRequest, mailing: Mailing, group: str) -> QuerySet[Delivery]:
    rows = mailing.rows().visible_to(request.user).in_group(group)
    words = request.GET.get("ara", "")[:100]
    return rows.filter(person__in=Person.objects.named(words).values("pk")) if words else rows


def recipients_page(request: HttpRequest, mailing: Mailing, group: str) -> "Page[Delivery]":
    return Paginator(recipients(request, mailing, group), PAGE_SIZE).get_page(request.GET.get("sayfa"))


@require_http_methods(["GET", "HEAD", "POST"])
def mailing_export(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """The recipients in a state to take home; addresses masked, and every one of them noted in the log."""
    desk = desk_of(request, unit_id)
    announcement, mailing = mailing_of(desk, pk)
    rows = list(recipients(request, mailing, _group(request, mailing)))
    what = _("Alıcı listesi: %(title)s") % {"title": announcement.title}
    why = WhyForm(request, COLUMNS)
    if not why.is_valid():
        back = desk.url("mailing_detail", pk=announcement.pk)
        return why_page(request, why, what=what, count=len(rows), back=back)
    people = [one.person_id for one in rows]
    mark = handed_out(request, subjects=people, what=what, reason=why.reason_given)
    name = _("alicilar-%(day)s") % {"day": timezone.localdate().isoformat()}
    cells = ([one.person.full_name, one.masked_address, one.get_state_display(), one.at, one.detail] for one in rows)
    form, places = why.file_format, why.places
    return table_response(name, COLUMNS, cells, form=form, title=_("Alıcılar"), mark=mark, places=places)


# --- Brakes -----------------------------------------------------------------------------------------


def _back(request: HttpRequest, desk: Desk, pk: int, said: str, problem: ValidationError | None) -> HttpResponse:
    if problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, said)
    return redirect(desk.url("mailing_detail", pk=pk))


def _attempt(deed: Any, **arguments: Any) -> ValidationError | None:
    try:
        deed(**arguments)
    except ValidationError as problem:
        return problem
    return None


@require_POST
def mailing_pause(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    _announcement, mailing = mailing_of(desk, pk)
    problem = _attempt(mailings.pause_mailing, mailing=mailing, by=desk.user)
    return _back(request, desk, pk, _("Gönderim duraklatıldı; sürdürene kadar kimseye gitmez."), problem)


@require_POST
def mailing_resume(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    _announcement, mailing = mailing_of(desk, pk)
    problem = _attempt(mailings.resume_mailing, mailing=mailing, by=desk.user)
    return _back(request, desk, pk, _("Gönderim kaldığı yerden sürüyor."), problem)


@require_http_methods(["GET", "POST"])
def mailing_cancel(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    announcement, mailing = mailing_of(desk, pk)
    if request.method == "POST":
        problem = _attempt(mailings.cancel_mailing, mailing=mailing, by=desk.user)
        return _back(request, desk, pk, _("Kalan e-postalar iptal edildi; gidenler geri alınamaz."), problem)
    context = {"desk": desk, "announcement": announcement, "mailing": mailing}
    return render(request, f"{PAGES}/mailing_cancel.html", context)


@require_POST
def mailing_pace(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    _announcement, mailing = mailing_of(desk, pk)
    form = PaceForm(request.POST, current=mailing.per_minute)
    if not form.is_valid():
        return _back(request, desk, pk, "", ValidationError(_("Listedeki hızlardan birini seçin.")))
    problem = _attempt(mailings.set_pace, mailing=mailing, per_minute=form.cleaned_data["pace"], by=desk.user)
    return _back(request, desk, pk, _("Hız değişti."), problem)


@require_POST
def mailing_settle(request: HttpRequest, pk: int, delivery: int, unit_id: int | None = None) -> HttpResponse:
    """A person's word on a mail that may have arrived."""
    desk = desk_of(request, unit_id)
    announcement, mailing = mailing_of(desk, pk)
    row = get_object_or_404(Delivery.objects.visible_to(request.user).filter(mailing=mailing), pk=delivery)
    resend = request.POST.get("karar") == "gonder"
    if resend and not announcement.is_published:
        return _back(request, desk, pk, "", ValidationError(_("Duyuru geri çekildi; yeniden gönderilmez.")))
    problem = _attempt(mailings.settle_uncertain, delivery=row, resend=resend, by=desk.user)
    said = _("Yeniden gönderilecek.") if resend else _("Gönderilmiş sayıldı.")
    return _back(request, desk, pk, said, problem)
