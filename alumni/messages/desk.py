"""The office's queue of reported messages: it sees what was reported and a little around it; each look is logged."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.messages import reading
from alumni.messages.forms import DecisionForm
from alumni.messages.limits import Refused
from alumni.messages.models import Report
from alumni.messages.permissions import can_moderate
from alumni.messages.reporting import Decided, decide, excerpt
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.keyset import Keyset, count_in_words, limited_count

PAGE_SIZE = 25
FORM_ERRORS = 422


def _reports(request: HttpRequest) -> Any:
    if not can_moderate(request.user):
        raise Http404
    return Report.objects.visible_to(request.user).select_related("reporter__person", "about__person", "decided_by")


@require_safe
def message_reports(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; or what was decided, the latest first."""
    done = request.GET.get("durum") == "karar"
    rows = _reports(request).exclude(outcome="") if done else _reports(request).open()
    page = Keyset(rows=rows, order=[F("created_at")], descending=done, size=PAGE_SIZE).page(request.GET)
    found = rows.in_bulk(page.keys)
    reports = [found[key] for key in page.keys]
    people = {one for row in reports for one in (row.reporter_id, row.about_id)}
    log_access(request_or_user=request, action="list", subjects=people)
    context = {"reports": reports, "page": page, "count": count_in_words(limited_count(rows)), "done": done}
    return render(request, "alumni/messages/desk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(_reports(request), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(sent, has_message=report.message_id is not None)
    if sent is not None and form.is_valid() and _decided(request, report, form):
        return redirect("coordinator:message_reports")
    log_access(
        request_or_user=request,
        action="view",
        subjects=[report.reporter_id, report.about_id],
        reason=_("Bildirilen mesaj"),
    )
    lines = [(one, reading.said(one), one.pk == report.message_id) for one in excerpt(report)]
    context = {"report": report, "form": form, "lines": lines}
    status = 200 if sent is None else FORM_ERRORS
    return render(request, "alumni/messages/desk_report.html", context, status=status)


def _decided(request: HttpRequest, report: Report, form: DecisionForm) -> bool:
    data = form.cleaned_data
    try:
        decide(report=report, by=cast(User, request.user), outcome=data["outcome"], days=data["days"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    except Decided:
        messages.info(request, _("Bu bildirime bu arada karar verilmiş."))
        return True
    messages.success(request, _("Karar kaydedildi; ilgililere haber verildi."))
    return True
