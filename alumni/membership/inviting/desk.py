"""The desk's pages of invitations, shared by the representatives and the office."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.membership.drafts import ClaimProblem
from alumni.membership.inviting.models import Invitation
from alumni.membership.inviting.services import invitations_of, invite, remind, revoke, why_no_mail, why_not
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope, scope_or_404
from mik.audit.log import log_access
from mik.audit.models import Action

PER_PAGE = 25
MAIL, HAND = "posta", "elden"


@require_safe
def invitation_list(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    page = Paginator(invitations_of(scope), PER_PAGE).get_page(request.GET.get("sayfa"))
    rows = [
        {
            "invitation": one,
            "state": one.state,
            "record_url": scope.url("graduate_detail", one.alumnus_id),
            "revoke_url": scope.url("invitation_revoke", one.pk),
            "remind_url": scope.url("invitation_remind", one.pk),
            "may_remind": one.is_in_force and one.contact_id is not None and one.reminded_at is None,
        }
        for one in page
    ]
    shown = [one.alumnus_id for one in page]
    log_access(request_or_user=request, action=Action.LIST, subjects=shown, reason="Davetler", as_role=scope.role)
    context = {"scope": scope, "page": page, "rows": rows, "graduates_url": scope.urls["graduate_list"]}
    return render(request, "alumni/invitation_list.html", context)


@require_http_methods(["GET", "POST"])
def invitation_add(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """GET asks how; POST mails the link or shows it, this once."""
    scope = scope_or_404(request.user, unit_id)
    record = _record(scope, pk)
    link = ""
    if request.method == "POST":
        way = request.POST.get("yol")
        if way not in {MAIL, HAND}:
            messages.error(request, _("Davetin nasıl iletileceğini seçin."))
            return redirect(scope.url("invitation_add", pk))
        by_mail = way == MAIL
        try:
            _invitation, link = invite(alumnus=record, scope=scope, by_mail=by_mail)
        except ClaimProblem as problem:
            messages.error(request, str(problem))
            return redirect(scope.url("invitation_add", pk))
        if by_mail:
            messages.success(request, _("Davet kayıttaki e-posta adresine gönderildi."))
            return redirect(scope.url("invitation_list"))
    log_access(request_or_user=request, action=Action.VIEW, subjects=[pk], as_role=scope.role)
    context = {
        "scope": scope,
        "record": record,
        "record_url": scope.url("graduate_detail", pk),
        "list_url": scope.url("invitation_list"),
        "why_not": "" if link else why_not(record, scope=scope),
        "why_no_mail": why_no_mail(record),
        "link": link,
    }
    response = render(request, "alumni/invitation_add.html", context)
    if link:
        response["Cache-Control"] = "no-store"
    return response


@require_POST
def invitation_revoke(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    if revoke(invitation=_invitation(scope, pk), scope=scope):
        messages.success(request, _("Davet geri alındı; bağlantısı artık açılmaz."))
    else:
        messages.info(request, _("Bu davet kullanılmış ya da geri alınmış."))
    return redirect(scope.url("invitation_list"))


@require_POST
def invitation_remind(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    try:
        remind(invitation=_invitation(scope, pk), scope=scope)
        messages.success(request, _("Davet bir kez daha gönderildi; önceki bağlantı artık açılmaz."))
    except ClaimProblem as problem:
        messages.error(request, str(problem))
    return redirect(scope.url("invitation_list"))


def _record(scope: Scope, pk: int) -> Alumnus:
    record = scope.alumni().select_related("person", "membership").filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def _invitation(scope: Scope, pk: int) -> Invitation:
    return get_object_or_404(invitations_of(scope), pk=pk)
