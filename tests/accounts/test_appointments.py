"""Terms of office: one test per rule of the database, and power as it follows from the terms."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.accounts.powers import powers_of
from mik.accounts.services import appoint_first_registrar, end_appointment, record_appointment, term_end
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory, appoint, grant, represent
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today() -> date:
    """Asked anew each time: a run of the tests may last beyond midnight."""
    return timezone.localdate()


def raw(**fields: Any) -> Appointment:
    """A row as the database gets it, past every check of Python's."""
    fields.setdefault("decision_number", "2026/1")
    fields.setdefault("decision_date", date(2026, 1, 5))
    fields.setdefault("starts", today() - 10 * DAY)
    fields.setdefault("ends", today() + 100 * DAY)
    fields.setdefault("effective_end", fields["ends"])
    return Appointment.objects.create(**fields)


@pytest.fixture
def refused() -> Any:
    """``with refused("constraint_name"):`` the database says no, and by which rule."""

    class Refused:
        def __init__(self, name: str) -> None:
            self.name = name

        def __enter__(self) -> None:
            self.block = transaction.atomic()
            self.block.__enter__()

        def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
            self.block.__exit__(kind, error, trace)
            assert isinstance(error, IntegrityError)
            assert error.__cause__.diag.constraint_name == self.name  # type: ignore[union-attr]  # psycopg's
            return True

    return Refused


# --- One at a time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("office", [Office.COORDINATOR, Office.ACTING])
def test_one_coordinator_or_acting_one_at_a_time(coordinator: User, registrar: User, refused: Any, office: str) -> None:
    with refused("one_coordinator_at_a_time"):
        raw(office=office, user=UserFactory.create(), entered_by=registrar)


def test_terms_touching_on_one_day_overlap(registrar: User, refused: Any) -> None:
    first = appoint(UserFactory.create(), Office.COORDINATOR, by=registrar)
    fields = {"office": Office.COORDINATOR, "user": UserFactory.create(), "entered_by": registrar}
    with refused("one_coordinator_at_a_time"):
        raw(**fields, starts=first.effective_end, ends=first.effective_end + 9 * DAY)
    raw(**fields, starts=first.effective_end + DAY, ends=first.effective_end + 9 * DAY)


def test_one_assistant_at_a_time(assistant: User, coordinator: User, registrar: User, refused: Any) -> None:
    under = coordinator.appointments.get()
    with refused("one_assistant_at_a_time"):
        raw(office=Office.ASSISTANT, user=UserFactory.create(), entered_by=registrar, under=under)


def test_one_representative_per_unit_and_level(
    representative: User, department: Unit, registrar: User, refused: Any
) -> None:
    with refused("one_representative_per_unit_and_level"):
        raw(
            office=Office.REPRESENTATIVE,
            user=UserFactory.create(),
            entered_by=registrar,
            unit=department,
            levels=[Level.DOCTORATE],
        )


def test_levels_of_a_unit_may_be_shared_out(department: Unit, registrar: User) -> None:
    represent(UserFactory.create(), department, [Level.BACHELOR], by=registrar)
    represent(UserFactory.create(), department, [Level.MASTER, Level.DOCTORATE], by=registrar)
    assert Appointment.objects.representatives().in_force().filter(unit=department).count() == 2


def test_several_people_may_be_staff(staff: User, registrar: User) -> None:
    appoint(UserFactory.create(), Office.STAFF, by=registrar)
    assert Appointment.objects.in_force().filter(office=Office.STAFF).count() == 2


def test_an_early_end_makes_room(representative: User, department: Unit, registrar: User) -> None:
    end_appointment(by=registrar, appointment=representative.appointments.get(), on=today(), reason="istifa")
    represent(UserFactory.create(), department, by=registrar, starts=today() + DAY)


# --- What a term must say --------------------------------------------------------------------------


def test_a_representative_without_a_unit_is_refused(registrar: User, refused: Any) -> None:
    with refused("representative_has_a_unit_and_levels"):
        raw(office=Office.REPRESENTATIVE, user=UserFactory.create(), entered_by=registrar, levels=[6])


@pytest.mark.parametrize("levels", [[], None])
def test_a_representative_without_levels_is_refused(department: Unit, registrar: User, levels: Any) -> None:
    with pytest.raises(IntegrityError):
        raw(
            office=Office.REPRESENTATIVE,
            user=UserFactory.create(),
            entered_by=registrar,
            unit=department,
            levels=levels,
        )


def test_other_offices_have_no_unit(department: Unit, registrar: User, refused: Any) -> None:
    with refused("representative_has_a_unit_and_levels"):
        raw(office=Office.STAFF, user=UserFactory.create(), entered_by=registrar, unit=department)


def test_an_assistant_names_the_coordinators_term(registrar: User, refused: Any) -> None:
    with refused("assistant_names_the_coordinator"):
        raw(office=Office.ASSISTANT, user=UserFactory.create(), entered_by=registrar)


def test_only_an_assistant_is_under_a_coordinator(coordinator: User, registrar: User, refused: Any) -> None:
    with refused("assistant_names_the_coordinator"):
        under = coordinator.appointments.get()
        raw(office=Office.STAFF, user=UserFactory.create(), entered_by=registrar, under=under)


def test_a_term_ends_after_it_starts(registrar: User) -> None:
    with pytest.raises(Exception, match=r"appointment_ends_after_it_starts|range lower bound"), transaction.atomic():
        raw(office=Office.STAFF, user=UserFactory.create(), entered_by=registrar, ends=today() - 20 * DAY)


@pytest.mark.parametrize(
    ("on", "reason"),
    [(today(), ""), (today() - 400 * DAY, "istifa"), (today() + 400 * DAY, "istifa"), (None, "nedensiz")],
)
def test_an_early_end_lies_within_the_term_and_says_why(
    staff: User, refused: Any, on: date | None, reason: str
) -> None:
    with refused("early_end_within_the_term_and_reasoned"):
        staff.appointments.update(early_end=on, early_end_reason=reason)


def test_nobody_records_the_own_appointment(registrar: User, refused: Any) -> None:
    with refused("nobody_records_the_own_appointment"):
        raw(office=Office.STAFF, user=registrar, entered_by=registrar)


def test_only_a_registrars_term_comes_from_nobody(refused: Any) -> None:
    with refused("nobody_records_the_own_appointment"):
        raw(office=Office.STAFF, user=UserFactory.create(), entered_by=None)


def test_the_python_checks_speak_the_databases_rules(coordinator: User) -> None:
    second = coordinator.appointments.get()
    second.pk, second.user = None, UserFactory.create()
    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    assert refusal.value.messages == ["Bu süre içinde görevde başka bir koordinatör ya da vekil var."]


# --- The assistant ends with the coordinator (directive 9(1)) ---------------------------------------


def test_an_assistants_term_is_cut_by_the_coordinators(coordinator: User, registrar: User) -> None:
    under = coordinator.appointments.get()
    term = appoint(UserFactory.create(), Office.ASSISTANT, by=registrar, under=under, days=900)
    assert (term.ends, term.effective_end) == (today() + 900 * DAY, under.effective_end)
    assert term.ends_with_the_coordinator


def test_an_early_end_of_the_coordinator_ends_the_assistant_in_the_database(assistant: User, coordinator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_appointment SET early_end = %s, early_end_reason = 'istifa' WHERE user_id = %s",
            [today() + 3 * DAY, coordinator.pk],
        )
    assert assistant.appointments.get().effective_end == today() + 3 * DAY


def test_the_database_computes_the_effective_end_whatever_is_said(staff: User) -> None:
    staff.appointments.update(effective_end=today() + 5000 * DAY)
    term = staff.appointments.get()
    assert term.effective_end == term.ends


def test_an_assistants_own_early_end_leaves_the_coordinator(
    assistant: User, coordinator: User, registrar: User
) -> None:
    before = coordinator.appointments.get().effective_end
    end_appointment(by=registrar, appointment=assistant.appointments.get(), on=today(), reason="istifa")
    assert assistant.appointments.get().effective_end == today()
    assert coordinator.appointments.get().effective_end == before


# --- Three years -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2023, 12, 15), date(2026, 12, 14)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_term_of_three_years(starts: date, ends: date) -> None:
    assert term_end(starts) == ends


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_a_term_is_three_years_to_the_day_and_the_next_begins_in_another_year(starts: date) -> None:
    ends = term_end(starts)
    assert 1094 <= (ends - starts).days <= 1095
    assert ((ends + DAY).month, (ends + DAY).day) in {(starts.month, starts.day), (3, 1)}


# --- Who records -----------------------------------------------------------------------------------


def test_only_the_registrar_records(coordinator: User, staff: User, vice_rector: User, alumna: User) -> None:
    for user in (coordinator, staff, vice_rector, alumna):
        with pytest.raises(PermissionDenied):
            record_appointment(by=user, user=UserFactory.create(), office=Office.STAFF, starts=today())


def test_the_registrar_never_ends_the_own_term(registrar: User) -> None:
    with pytest.raises(PermissionDenied):
        end_appointment(by=registrar, appointment=registrar.appointments.get(), on=today(), reason="istifa")


def test_the_first_registrar_comes_once(registrar: User) -> None:
    with pytest.raises(ValidationError):
        appoint_first_registrar(user=UserFactory.create(), decision_number="1", decision_date=today())


# --- Power follows from the day --------------------------------------------------------------------


@pytest.fixture
def term(department: Unit, registrar: User) -> Appointment:
    return represent(UserFactory.create(), department, by=registrar, starts=today() - 50 * DAY, ends=today() + 50 * DAY)


def days_around(term: Appointment) -> Iterator[tuple[date, bool]]:
    yield term.starts - DAY, False
    yield term.starts, True
    yield term.effective_end, True
    yield term.effective_end + DAY, False


def test_power_begins_and_ends_with_the_days_of_the_term(term: Appointment, department: Unit) -> None:
    found = {day: powers_of(term.user, at=day).is_representative for day, _expected in days_around(term)}
    assert found == dict(days_around(term))


def test_a_representative_reaches_the_programmes_of_the_own_levels(department: Unit, registrar: User) -> None:
    user = UserFactory.create()
    represent(user, department, [Level.MASTER, Level.DOCTORATE], by=registrar)
    expected = {programme_of(department, level).pk for level in (Level.MASTER, Level.DOCTORATE)}
    assert powers_of(user).programme_ids == expected


def test_a_former_representative_has_no_power(former_representative: User) -> None:
    assert powers_of(former_representative).represented == ()


def test_the_power_of_an_assistant_ends_with_the_coordinators(
    assistant: User, coordinator: User, registrar: User
) -> None:
    end_appointment(by=registrar, appointment=coordinator.appointments.get(), on=today() - DAY, reason="istifa")
    again = User.objects.get(pk=assistant.pk)
    assert not powers_of(again).is_office
    assert powers_of(again, at=today() - DAY).is_office


def test_staff_have_the_duties_of_today_and_no_others(staff: User, coordinator: User) -> None:
    held = staff.appointments.get()
    DutyGrant.objects.create(
        appointment=held, code="alumni.claims", starts=today() - 9 * DAY, ends=today() - DAY, granted_by=coordinator
    )
    grant(held, "alumni.registry", coordinator)
    powers = powers_of(User.objects.get(pk=staff.pk))
    assert (powers.has_duty("alumni.registry"), powers.has_duty("alumni.claims")) == (True, False)


def test_duties_end_with_the_term(staff: User, coordinator: User, registrar: User) -> None:
    held = staff.appointments.get()
    grant(held, "alumni.registry", coordinator)
    end_appointment(by=registrar, appointment=held, on=today() - DAY, reason="istifa")
    assert not powers_of(User.objects.get(pk=staff.pk)).has_duty("alumni.registry")


def test_a_closed_account_has_no_power(coordinator: User) -> None:
    coordinator.is_active = False
    assert powers_of(coordinator).offices == frozenset()


def test_powers_take_three_queries_at_most(staff_with_duty: User, django_assert_max_num_queries: Any) -> None:
    user = User.objects.get(pk=staff_with_duty.pk)
    with django_assert_max_num_queries(3):
        powers_of(user)
        powers_of(user)
