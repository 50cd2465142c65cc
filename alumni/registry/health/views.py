"""The pages of the records' health, mounted at the office's desk and at each department's."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.registry.health import services
from alumni.registry.health.jobs import LOOK_JOB
from alumni.registry.health.lists import RuleList
from alumni.registry.health.models import HealthRepair
from alumni.registry.health.pages import HealthPage
from alumni.registry.health.reach import Reach, reach_or_404, rule_or_404
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.jobs import start_job
from mik.common.turkish import number
from mik.common.typed_numbers import without_number


def reach_for(request: HttpRequest, unit_id: int | None) -> Reach:
    return reach_or_404(request.user, unit_id, request.GET.get("birim", ""))


@require_safe
def health(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """The measures, their past, what is missing and what is wrong: totals, nobody's record."""
    reach = reach_for(request, unit_id)
    context = {"reach": reach, "scope": reach.scope, "page": HealthPage(reach), "urls": _urls(reach)}
    return render(request, "alumni/registry/health/health.html", context)


def _urls(reach: Reach) -> dict[str, str]:
    urls = {"look": reach.url("health_look"), "whole": reach.scope.url("health")}
    if reach.scope.is_office:
        urls |= {name: reach.scope.url(name) for name in ("health_units", "contact_dead_list")}
    return urls


@require_POST
@transaction.atomic
def health_look(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """Look anew now, in the background."""
    reach = reach_for(request, unit_id)
    assert isinstance(request.user, User)
    job = start_job(kind=LOOK_JOB, owner=request.user, params=reach.params)
    return redirect("common:job_detail", job.pk)


@require_safe
def health_rule(request: HttpRequest, code: str, unit_id: int | None = None) -> HttpResponse:
    reach = reach_for(request, unit_id)
    if elsewhere := without_number(request):
        return elsewhere
    found = RuleList(reach=reach, rule=rule_or_404(reach, code), data=request.GET)
    rows = found.rows
    log_access(request_or_user=request, action="list", subjects=[row.pk for row in rows], as_role=reach.scope.role)
    context = {"reach": reach, "scope": reach.scope, "list": found, "rule": found.rule, **_rule_urls(found)}
    return render(request, "alumni/registry/health/rule.html", context)


def _rule_urls(found: RuleList) -> dict[str, object]:
    reach = found.reach
    repairs = [(one, reach.scope.url("health_undo", one.pk)) for one in found.repairs]
    return {"act_url": reach.url("health_act", found.rule.code), "back": reach.url("health"), "repairs": repairs}


@require_POST
def health_undo(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Take a repair back, as far as nobody changed the records since."""
    reach = reach_for(request, unit_id)
    repair = get_object_or_404(HealthRepair.objects.visible_to(request.user), pk=pk)
    done = services.undo_repair(repair=repair, scope=reach.scope)
    if done.restored:
        messages.success(request, _("%(n)s değişiklik geri alındı.") % {"n": number(done.restored)})
    if done.changed_since:
        said = _("%(n)s değer o günden sonra değiştiği için olduğu gibi bırakıldı.")
        messages.warning(request, said % {"n": number(done.changed_since)})
    return redirect(_after_undo(reach, repair))


def _after_undo(reach: Reach, repair: HealthRepair) -> str:
    from alumni.registry.health.dead import MARKED

    if repair.rule == MARKED:
        return reach.scope.url("contact_dead_list")
    return reach.url("health_rule", repair.rule)
