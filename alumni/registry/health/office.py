"""Pages of the office alone: all departments beside one another, and lists of contacts that reach nobody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.registry.exchange.handing import signed
from alumni.registry.health import dead
from alumni.registry.health.dead import DeadListForm
from alumni.registry.health.export import units_response
from alumni.registry.health.reach import reach_or_404
from alumni.registry.health.trends import last_of_all, since
from alumni.registry.health.units import UnitList
from alumni.registry.scopes import scope_or_404
from mik.audit.log import log_access
from mik.common.turkish import number


@require_safe
def health_units(request: HttpRequest) -> HttpResponse:
    reach = reach_or_404(request.user, None)
    units = UnitList(reach, request.GET)
    page, night = units.page, last_of_all()
    context = {
        "scope": reach.scope, "heads": units.heads, "page": page, "lines": units.lines(page), "order": units.order,
        "looked": since(night.taken_at) if night else "",
    }  # fmt: skip
    return render(request, "alumni/registry/health/units.html", context)


@require_safe
def health_units_download(request: HttpRequest) -> HttpResponse:
    reach = reach_or_404(request.user, None)
    return units_response(UnitList(reach, request.GET).all_lines(), signed(request))


@require_http_methods(["GET", "POST"])
def contact_dead_list(request: HttpRequest) -> HttpResponse:
    """A list of addresses, numbers or envelopes that came back: looked up first, marked after a yes."""
    scope = scope_or_404(request.user)
    form = DeadListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _dead_page(request, form, status=422 if form.errors else 200)
    found = dead.look_up(form.lines, evidence=form.proof)
    if request.POST.get("onay") == "1":
        marked = dead.mark_all(found, scope=scope, note=form.cleaned_data["note"], on=form.cleaned_data["on"])
        messages.success(
            request, _("%(n)s iletişim bilgisi işaretlendi; onlara artık yazılmaz.") % {"n": number(marked)}
        )
        return redirect(scope.url("contact_dead_list"))
    shown = dead.shown(found, scope)
    people = [line.person_id for line in shown]
    log_access(request_or_user=request, action="list", subjects=people, as_role=scope.role)
    return _dead_page(request, form, found=found, shown=shown)


def _dead_page(request: HttpRequest, form: DeadListForm, *, status: int = 200, **more: object) -> HttpResponse:
    scope = scope_or_404(request.user)
    earlier = [(one, scope.url("health_undo", one.pk)) for one in dead.earlier(scope)]
    context = {"scope": scope, "form": form, "earlier": earlier, **more}
    return render(request, "alumni/registry/health/dead.html", context, status=status)
