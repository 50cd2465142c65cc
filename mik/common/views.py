"""The page of a job, and the developers' page of hooks."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mik.common import hooks
from mik.common.htmx import render_page
from mik.common.jobs import cancel_job, may_still_run
from mik.common.models import Job, JobState

JOBS_PER_PAGE = 30


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """The user's own long work, newest first; ``durum`` narrows it to one state."""
    jobs = Job.objects.visible_to(request.user)
    state = request.GET.get("durum", "")
    if state in JobState.values:
        jobs = jobs.filter(state=state)
    page = Paginator(jobs.order_by("-created_at", "-pk"), JOBS_PER_PAGE).get_page(request.GET.get("sayfa"))
    return render(request, "common/job_list.html", {"page": page, "states": JobState.choices, "state": state})


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
