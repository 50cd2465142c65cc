"""The page from which a department is handed over."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alumni.registry.exchange.forms import HandoverForm
from alumni.registry.exchange.handover import HANDOVER_JOB, department_scope
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.services import KEPT, Choice, request_export, start_export
from alumni.registry.exchange.views import PAGES
from alumni.registry.scopes import Scope, scope_or_404
from mik.common.models import Job
from mik.units.models import Unit


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    form = HandoverForm(request.POST if request.method == "POST" else None, scope=scope)
    if request.method == "POST" and form.is_valid():
        department = scope.unit or form.cleaned_data["department"]
        return redirect("common:job_detail", _start(scope, department, form.cleaned_data["reason"]).pk)
    count = department_scope(scope, scope.unit).alumni().count() if scope.unit else None
    context = {"scope": scope, "form": form, "count": count, "days": KEPT.days}
    return render(request, f"{PAGES}/handover.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _start(scope: Scope, department: Unit, reason: str) -> Job:
    export = request_export(scope=scope, form=Export.Form.ZIP, columns=(), reason=reason, choice=Choice())
    export.words, export.unit, export.columns = department.label, department, []
    export.save(update_fields=["words", "unit", "columns"])
    return start_export(export=export, scope=scope, kind=HANDOVER_JOB, department=department.pk)
