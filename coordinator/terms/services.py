"""Recording and ending terms so that every refusal, the database's own included, reads as a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.terms.permissions import can_hand_out_duties
from mik.accounts import services
from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.accounts.powers import forget_powers
from mik.mail.services import send_mail
from mik.work.services import notify


@contextmanager
def readable_refusals() -> Iterator[None]:
    """A constraint that fires in the database (two people at once) becomes a ValidationError."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as refusal:
        raise ValidationError(_message_of(refusal)) from refusal


def _message_of(refusal: DatabaseError) -> str:
    name = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None)
    for constraint in Appointment._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    if isinstance(refusal, DataError):
        return _("Bu tarihten sonra başlayacak bir yardımcı görevi var; önce onu düzeltin.")
    return _("Kayıt, başka bir kayıtla çelişiyor. Sayfayı yenileyip yeniden deneyin.")


def refuse_own(*, by: User, user: User) -> None:
    if by.pk == user.pk:
        raise PermissionDenied(
            _("Kendi görevinizi siz kaydedemez, değiştiremez ve bitiremezsiniz; bunu başka bir kayıt görevlisi yapar.")
        )


def record(*, by: User, office: Office, data: dict[str, Any]) -> Appointment:
    """Record a decision from a valid AppointmentForm, opening an account where there is none."""
    with readable_refusals():
        user = data["user"] or _open_account(data["email"], data["name"])
        refuse_own(by=by, user=user)
        appointment = services.record_appointment(
            by=by,
            user=user,
            office=office,
            starts=data["starts"],
            ends=data["ends"],
            decision_number=data["decision_number"],
            decision_date=data["decision_date"],
            unit_id=data.get("unit"),
            levels=sorted(data.get("levels", [])),
            under_id=data.get("under"),
        )
        _tell(appointment, "appointment_recorded", _("Size bir görev kaydedildi: %(office)s"))
    return appointment


def _open_account(email: str, name: str) -> User:
    """Without a password: the person comes in with a code sent to the address, which proves it."""
    user = User.objects.create_user(email=email, name=name)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user


def _tell(appointment: Appointment, template: str, text: str) -> None:
    user = appointment.user
    said = text % {"office": appointment.get_office_display()}
    notify(user=user, kind="work.terms", text=said, url="/panel/")
    context = {"appointment": appointment, "name": user.name, "unit": appointment.unit}
    send_mail(to=user.email, template=f"coordinator/{template}", context=context, language=user.language)


def end(*, by: User, appointment: Appointment, on: date, reason: str) -> Appointment:
    """End a term early; an assistant's ends with it by the database itself."""
    refuse_own(by=by, user=appointment.user)
    with readable_refusals():
        ended = services.end_appointment(by=by, appointment=appointment, on=on, reason=reason)
        _tell(ended, "appointment_ended", _("Görevinizin bitişi kaydedildi: %(office)s"))
    return ended


def grant_duty(*, by: User, appointment: Appointment, code: str, starts: date, ends: date) -> DutyGrant:
    """Hand out a duty. Raises ValidationError when the person has it then already."""
    if not can_hand_out_duties(by) or appointment.office != Office.STAFF:
        raise PermissionDenied
    with transaction.atomic():
        # Two at once wait for each other at the staff member's term.
        Appointment.objects.select_for_update().get(pk=appointment.pk)
        overlapping = DutyGrant.objects.filter(appointment=appointment, code=code, starts__lte=ends, ends__gte=starts)
        if overlapping.exists():
            raise ValidationError(_("Bu kişide bu iş o tarihlerde zaten var."))
        grant = DutyGrant.objects.create(appointment=appointment, code=code, starts=starts, ends=ends, granted_by=by)
    forget_powers(appointment.user)
    return grant


@transaction.atomic
def end_duty(*, by: User, grant: DutyGrant) -> None:
    """Take a duty back at once; one that has not begun disappears (its history stays)."""
    if not can_hand_out_duties(by):
        raise PermissionDenied
    yesterday = timezone.localdate() - timedelta(days=1)
    if grant.starts > yesterday:
        grant.delete()
    else:
        grant.ends = min(grant.ends, yesterday)
        grant.save(update_fields=["ends"])
    forget_powers(grant.appointment.user)
