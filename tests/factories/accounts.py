"""Users and their terms of office."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.units.models import Level, Unit


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = Sequence(lambda n: f"kisi{n}@ornek.example")
    name = Sequence(lambda n: f"Deneme Kişi{n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        """With the confirmed address allauth wants, and a password."""
        user = model_class.objects.create_user(kwargs.pop("email"), "parola-Deneme-1", **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


def appoint(user: User, office: str, *, by: User | None = None, days: int = 365, **fields: Any) -> Appointment:
    """A term in force today, as if the registrar had recorded it."""
    today = timezone.localdate()
    fields.setdefault("starts", today - timedelta(days=365))
    fields.setdefault("ends", today + timedelta(days=days))
    fields.setdefault("decision_number", "2026/1")
    fields.setdefault("decision_date", date(2026, 1, 5))
    if office != Office.REGISTRAR and by is None:
        by = User.objects.filter(email="kayit@ornek.example").first() or UserFactory.create(
            email="kayit@ornek.example", name="Kayıt Görevlisi"
        )
    appointment = Appointment(office=office, user=user, entered_by=by, **fields)
    appointment.effective_end = appointment.expected_end()
    appointment.save()  # the database has all the rules; a full_clean() would ask for each of them once more
    appointment.refresh_from_db()
    user.__dict__.pop("_powers", None)
    return appointment


def represent(user: User, unit: Unit, levels: list[int] | None = None, **fields: Any) -> Appointment:
    return appoint(user, Office.REPRESENTATIVE, unit=unit, levels=levels or [int(level) for level in Level], **fields)


def grant(appointment: Appointment, code: str, by: User) -> DutyGrant:
    duty = DutyGrant.objects.create(
        appointment=appointment, code=code, starts=appointment.starts, ends=appointment.ends, granted_by=by
    )
    appointment.user.__dict__.pop("_powers", None)
    return duty
