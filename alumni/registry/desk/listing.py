"""The list page and what is done to many records at once."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.membership.inviting.jobs import INVITE_JOB
from alumni.registry import bulk
from alumni.registry.columns import ordered, with_columns
from alumni.registry.desk.shared import page_context, template
from alumni.registry.exchange.views import export_page
from alumni.registry.forms import TagForm
from alumni.registry.lists import GraduateList
from alumni.registry.scopes import Scope
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.jobs import start_job
from mik.common.typed_numbers import without_number

# More than this many mails are left to the workers.
AT_ONCE = 50
ACTIONS = {"guncelleme": "ask", "davet": "invite", "etiket": "tag", "disa-aktar": "export"}


def graduate_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    if elsewhere := without_number(request):
        return elsewhere
    graduates = GraduateList(scope=scope, data=request.GET)
    rows = graduates.rows
    log_access(request_or_user=request, action="list", subjects=[row.pk for row in rows], as_role=scope.role)
    return render(request, template(scope, "graduate_list"), page_context(scope, graduates=graduates))


def graduate_bulk(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """First asks (what will happen to how many), then acts when the answer comes with ``onay``."""
    action = ACTIONS.get(request.POST.get("islem", ""))
    if action is None:
        raise BadRequest
    if action == "export":
        return export_page(request, scope)
    ids = chosen_ids(request.POST, scope)
    if not ids:
        messages.warning(request, _("Önce listeden en az bir mezun seçin."))
        return redirect(_back(request.POST, scope))
    form = _form(action, request.POST if "onay" in request.POST else None)
    if "onay" in request.POST and (form is None or form.is_valid()):
        return _act(request, scope, action, ids, form)
    return render(request, template(scope, "graduate_bulk"), page_context(
        scope, action=action, code=request.POST["islem"], count=len(ids), form=form,
        ids=[] if _is_everything(request.POST) else ids, everything=_is_everything(request.POST),
        query=request.POST.get("liste", ""), back=_back(request.POST, scope),
    ))  # fmt: skip


def _is_everything(post: QueryDict) -> bool:
    return post.get("hepsi") == "1"


def chosen_ids(post: QueryDict, scope: Scope) -> list[int]:
    """The ticked records, or all results of the list they were ticked in; 404 if one is out of scope."""
    if _is_everything(post):
        results = GraduateList(scope=scope, data=QueryDict(post.get("liste", ""))).results
        return list(ordered(with_columns(results, scope), "ad").values_list("pk", flat=True))
    try:
        asked = {int(pk) for pk in post.getlist("s")}
    except ValueError:
        raise Http404 from None
    found = list(scope.alumni().filter(pk__in=asked).values_list("pk", flat=True))
    if len(found) != len(asked):
        raise Http404
    return found


def _back(post: QueryDict, scope: Scope) -> str:
    """The list as it was; its query is taken apart and put together, so it leads nowhere else."""
    query = QueryDict(post.get("liste", "")).urlencode()
    return scope.urls["graduate_list"] + (f"?{query}" if query else "")


def _form(action: str, data: QueryDict | None) -> TagForm | None:
    return TagForm(data) if action == "tag" else None


def _act(request: HttpRequest, scope: Scope, action: str, ids: list[int], form: TagForm | None) -> HttpResponse:
    back = redirect(_back(request.POST, scope))
    if form is not None:
        changed = bulk.tag(scope=scope, ids=ids, tags=form.cleaned_data["tags"], remove=form.cleaned_data["remove"])
        messages.success(request, _("%(people)s için etiketler değişti.") % {"people": bulk.people(changed)})
        return back
    if action == "invite":
        return _start(request, INVITE_JOB, scope, ids)
    if len(ids) > AT_ONCE:
        return _start(request, bulk.UPDATE_JOB, scope, ids)
    messages.success(request, bulk.ask_to_update(scope=scope, ids=ids).sentence)
    return back


@transaction.atomic
def _start(request: HttpRequest, kind: str, scope: Scope, ids: list[int]) -> HttpResponse:
    assert isinstance(request.user, User)
    job = start_job(kind=kind, owner=request.user, params={**scope.params, "ids": ids})
    return redirect("common:job_detail", job.pk)
