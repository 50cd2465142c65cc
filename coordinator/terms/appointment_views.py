"""The registrar's pages: all appointments, a new one, an early end. Nobody else knows of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordinator.terms import services
from coordinator.terms.forms import AppointmentForm, EndForm
from coordinator.terms.permissions import can_record_appointments
from coordinator.terms.register import APPOINTMENT_STATES, Register
from mik.accounts.models import Appointment, AppointmentQuerySet, Office, User

PAGE_SIZE = 25


def registrar_or_404(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not can_record_appointments(request.user):
        raise Http404
    return request.user


def _appointments(user: User) -> AppointmentQuerySet:
    return Appointment.objects.visible_to(user).select_related("user", "unit__parent", "under")


@require_safe
def appointment_list(request: HttpRequest) -> HttpResponse:
    user = registrar_or_404(request)
    register = Register(_appointments(user), request.GET)
    page = Paginator(register.lines(user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "register": register, "states": APPOINTMENT_STATES, "offices": Office.choices}
    return render(request, "coordinator/appointment_list.html", context)


@require_safe
def appointment_add(request: HttpRequest) -> HttpResponse:
    """First which office: each asks for something else."""
    registrar_or_404(request)
    return render(request, "coordinator/appointment_add.html", {"offices": OFFICES})


@require_http_methods(["GET", "POST"])
def appointment_record(request: HttpRequest, office: str) -> HttpResponse:
    user = registrar_or_404(request)
    if office not in Office.values:
        raise Http404
    form = AppointmentForm(request.POST or None, office=Office(office), initial={"starts": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            appointment = services.record(by=user, office=Office(office), data=form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return _recorded(request, appointment)
    context = {"form": form, "office": Office(office)}
    return render(request, "coordinator/appointment_form.html", context)


def add_refusal(form: Any, refusal: ValidationError) -> None:
    """A model's refusal on the form: on a field the form has, else above it."""
    refusals: dict[str, list[ValidationError]] = refusal.update_error_dict({})
    for field, errors in refusals.items():
        form.add_error(field if field in form.fields else None, errors)


def _recorded(request: HttpRequest, appointment: Appointment) -> HttpResponseRedirect:
    said = _("%(name)s için %(office)s görevi kaydedildi.")
    messages.success(request, said % {"name": appointment.user, "office": appointment.get_office_display()})
    return redirect("coordinator:appointment_list")


@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    user = registrar_or_404(request)
    appointment = get_object_or_404(_appointments(user), pk=pk)
    services.refuse_own(by=user, user=appointment.user)
    if appointment.effective_end < timezone.localdate():
        raise Http404
    form = EndForm(request.POST or None, appointment=appointment, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end(by=user, appointment=appointment, **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Görevin bitişi kaydedildi."))
            return redirect("coordinator:appointment_list")
    assistants = appointment.assistants.filter(effective_end__gte=timezone.localdate()).select_related("user")
    context = {"form": form, "appointment": appointment, "assistants": assistants}
    return render(request, "coordinator/appointment_end.html", context)


# What the first page of a new appointment says of each office: icon and the directive's article.
OFFICES = [
    (Office.REPRESENTATIVE, "briefcase", "m. 11"),
    (Office.COORDINATOR, "user-cog", "m. 8"),
    (Office.ACTING, "hourglass", "m. 8"),
    (Office.ASSISTANT, "users", "m. 9"),
    (Office.STAFF, "user", "m. 10"),
    (Office.VICE_RECTOR, "landmark", "m. 11/2"),
    (Office.REGISTRAR, "stamp", ""),
]
