"""A member's own career: jobs and further studies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alumni.career import services
from alumni.career.forms import EmploymentForm, StudyForm
from alumni.career.models import CareerEntry, Employment, FurtherStudy
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus


def _own_job(request: HttpRequest, alumnus: Alumnus, pk: int) -> Employment:
    mine = Employment.objects.visible_to(request.user).filter(alumnus=alumnus).select_related("employer")
    job: Employment = get_object_or_404(mine, pk=pk)
    return job


def _own_study(request: HttpRequest, alumnus: Alumnus, pk: int) -> FurtherStudy:
    mine = FurtherStudy.objects.visible_to(request.user).filter(alumnus=alumnus)
    study: FurtherStudy = get_object_or_404(mine, pk=pk)
    return study


# --- Jobs -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@members_only
def employment_add(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    return _employment_page(request, alumnus, None)


@require_http_methods(["GET", "POST"])
@members_only
def employment_edit(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    return _employment_page(request, alumnus, _own_job(request, alumnus, pk))


def _employment_page(request: HttpRequest, alumnus: Alumnus, job: Employment | None) -> HttpResponse:
    first = job is None and not alumnus.employments.filter(is_primary=True).exists()
    form = EmploymentForm(request.POST or None, entry=job, **({"initial": {"is_primary": True}} if first else {}))
    if form.is_valid():
        services.save_employment(
            alumnus=alumnus,
            employer_name=form.cleaned_data["employer"],
            fields=form.job_fields(),
            employment=job,
        )
        messages.success(request, _("İşiniz kaydedildi."))
        return redirect("alumni:profile")
    suggested = services.suggested_employers(alumnus=alumnus, typed="")
    context = {"form": form, "entry": job, "organisations": suggested}
    return render(request, "alumni/employment_form.html", context)


@require_POST
@members_only
def employment_primary(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    job = _own_job(request, alumnus, pk)
    services.make_primary(employment=job)
    if job.is_primary:
        messages.success(request, _("Asıl işiniz artık %(title)s.") % {"title": job.title})
    else:
        messages.error(request, _("Biten bir iş asıl iş olamaz. Sürüyorsa önce bitiş tarihini silin."))
    return redirect("alumni:profile")


@require_http_methods(["GET", "POST"])
@members_only
def employment_remove(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    job = _own_job(request, alumnus, pk)
    back = reverse("alumni:employment_edit", args=[pk])
    return _remove_page(request, job, what=f"{job.title}, {job.employer.name}", kind=_("İş"), back=back)


@require_GET
@members_only
def employers(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Options for the employer field while it is being typed into."""
    found = services.suggested_employers(alumnus=alumnus, typed=request.GET.get("employer", ""))
    return render(request, "alumni/employment_form.html#employers", {"organisations": found})


# --- Studies --------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@members_only
def study_add(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    return _study_page(request, alumnus, None)


@require_http_methods(["GET", "POST"])
@members_only
def study_edit(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    return _study_page(request, alumnus, _own_study(request, alumnus, pk))


def _study_page(request: HttpRequest, alumnus: Alumnus, study: FurtherStudy | None) -> HttpResponse:
    form = StudyForm(request.POST or None, entry=study)
    if form.is_valid():
        services.save_study(alumnus=alumnus, fields=form.cleaned_data, study=study)
        messages.success(request, _("Öğreniminiz kaydedildi."))
        return redirect("alumni:profile")
    return render(request, "alumni/study_form.html", {"form": form, "entry": study})


@require_http_methods(["GET", "POST"])
@members_only
def study_remove(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    study = _own_study(request, alumnus, pk)
    back = reverse("alumni:study_edit", args=[pk])
    what = f"{study.programme}, {study.institution}"
    return _remove_page(request, study, what=what, kind=_("Öğrenim"), back=back)


def _remove_page(request: HttpRequest, entry: CareerEntry, *, what: str, kind: str, back: str) -> HttpResponse:
    if request.method == "POST":
        services.remove_entry(entry=entry)
        messages.success(request, _("%(what)s silindi.") % {"what": what})
        return redirect("alumni:profile")
    return render(request, "alumni/confirm_remove.html", {"what": what, "kind": kind, "back": back})
