"""The page of periods: how long each class of data is kept, what would go now, what went."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordinator.protection.destroying import periods
from coordinator.protection.models import DestructionRun
from coordinator.protection.permissions import can_answer
from mik.common import hooks

PER_PAGE = 30


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    if not can_answer(request.user):
        raise Http404
    runs = DestructionRun.objects.visible_to(request.user)
    told = runs.exclude(count=0, problem="") if request.GET.get("hepsi") != "1" else runs
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("sayfa"))
    labels = {one.code: one.label for one in hooks.destructions}
    context = {
        "periods": list(periods()),
        "page": page,
        "rows": [(run, labels.get(run.code, run.code)) for run in page],
        "everything": request.GET.get("hepsi") == "1",
    }
    return render(request, "coordinator/protection/retention.html", context)
