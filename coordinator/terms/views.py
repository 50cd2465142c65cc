"""The terms desk of the office, and the vice-rector's look at it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.registry.exchange.handing import signed
from coordinator.terms.desk import FILTERS, Desk, Row, narrowed
from coordinator.terms.permissions import can_hand_out_duties, can_see_terms
from coordinator.terms.succession import HORIZONS, ending_within, headed_until, standing_terms
from coordinator.terms.timeline import BACK, Timeline, as_list
from mik.accounts.models import Appointment
from mik.common.tables import table_response

PAGE_SIZE = 50


def desk_or_404(request: HttpRequest) -> Desk:
    if not can_see_terms(request.user):
        raise Http404
    return Desk(standing_terms(request.user))


def _chosen(request: HttpRequest, desk: Desk) -> tuple[list[Row], dict[str, Any]]:
    """The rows asked for: by words and state, or every office's that ends within so many days."""
    words, kind = request.GET.get("ara", "").strip()[:100], request.GET.get("durum", "")
    days = next((days for days in HORIZONS if str(days) == request.GET.get("bitis")), None)
    kind = kind if kind in FILTERS else ""
    rows = desk.ending(days) if days else desk.rows()
    return narrowed(rows, words=words, kind=kind), {"words": words, "kind": kind, "days": days}


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    desk = desk_or_404(request)
    rows, chosen = _chosen(request, desk)
    until = headed_until(desk.terms)
    context = {
        **chosen,
        "tiles": _tiles(desk, chosen["days"], chosen["kind"]),
        "headed_until": until,
        "head_ends_soon": until is None or (until - timezone.localdate()).days <= HORIZONS[-1],
        "timeline": Timeline(_recent(request)),
        "listed": as_list(_recent(request)),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "departments": len(desk.departments),
        "covered": desk.covered,
        "may_hand_out": can_hand_out_duties(request.user),
    }
    return render(request, "coordinator/terms.html", context)


def _recent(request: HttpRequest) -> list[Appointment]:
    """Terms the picture and its list show: those that reach into the last three years and more."""
    since = timezone.localdate() - BACK
    seen = Appointment.objects.visible_to(request.user).filter(effective_end__gte=since)
    return list(seen.select_related("user", "unit", "under").order_by("starts", "pk"))


def _tiles(desk: Desk, days: int | None, kind: str) -> list[dict[str, Any]]:
    url = reverse("coordinator:terms")
    looks = dict(zip(HORIZONS, [("bad", "circle-alert"), ("warn", "hourglass"), ("blue", "clock")], strict=True))
    tiles: list[dict[str, Any]] = [
        {
            "value": len(ending_within(horizon, desk.terms)),
            "label": _("%(n)s gün içinde bitiyor") % {"n": horizon},
            "icon": looks[horizon][1],
            "tone": looks[horizon][0],
            "url": f"{url}?bitis={horizon}#gorevler",
            "current": days == horizon,
        }
        for horizon in HORIZONS
    ]
    empty = {"label": _("Temsilcisi eksik bölüm"), "icon": "user-x", "tone": "bad", "current": kind == "bos"}
    vacant = len(desk.departments) - desk.covered
    return [*tiles, {"value": vacant, "url": f"{url}?durum=bos#gorevler", **empty}]


@require_safe
def terms_download(request: HttpRequest) -> HttpResponse:
    """The chosen rows as a spreadsheet; names of office holders only, nobody else's data."""
    rows, _chosen_by = _chosen(request, desk_or_404(request))
    columns = [
        _("Bölüm ya da görev"),
        _("Fakülte"),
        _("Görevli"),
        _("Karar no"),
        _("Bitiş"),
        _("Durum"),
        _("Güncel kayıt"),
    ]
    lines = [[r.name, r.faculty, r.holder, r.decision, r.ends, r.state.label, r.fresh] for r in rows]
    return table_response(f"gorevler-{timezone.localdate():%Y-%m-%d}", columns, lines, mark=signed(request))


@require_safe
def terms_print(request: HttpRequest) -> HttpResponse:
    rows, chosen = _chosen(request, desk_or_404(request))
    context = {"rows": rows, "listed": as_list(_recent(request)), **chosen}
    return render(request, "coordinator/terms_print.html", context)
