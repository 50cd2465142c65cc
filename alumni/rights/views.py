"""The person's side: what is held, the rights and one button for each, the requests and their answers."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.member_services import member_record
from alumni.registry.own_data import parts
from alumni.rights import services
from alumni.rights.erasing import kept_of
from alumni.rights.forms import WishForm
from alumni.rights.models import RightsRequest
from mik.accounts.models import User

Kind = RightsRequest.Kind
WISHES = (Kind.CORRECT, Kind.OBJECT, Kind.ERASE, Kind.OTHER)


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """For every account, also one that has not found its record yet."""
    own = RightsRequest.objects.own(request.user).select_related("file", "job")
    context = {
        "requests": list(own[:20]),
        "open_kinds": {one.kind for one in own if one.is_open},
        "copy": next((one for one in own if one.kind == Kind.ACCESS and (one.is_open or one.file)), None),
        "parts": parts(),
        "is_member": member_record(cast(User, request.user)) is not None,
    }
    return render(request, "alumni/rights/my_data.html", context)


@require_POST
def copy_request(request: HttpRequest) -> HttpResponse:
    made, new = services.make_request(user=cast(User, request.user), kind=Kind.ACCESS)
    if new:
        said = _("İsteğinizi aldık: %(n)s. Dosya birkaç dakika içinde hazır olur.") % {"n": made.number}
        messages.success(request, said)
    return redirect("common:job_detail", pk=made.job_id) if made.job_id else redirect("alumni:my_data")


@require_http_methods(["GET", "POST"])
def rights_request(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in WISHES:
        raise Http404
    user = cast(User, request.user)
    form = WishForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method == "POST" and form.is_valid():
        made, new = services.make_request(user=user, kind=kind, text=form.cleaned_data["text"])
        said = _("Başvurunuz alındı: %(n)s") if new else _("Bu türden açık bir başvurunuz var: %(n)s")
        messages.success(request, said % {"n": made.number})
        return redirect("alumni:rights_detail", pk=made.pk)
    person = services.person_of(user)
    context = {
        "form": form,
        "kind": Kind(kind),
        "stays": kept_of(person.pk) if person and kind == Kind.ERASE else [],
    }
    return render(request, "alumni/rights/request_form.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, pk: int) -> RightsRequest:
    return get_object_or_404(RightsRequest.objects.own(request.user).select_related("file", "job"), pk=pk)


@require_safe
def rights_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "alumni/rights/request_detail.html", {"one": _own(request, pk)})


@require_POST
def rights_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    if services.withdraw_request(request=_own(request, pk), user=cast(User, request.user)):
        messages.success(request, _("Başvurunuz geri çekildi."))
    return redirect("alumni:my_data")
