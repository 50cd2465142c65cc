"""Recording decisions about terms of office (directive 8, 9, 11). Only the registrar does, never the own."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mik.accounts.models import Appointment, Office, User
from mik.accounts.powers import forget_powers, powers_of


def term_end(starts: date, years: int | None = None) -> date:
    """The last day of a term of whole years (the directive's three unless the decision says otherwise)."""
    years = years or settings.TERM_YEARS
    try:
        return starts.replace(year=starts.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return starts.replace(year=starts.year + years, day=28)


@transaction.atomic
def record_appointment(*, by: User, user: User, office: str, starts: date, **fields: Any) -> Appointment:
    """Enter a decision of the Rectorate. Raises ValidationError on overlap, PermissionDenied for the wrong hand."""
    if not powers_of(by).is_registrar:
        raise PermissionDenied
    fields["ends"] = fields.get("ends") or term_end(starts)
    appointment = Appointment(office=office, user=user, starts=starts, entered_by=by, **fields)
    save_checked(appointment)
    forget_powers(user)
    return appointment


@transaction.atomic
def end_appointment(*, by: User, appointment: Appointment, on: date, reason: str) -> Appointment:
    """End a term before its time; the assistant's ends with the coordinator's by the database itself."""
    if not powers_of(by).is_registrar or appointment.user_id == by.pk:
        raise PermissionDenied
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    appointment.early_end, appointment.early_end_reason = on, reason
    save_checked(appointment)
    return appointment


@transaction.atomic
def appoint_first_registrar(*, user: User, decision_number: str, decision_date: date) -> Appointment:
    """The one appointment nobody in the platform records: by ``manage.py appoint_registrar``."""
    if Appointment.objects.filter(office=Office.REGISTRAR).in_force().exists():
        raise ValidationError(_("Görevde bir kayıt görevlisi var; yenisini o kaydeder."))
    appointment = Appointment(
        office=Office.REGISTRAR,
        user=user,
        decision_number=decision_number,
        decision_date=decision_date,
        starts=decision_date,
        ends=term_end(decision_date, 10),
    )
    save_checked(appointment)
    return appointment


def save_checked(appointment: Appointment) -> None:
    """Validate with readable messages, save, and read back the end that the database computed."""
    appointment.effective_end = appointment.expected_end()
    appointment.full_clean()
    appointment.save()
    appointment.refresh_from_db()
