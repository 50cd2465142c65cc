"""Transfers abroad (KVKK art. 9): one page each, with its decisions from the first to the last."""

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.consents.forms import SwitchOffForm, TransferForm
from coordinator.consents.permissions import keepers_only
from mik.accounts.models import User
from mik.common.codelists import country_name
from mik.people.consents.models import ConsentText, TransferSwitch
from mik.people.consents.purposes import TRANSFER
from mik.people.consents.transfers import Standing, TransferRefused, standings, switch_transfer


@require_http_methods(["GET", "POST"])
@keepers_only
def transfer_edit(request: HttpRequest, code: str) -> HttpResponse:
    one = next((one for one in standings() if one.code == code), None)
    if one is None:
        raise Http404
    form = _form(request, one)
    if request.method == "POST" and form.is_valid() and _switched(request, one, form):
        return redirect("coordinator:transfer_edit", code=code)
    history = TransferSwitch.objects.visible_to(request.user).filter(code=code).select_related("by").order_by("-pk")
    context = {
        "one": one,
        "form": form,
        "history": [(entry, country_name(entry.country)) for entry in history],
        "country": country_name(one.country) if one.country else "",
        "text": ConsentText.objects.current(f"{TRANSFER}{code}"),
        "subject": f"{TRANSFER}{code}",
    }
    return render(request, "coordinator/consents/transfer.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, one: Standing) -> Form:
    sent = request.POST if request.method == "POST" else None
    if one.is_on:
        return SwitchOffForm(sent)
    initial = {"receiver": one.receiver, "country": one.country, "starts_on": timezone.localdate()}
    return TransferForm(sent, initial=initial)


def _switched(request: HttpRequest, one: Standing, form: Form) -> bool:
    said: dict[str, Any] = form.cleaned_data
    if one.switch is not None and one.is_on:
        same = {"receiver": one.switch.receiver, "country": one.switch.country}
        said = {**same, "starts_on": timezone.localdate(), **said}
    try:
        switch_transfer(code=one.code, on=not one.is_on, by=cast(User, request.user), **said)
    except TransferRefused as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Aktarım kapatıldı.") if one.is_on else _("Aktarım açıldı; aydınlatma metninde yazar."))
    return True
