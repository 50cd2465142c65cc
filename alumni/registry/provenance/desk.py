"""The desk's part: one click to take or to keep, and the list of corrections members ask for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.registry.desk.shared import alumnus_or_404, page_context
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.provenance import fields
from alumni.registry.provenance.deciding import decide, may_decide
from alumni.registry.provenance.models import KeptValue
from alumni.registry.scopes import Scope
from mik.audit.log import log_access

PER_PAGE = 30


def asked_in(scope: Scope) -> AlumnusQuerySet:
    """Records of this scope whose owners ask for a correction nobody has decided about."""
    asked = KeptValue.objects.open().filter(rule=KeptValue.Rule.ASKED).visible_to(scope.user)
    return scope.alumni().filter(pk__in=asked.values("alumnus")).exclude(person__user=scope.user)


def correction_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Who asks for a correction, oldest first, each leading to the record."""
    asked = KeptValue.objects.visible_to(scope.user).open().filter(rule=KeptValue.Rule.ASKED)
    waiting = asked.filter(alumnus__in=asked_in(scope).values("pk")).order_by("said_at", "pk")
    page = Paginator(waiting.select_related("alumnus__person"), PER_PAGE).get_page(request.GET.get("sayfa"))
    if page.object_list:
        subjects = [one.alumnus_id for one in page]
        log_access(request_or_user=request, action="list", subjects=subjects, as_role=scope.role)
    rows = [(one, fields.LABELS.get(one.field, ""), scope.url("graduate_detail", one.alumnus_id)) for one in page]
    return render(request, "alumni/registry/correction_list.html", page_context(scope, page=page, rows=rows))


def kept_value_decide(request: HttpRequest, scope: Scope, pk: int, kept_pk: int) -> HttpResponse:
    """POST ``al=1``: take the other source's value; without it, keep the record's."""
    alumnus = alumnus_or_404(scope, pk)
    seen = KeptValue.objects.visible_to(scope.user).filter(alumnus=pk)
    if not scope.is_office:
        seen = seen.without_numbers()
    kept = seen.select_related("alumnus__person", "graduation").filter(pk=kept_pk).first()
    if kept is None:
        raise Http404
    if not may_decide(scope, kept):
        raise PermissionDenied
    take = request.POST.get("al") == "1"
    try:
        if decide(kept=kept, scope=scope, take=take):
            messages.success(request, _("Öteki kaynağın dediği alındı.") if take else _("Kayıttaki bilgi kaldı."))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(scope.url("graduate_detail", alumnus.pk))
