"""The wizard: file → columns → preview → import. Each view is glue; the work is in services and jobs."""

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.registry.importing import ListError
from alumni.registry.importing.choosing import choices_in, choose
from alumni.registry.importing.desk import Desk, desk_of
from alumni.registry.importing.forms import MappingForm, RulesForm, UnitsForm, UploadForm
from alumni.registry.importing.jobs import opened_for_work
from alumni.registry.importing.presenting import (
    GROUPS,
    decisions_of,
    first_group,
    group_context,
    is_numberless_run,
    steps,
    subjects_of,
    tiles,
    touched_since,
)
from alumni.registry.importing.report import write_error_file
from alumni.registry.importing.uploads import (
    discard_import,
    name_programmes,
    receive_list,
    save_mapping,
    start_apply,
    start_undo,
)
from alumni.registry.models import ImportProblem, ImportRun
from mik.audit.log import log_access
from mik.common.htmx import render_page, wants_partial
from mik.common.jobs import JobError
from mik.common.tables import TableError
from mik.common.turkish import number
from mik.files.services import FileProblem


def _run_of(desk: Desk, pk: int) -> ImportRun:
    return get_object_or_404(desk.runs.select_related("job", "file", "by"), pk=pk)


def fresh_page() -> HttpResponse:
    """Tell htmx to load the page anew: the work is over, and heading and steps change with it."""
    return HttpResponse(headers={"HX-Refresh": "true"})


def import_list(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """Earlier imports, and the form for a new one."""
    desk = desk_of(request, unit_id)
    form = UploadForm(request.POST or None, request.FILES or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            run = receive_list(upload=form.cleaned_data["file"], by=desk.user, unit=desk.unit, source=form.origin)
        except (TableError, ListError, FileProblem) as error:
            form.add_error("file", str(error))
        else:
            return redirect(desk.url("import_mapping", pk=run.pk))
    page = Paginator(desk.runs.select_related("by"), 20).get_page(request.GET.get("sayfa"))
    status = 422 if form.errors else 200
    return render(
        request, "alumni/registry/import_list.html", {"desk": desk, "form": form, "page": page}, status=status
    )


def import_mapping(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Which column holds what; what was recognised is filled in."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    if run.has_started or run.file is None:
        return redirect(desk.url("import_detail", pk=run.pk))
    try:
        return _mapping_page(request, desk, run)
    except JobError as error:
        messages.error(request, str(error))
        return redirect(desk.url("import_list"))


def _mapping_page(request: HttpRequest, desk: Desk, run: ImportRun) -> HttpResponse:
    with opened_for_work(run, strict=False) as graduates:
        form = MappingForm(
            request.POST or None,
            columns=graduates.columns,
            desk=desk,
            initial={"department": run.mapping.get("department")},
        )
        rules = RulesForm(request.POST or None, initial=run.rules)
        context = {"desk": desk, "run": run, "form": form, "rules": rules, "list": graduates, "rows": form.rows()}
        context["steps"] = steps()
        if request.method == "POST" and form.is_valid() and rules.is_valid():
            save_mapping(
                run=run,
                mapping=form.cleaned_data["mapping"],
                rules=rules.cleaned_data,
                labels=graduates.header.labels,
                sheet=graduates.sheet_name,
                by=desk.user,
                department=form.cleaned_data["of_department"],
            )
            return redirect(desk.url("import_preview", pk=run.pk))
        return render(request, "alumni/registry/import_mapping.html", context, status=422 if form.errors else 200)


@require_safe
def import_preview(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """What the import would do; nothing has changed yet."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    if run.has_started:
        return redirect(desk.url("import_detail", pk=run.pk))
    if run.state != ImportRun.State.PREVIEWED:
        return _progress(request, desk, run, "alumni/registry/import_preparing.html")
    if wants_partial(request):
        return fresh_page()
    group = request.GET.get("goster", "")
    group = group if group in GROUPS else first_group(run.counts)
    context = {"desk": desk, "run": run, "group": group, "steps": steps(), "tiles": tiles(run, group=group)}
    rows = group_context(request, run, group)
    context |= rows
    context["units_form"] = UnitsForm(unknown=run.counts.get("unknown_units", []), desk=desk)
    context |= {"decisions": decisions_of(run), "is_numberless": is_numberless_run(run)}
    log_access(request_or_user=request, action="list", subjects=subjects_of(rows.get("shown", [])))
    return render(request, "alumni/registry/import_preview.html", context)


def _progress(request: HttpRequest, desk: Desk, run: ImportRun, template: str) -> HttpResponse:
    if wants_partial(request) and run.job is not None and run.job.is_finished:
        return fresh_page()
    context = {"desk": desk, "run": run, "job": run.job, "steps": steps()}
    response = render_page(request, template, context, partial="progress")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def import_choose(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Keep what a person decided about rows of the preview: one by one, or all of a group."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    changed = choose(run=run, choices=choices_in(request.POST), group=request.POST.get("hepsi", ""), by=desk.user)
    if run.state == ImportRun.State.PREVIEWED:
        messages.success(request, _("%(n)s satır için kararınız saklandı.") % {"n": number(changed)})
    else:
        messages.error(request, _("Aktarım başladığı için kararlar artık değişmez."))
    return redirect(f"{desk.url('import_preview', pk=run.pk)}?{request.GET.urlencode()}#liste")


@require_POST
def import_units(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Remember which programmes the list means, and compare again."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    form = UnitsForm(request.POST, unknown=run.counts.get("unknown_units", []), desk=desk)
    if run.state == ImportRun.State.PREVIEWED and form.is_valid() and form.answers():
        name_programmes(run=run, answers=form.answers(), by=desk.user)
    return redirect(desk.url("import_preview", pk=run.pk))


@require_POST
def import_apply(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    start_apply(run=run, by=desk.user)
    return redirect(desk.url("import_detail", pk=run.pk))


@require_POST
def import_undo(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Bring back what was there before the import; ``kalan`` leaves what somebody touched since."""
    desk = desk_of(request, unit_id)
    run = start_undo(run=_run_of(desk, pk), by=desk.user, rest="kalan" in request.POST)
    return redirect(desk.url("import_detail", pk=run.pk))


@require_POST
def import_discard(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    desk = desk_of(request, unit_id)
    discard_import(run=_run_of(desk, pk))
    messages.success(request, _("Aktarımdan vazgeçildi; dosya silindi, hiçbir kayıt değişmedi."))
    return redirect(desk.url("import_list"))


@require_safe
def import_detail(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Progress while it runs, the summary afterwards."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    if not run.has_started:
        step = "import_mapping" if run.state == ImportRun.State.UPLOADED else "import_preview"
        return redirect(desk.url(step, pk=run.pk))
    if wants_partial(request) and not run.is_at_work:
        return fresh_page()
    problems = ImportProblem.objects.visible_to(request.user).filter(run=run)
    page = Paginator(problems.filter(is_warning=False), 50).get_page(request.GET.get("sayfa"))
    context = {
        "desk": desk,
        "run": run,
        "job": run.job,
        "problems": page,
        "steps": steps(),
        "tiles": tiles(run),
        "touched": touched_since(run, desk),
    }
    response = render_page(request, "alumni/registry/import_detail.html", context, partial="progress")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def import_errors(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse | FileResponse:
    """The rejected rows with reason and cure, to mend and upload again."""
    desk = desk_of(request, unit_id)
    run = _run_of(desk, pk)
    target = io.BytesIO()
    try:
        with opened_for_work(run) as graduates:
            write_error_file(target, run=run, graduates=graduates)
    except JobError as error:
        messages.error(request, str(error))
        return redirect(desk.url("import_detail", pk=run.pk))
    target.seek(0)
    log_access(request_or_user=request, action="export", subjects=[], reason=f"import {run.pk}")
    return FileResponse(target, as_attachment=True, filename=f"hatalar-{run.pk}.xlsx")
