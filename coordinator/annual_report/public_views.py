"""Published reports for everybody, and the check whether a copy is the report that was submitted."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordinator.annual_report.desk import shown
from coordinator.annual_report.forms import CheckForm
from coordinator.annual_report.freezing import report_of
from coordinator.annual_report.models import AnnualReport
from mik.common.limits import HOUR, Limit
from mik.files.services import open_file

# Reading and hashing a file costs the server something, and nobody checks that many copies.
CHECKS = Limit("report-check", 30, HOUR)


@login_not_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    reports = AnnualReport.objects.visible_to(request.user).published()
    return render(request, "reports/report_list.html", {"reports": reports})


@login_not_required
@require_safe
def report_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The figures of a published report, as they were frozen."""
    reports = AnnualReport.objects.visible_to(request.user).published().select_related("pdf")
    report = get_object_or_404(reports, year=year)
    content = report.content or {}
    figures = [figure for figure in shown(report, content, content["codes"]) if figure.counted]
    return render(request, "reports/report_detail.html", {"report": report, "figures": figures})


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, year: int) -> FileResponse:
    """The bytes kept at submission: to the desk at once, to everybody once published."""
    reports = AnnualReport.objects.visible_to(request.user).submitted().select_related("pdf")
    report = get_object_or_404(reports, year=year)
    if report.pdf is None:
        raise Http404
    response = FileResponse(
        open_file(report.pdf), as_attachment=True, filename=report.pdf.name, content_type="application/pdf"
    )
    response["Content-Length"] = str(report.pdf.size)
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def report_check(request: HttpRequest) -> HttpResponse:
    """Compares a copy with the submitted reports by its hash; the upload is not kept."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    context: dict[str, object] = {"form": form}
    if request.method == "POST":
        if not CHECKS.allows(get_adapter().get_client_ip(request)):
            form.add_error(None, _("Çok sayıda dosya denediniz; lütfen bir saat sonra yeniden deneyin."))
            return render(request, "reports/report_check.html", context, status=429)
        if form.is_valid():
            report = report_of(form.cleaned_data["file"])
            published = report is not None and report.is_published
            context |= {"checked": True, "report": report, "published": published}
    return render(request, "reports/report_check.html", context, status=422 if form.errors else 200)
