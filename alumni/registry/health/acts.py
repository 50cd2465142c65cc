"""What is done to many records of a repair list: first asked (what will happen to how many), then done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alumni.registry.exchange.asking import WhyForm
from alumni.registry.exchange.handing import handed_out
from alumni.registry.health import services
from alumni.registry.health.export import COLUMNS, EXPORT_LIMIT, list_response
from alumni.registry.health.jobs import REPAIR_JOB
from alumni.registry.health.lists import RuleList
from alumni.registry.health.reach import reach_or_404, rule_or_404
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.jobs import start_job
from mik.common.turkish import number

REPAIR, DISMISS, RESTORE, EXPORT = "onar", "gecersiz", "geri", "indir"
# More than this many are mended in the background, and no more than the first of them are shown beforehand.
AT_ONCE = 100


class DismissForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Neden geçerli değil?"),
        max_length=200,
        help_text=gettext_lazy("Örneğin: çift anadal yaptı. Kayıt bu kuralda bir daha listelenmez."),
    )


@require_POST
def health_act(request: HttpRequest, code: str, unit_id: int | None = None) -> HttpResponse:
    reach = reach_or_404(request.user, unit_id, request.GET.get("birim", ""))
    query = QueryDict(request.POST.get("liste", ""))
    found = RuleList(reach=reach, rule=rule_or_404(reach, code), data=query)
    act = {REPAIR: _repair, DISMISS: _dismiss, RESTORE: _restore, EXPORT: _export}.get(request.POST.get("islem", ""))
    if act is None or (act is _repair and found.rule.repair is None):
        raise Http404
    ids = chosen(request.POST, found)
    if not ids:
        messages.warning(request, _("Önce listeden en az bir kayıt seçin."))
        return redirect(found.url)
    return act(request, found, ids)


def chosen(post: QueryDict, found: RuleList) -> list[int]:
    """The ticked records that are (still) in the list, or all of it."""
    if post.get("hepsi") == "1":
        return list(found.results.order_by("pk").values_list("pk", flat=True))
    ticked = [int(pk) for pk in post.getlist("s") if pk.isdecimal() and len(pk) < 18]
    return list(found.results.filter(pk__in=ticked).order_by("pk").values_list("pk", flat=True))


def _repair(request: HttpRequest, found: RuleList, ids: list[int]) -> HttpResponse:
    if request.POST.get("onay") != "1":
        shown = services.plan(rule=found.rule, reach=found.reach, ids=ids[:AT_ONCE])
        people = [one.alumnus.pk for one in shown]
        log_access(request_or_user=request, action="list", subjects=people, as_role=found.reach.scope.role)
        return _ask(request, found, ids, planned=shown)
    if len(ids) > AT_ONCE:
        return _repair_later(request, found, ids)
    done = services.repair(rule=found.rule, reach=found.reach, ids=ids)
    if done is None:
        messages.info(request, _("Onarılacak bir şey kalmamış."))
    else:
        messages.success(request, _("%(n)s kayıt onarıldı. Aşağıdan geri alabilirsiniz.") % {"n": number(done.count)})
    return redirect(found.open_url)


@transaction.atomic
def _repair_later(request: HttpRequest, found: RuleList, ids: list[int]) -> HttpResponse:
    assert isinstance(request.user, User)
    params = {**found.reach.params, "rule": found.rule.code, "ids": ids}
    job = start_job(kind=REPAIR_JOB, owner=request.user, params=params)
    return redirect("common:job_detail", job.pk)


def _dismiss(request: HttpRequest, found: RuleList, ids: list[int]) -> HttpResponse:
    form = DismissForm(request.POST if request.POST.get("onay") == "1" else None)
    if not form.is_valid():
        return _ask(request, found, ids, form=form, status=422 if form.is_bound else 200)
    reason = form.cleaned_data["reason"]
    count = services.dismiss(rule=found.rule, reach=found.reach, ids=ids, reason=reason)
    messages.success(request, _("%(n)s kayıt bu kuralda artık listelenmez.") % {"n": number(count)})
    return redirect(found.open_url)


def _restore(request: HttpRequest, found: RuleList, ids: list[int]) -> HttpResponse:
    count = services.withdraw_dismissal(rule=found.rule, reach=found.reach, ids=ids)
    messages.success(request, _("Kural %(n)s kayıt için yeniden geçerli.") % {"n": number(count)})
    return redirect(found.open_url)


def _export(request: HttpRequest, found: RuleList, ids: list[int]) -> HttpResponse:
    form = WhyForm(request, COLUMNS)
    if not form.is_valid():
        return _ask(request, found, ids, why=form, status=422 if form.is_bound else 200)
    if len(ids) > EXPORT_LIMIT:
        said = _("Liste %(n)s kayıttan uzun; önce bir bölüm ya da düzey seçin.")
        messages.error(request, said % {"n": number(EXPORT_LIMIT)})
        return redirect(found.open_url)
    what = _("Onarım listesi: %(rule)s") % {"rule": found.rule.sentence}
    reason, role = form.reason_given, found.reach.scope.role
    return list_response(found, ids, form, handed_out(request, subjects=ids, what=what, reason=reason, role=role))


def _ask(request: HttpRequest, found: RuleList, ids: list[int], *, status: int = 200, **more: Any) -> HttpResponse:
    """The same choice once more with a yes: ticked ones by number, all of a list by its query."""
    everything = request.POST.get("hepsi") == "1"
    context = {
        "reach": found.reach, "scope": found.reach.scope, "rule": found.rule, "count": len(ids), "back": found.url,
        "act": request.POST["islem"], "ids": [] if everything else ids, "everything": everything,
        "query": request.POST.get("liste", ""), "at_once": AT_ONCE,
        "act_url": found.reach.url("health_act", found.rule.code), **more,
    }  # fmt: skip
    return render(request, "alumni/registry/health/act.html", context, status=status)
