"""Results for the representative of a department: the own figures beside the university's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni.registry.scopes import scope_or_404
from surveys.models import Wave
from surveys.results import views
from surveys.results.place import department_place


@require_safe
def wave_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What has been asked; what is being prepared is the office's."""
    scope = scope_or_404(request.user, unit_id)
    waves = Wave.objects.visible_to(request.user).exclude(state=Wave.State.DRAFT)
    context = {"unit": scope.unit, "waves": waves.select_related("version__questionnaire")}
    return render(request, "surveys/results/wave_list.html", context)


@require_safe
def results(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return views.show(request, department_place(request.user, unit_id, pk))


@require_safe
def results_print(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return views.on_paper(request, department_place(request.user, unit_id, pk))


@require_safe
def results_download(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return views.as_file(request, department_place(request.user, unit_id, pk))


@require_safe
def indicator(request: HttpRequest, unit_id: int, pk: int, code: str) -> HttpResponse:
    return views.one_indicator(request, department_place(request.user, unit_id, pk), code)
