"""The desk of the annual report: its sections, the preview, the remarks, the submission."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordinator.annual_report import jobs, services
from coordinator.annual_report.desk import Desk, figures_shown, no_records, shown
from coordinator.annual_report.forms import CommentForm, OpenForm, SectionForm, SubmitForm
from coordinator.annual_report.models import AnnualReport, ReportSection
from coordinator.annual_report.narrative import as_html
from coordinator.annual_report.numbers import names
from coordinator.annual_report.outline import SECTION
from coordinator.annual_report.permissions import can_read_drafts, can_write
from coordinator.annual_report.ready import READY
from mik.accounts.models import User
from mik.common.jobs import start_job

# A section of many figures shows so many; the rest opens below them.
MOST_SHOWN = 5


@require_http_methods(["GET", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports, and the form that opens one for a year."""
    if not isinstance(request.user, User) or not can_read_drafts(request.user):
        raise Http404
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not can_write(request.user):
            raise PermissionDenied
        if form.is_valid():
            try:
                report = services.open_report(year=form.cleaned_data["year"], by=request.user)
            except ValidationError as refusal:
                form.add_error("year", refusal)
            else:
                return redirect("coordinator:report_detail", year=report.year)
    context = {"reports": _with_progress(request.user), "form": form, "may_write": can_write(request.user)}
    return render(request, "coordinator/annual_report/report_list.html", context, status=422 if form.errors else 200)


def _with_progress(user: User) -> Any:
    done = Count("sections", filter=Q(sections__state="complete"))
    return AnnualReport.objects.visible_to(user).annotate(done=done, total=Count("sections"))


@require_safe
def report_detail(request: HttpRequest, year: int) -> HttpResponse:
    """A submitted report with its figures and its hash; a draft opens at the section to go on with."""
    desk = Desk(request, year)
    if not desk.report.is_submitted:
        return redirect("coordinator:report_section", year=year, code=desk.first_open)
    content = desk.report.content or {}
    figures = shown(desk.report, content, content["codes"])
    context = {
        "desk": desk,
        "report": desk.report,
        "figures": [figure for figure in figures if figure.counted],
        "more": [figure for figure in figures if not figure.counted],
    }
    return render(request, "coordinator/annual_report/report_detail.html", context)


@require_http_methods(["GET", "POST"])
def report_section(request: HttpRequest, year: int, code: str) -> HttpResponse:
    desk = Desk(request, year)
    section = desk.section_or_404(code)
    if request.method == "POST":
        return _save(request, desk, section)
    return _section_page(request, desk, section, _form_of(request, section))


def _form_of(request: HttpRequest, section: ReportSection) -> SectionForm:
    """``?hazir=1`` puts the suggestion into an empty section; nothing is saved by it."""
    initial: dict[str, Any] = {"version": section.version}
    if request.GET.get("hazir") and not section.narrative:
        initial["narrative"] = READY.get(SECTION[section.code].ready, "")
    return SectionForm(instance=section, initial=initial)


def _save(request: HttpRequest, desk: Desk, section: ReportSection) -> HttpResponse:
    if not desk.may_edit:
        raise PermissionDenied(_("Sunulmuş rapor değiştirilemez.") if desk.may_write else "")
    form = SectionForm(request.POST, instance=ReportSection.objects.get(pk=section.pk))
    if not form.is_valid():
        return _section_page(request, desk, section, form, status=422)
    try:
        saved = services.save_section(
            section=section,
            heading=form.cleaned_data["heading_tr"],
            narrative=form.cleaned_data["narrative"],
            version=form.cleaned_data["version"],
            complete={"complete": True, "reopen": False}.get(request.POST.get("action", "")),
            by=desk.user,
        )
    except services.SectionChanged as changed:
        return _conflict_page(request, desk, changed.section)
    except ValidationError as refusal:
        form.add_error("narrative", refusal)
        return _section_page(request, desk, section, form, status=422)
    messages.success(request, _("Bölüm tamam.") if saved.is_complete else _("Kaydedildi."))
    return redirect("coordinator:report_section", year=desk.report.year, code=section.code)


def _conflict_page(request: HttpRequest, desk: Desk, current: ReportSection) -> HttpResponse:
    """Both texts are kept: the other one is shown, the own one stays in the form, ready to be saved over it."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    form = SectionForm(data, instance=ReportSection.objects.get(pk=current.pk))
    return _section_page(request, desk, current, form, status=409, other=current)


def _section_page(
    request: HttpRequest,
    desk: Desk,
    section: ReportSection,
    form: SectionForm,
    *,
    status: int = 200,
    other: ReportSection | None = None,
) -> HttpResponse:
    part = SECTION[section.code]
    figures = figures_shown(desk.report, part)
    values = {name: f"{{{name}}}" for name in names()}
    first = [figure for figure in figures if figure.counted][:MOST_SHOWN] or figures[:1]
    context = {
        "desk": desk,
        "report": desk.report,
        "section": section,
        "part": part,
        "form": form,
        "figures": figures,
        "first": first,
        "more": [figure for figure in figures if figure not in first],
        "other": other,
        "names": sorted(values),
        "has_ready": bool(part.ready) and not section.narrative,
        "no_records": no_records(part, figures, section, desk.report.year),
        "narrative": as_html(section.narrative, values, below=2),
        "comments": desk.comments.count(),
    }
    return render(request, "coordinator/annual_report/report_section.html", context, status=status)


@require_POST
def report_preview(request: HttpRequest, year: int) -> HttpResponse:
    desk = Desk(request, year)
    job = start_job(kind=jobs.PREVIEW, owner=desk.user, params={"report": desk.report.pk})
    return redirect("common:job_detail", pk=job.pk)


@require_http_methods(["GET", "POST"])
def report_submit(request: HttpRequest, year: int) -> HttpResponse:
    """Asks before the report is frozen, and says what is missing."""
    desk = Desk(request, year)
    if not desk.may_write:
        raise PermissionDenied
    if desk.report.is_submitted:
        return redirect("coordinator:report_detail", year=year)
    sent = request.POST if request.method == "POST" else None
    form = SubmitForm(sent, initial={"document_number": desk.report.document_number})
    if request.method == "POST" and form.is_valid() and not desk.missing:
        services.set_document_number(report=desk.report, number=form.cleaned_data["document_number"], by=desk.user)
        job = start_job(kind=jobs.SUBMIT, owner=desk.user, params={"report": desk.report.pk})
        return redirect("common:job_detail", pk=job.pk)
    context = {"desk": desk, "report": desk.report, "form": form, "missing": desk.missing}
    status = 422 if request.method == "POST" else 200
    return render(request, "coordinator/annual_report/report_submit.html", context, status=status)


@require_POST
def report_publish(request: HttpRequest, year: int) -> HttpResponse:
    """Show a submitted report to everybody, or take it back."""
    desk = Desk(request, year)
    published = request.POST.get("publish") == "1"
    services.set_published(report=desk.report, published=published, by=desk.user)
    messages.success(request, _("Rapor yayımlandı.") if published else _("Rapor yayından kaldırıldı."))
    return redirect("coordinator:report_detail", year=year)


@require_http_methods(["GET", "POST"])
def report_comments(request: HttpRequest, year: int) -> HttpResponse:
    desk = Desk(request, year)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.comment_on(report=desk.report, text=form.cleaned_data["text"], by=desk.user)
        messages.success(request, _("Notunuz eklendi."))
        return redirect(f"{reverse('coordinator:report_comments', args=[year])}#notlar")
    context = {"desk": desk, "report": desk.report, "comments": desk.comments, "form": form}
    return render(
        request, "coordinator/annual_report/report_comments.html", context, status=422 if form.errors else 200
    )
