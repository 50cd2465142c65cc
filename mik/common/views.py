"""The page of a job, and the developers' page of hooks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mik.common import hooks
from mik.common.htmx import render_page
from mik.common.jobs import cancel_job, may_still_run
from mik.common.models import Job


@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    context = {"job": job, "may_use_result": may_still_run(job, request.user)}
    response = render_page(request, "common/job_detail.html", context, partial="progress")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    cancel_job(job=job)
    return redirect("common:job_detail", pk=job.pk)


@require_safe
def hooks_page(request: HttpRequest) -> HttpResponse:
    """What every room has registered; for developers and the office, unknown to everybody else."""
    if not any(is_developer(request.user) for is_developer in hooks.developers):
        raise Http404
    return render(request, "common/hooks.html", {"registries": hooks.REGISTRIES})
