"""Units for the office: searchable, and the English name of each, as the university itself writes it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordinator.units.permissions import can_name_units
from mik.common.turkish import fold
from mik.units.models import Kind, Unit, UnitQuerySet

MISSING = "eksik"


class UnitForm(forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ("name_en",)


def units_of(user: Any) -> UnitQuerySet:
    """The units this user keeps; 404 for whoever keeps none. Programmes bear their department's name."""
    if not can_name_units(user):
        raise Http404
    return Unit.objects.exclude(kind=Kind.PROGRAMME).select_related("parent", "successor").in_turkish_order()


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    every = units_of(request.user)
    words, state = request.GET.get("ara", "")[:100], request.GET.get("durum", "")
    found = every.without_english_name() if state == MISSING else every
    for word in fold(words).split():
        found = found.filter(name_folded__contains=word)
    page = Paginator(found, 50).get_page(request.GET.get("sayfa"))
    context = {"page": page, "words": words, "state": state, "missing": every.without_english_name().count()}
    return render(request, "coordinator/unit_list.html", context)


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(units_of(request.user), pk=pk)
    form = UnitForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("%(unit)s: İngilizce ad kaydedildi.") % {"unit": unit.name})
        return redirect("coordinator:unit_list")
    context = {"unit": unit, "form": form}
    return render(request, "coordinator/unit_form.html", context, status=422 if form.errors else 200)
