"""Handing out work to the staff of the office (directive 8(2)f, 10)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.terms import services
from coordinator.terms.appointment_views import add_refusal
from coordinator.terms.forms import DutyForm
from coordinator.terms.permissions import can_hand_out_duties
from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.common import hooks


@dataclass(frozen=True)
class Held:
    """A duty somebody has or will have."""

    grant: DutyGrant
    label: str
    begun: bool


@dataclass(frozen=True)
class Member:
    term: Appointment
    duties: list[Held]


def head_or_404(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not can_hand_out_duties(request.user):
        raise Http404
    return request.user


@require_http_methods(["GET", "POST"])
def staff_duties(request: HttpRequest) -> HttpResponse:
    user = head_or_404(request)
    staff = _staff(user)
    form = DutyForm(request.POST or None, staff=staff, initial={"starts": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {key: data[key] for key in ("appointment", "code", "starts", "ends")}
        try:
            services.grant_duty(by=user, **given)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("İş verildi."))
            return redirect("coordinator:staff_duties")
    context = {"form": form, "members": _members(staff), "duties": list(hooks.duties)}
    return render(request, "coordinator/staff_duties.html", context)


def _staff(user: User) -> list[Appointment]:
    terms = Appointment.objects.visible_to(user).filter(office=Office.STAFF, effective_end__gte=timezone.localdate())
    return list(terms.select_related("user").order_by("user__name", "pk"))


def _members(staff: list[Appointment]) -> list[Member]:
    today = timezone.localdate()
    held: dict[int, list[Held]] = {term.pk: [] for term in staff}
    for grant in DutyGrant.objects.filter(appointment__in=staff, ends__gte=today).order_by("starts", "code"):
        duty = hooks.duties.get(grant.code)
        label = str(duty.label) if duty else grant.code
        held[grant.appointment_id].append(Held(grant, label, grant.starts <= today))
    return [Member(term, held[term.pk]) for term in staff]


@require_POST
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    user = head_or_404(request)
    terms = Appointment.objects.visible_to(user)
    grant = get_object_or_404(
        DutyGrant.objects.filter(appointment__in=terms, ends__gte=timezone.localdate()).select_related(
            "appointment__user"
        ),
        pk=pk,
    )
    services.end_duty(by=user, grant=grant)
    messages.success(request, _("İş geri alındı."))
    return redirect("coordinator:staff_duties")
