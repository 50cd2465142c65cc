"""Some graduates who are recorded twice, as lists from several hands make them, and what departments ask about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from alumni.registry.duplicates.finding import AlreadySearching, find_duplicates
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.duplicates.services import ask_across, call_different
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import office_scope, representative_scope
from mik.accounts.models import Appointment, User
from mik.home.demo import accounts
from mik.home.demo.cast import ENGINEERING, department
from mik.people.models import ContactPoint, Person, Source
from mik.units.models import Unit


@dataclass
class Copy:
    """The second record of somebody, before it is written."""

    person: Person
    keeps_student_no: bool = False
    keeps_phone: bool = False
    unit: Unit | None = None


def _typo(copy: Copy) -> None:
    name = copy.person.surname
    copy.person.surname = name[:2] + name[3] + name[2] + name[4:] if len(name) > 4 else name + name[-1]


def _married(copy: Copy) -> None:
    copy.person.former_surname, copy.person.surname = copy.person.surname, "Karaosmanoğlu"


def _swapped(copy: Copy) -> None:
    copy.person.given_names, copy.person.surname = copy.person.surname, copy.person.given_names


def _undated(copy: Copy) -> None:
    copy.person.birth_date, copy.keeps_student_no = None, True


def _day_and_month(copy: Copy) -> None:
    day = copy.person.birth_date
    if isinstance(day, date) and day.day <= 12:
        copy.person.birth_date = day.replace(day=day.month, month=day.day)
    copy.keeps_phone = True


def _plain(copy: Copy) -> None:
    copy.keeps_phone = True


CHANGES: tuple[Callable[[Copy], None], ...] = (_plain, _typo, _married, _undated, _swapped, _day_and_month)


def make() -> None:
    if DuplicatePair.objects.exists():
        return
    own, other = department(ENGINEERING, "Makine Mühendisliği"), department(ENGINEERING, "İnşaat Mühendisliği")
    for number, first in enumerate([*_unclaimed(own)[:6], *_unclaimed(other)[:6]]):
        _record_again(first, CHANGES[number % len(CHANGES)])
    elsewhere = [_record_again(first, _plain, unit=other) for first in _unclaimed(own)[6:8]]
    try:
        find_duplicates()
    except AlreadySearching:
        return
    _decide()
    for asker, asked, alumni in ((own, other, _unclaimed(own)), (other, own, elsewhere)):
        if alumni:
            _ask(asker, asked, alumni[-1])


def _unclaimed(unit: Unit) -> list[Alumnus]:
    """Graduates of a department whom nobody has an account of, the same at every run."""
    found = Alumnus.objects.filter(graduations__programme__parent=unit, person__user=None, source=Source.IMPORT)
    known = found.exclude(person__birth_date=None).select_related("person").order_by("pk").distinct()
    return list(known.filter(claims=None)[:8])


def _record_again(first: Alumnus, change: Callable[[Copy], None], *, unit: Unit | None = None) -> Alumnus:
    old = first.person
    copy = Copy(Person(given_names=old.given_names, surname=old.surname, birth_date=old.birth_date, sex=old.sex))
    change(copy)
    copy.person.save()
    second = Alumnus.objects.create(person=copy.person, source=Source.REPRESENTATIVE)
    graduation = first.graduations.order_by("year").first()
    if graduation is not None:
        _graduate_again(second, graduation, copy, unit)
    for contact in ContactPoint.objects.filter(person=old, kind="phone")[: int(copy.keeps_phone)]:
        ContactPoint.objects.create(
            person=copy.person, kind="phone", value=contact.value, normalised=contact.normalised, is_primary=True,
            source=Source.REPRESENTATIVE,
        )  # fmt: skip
    return second


def _graduate_again(second: Alumnus, graduation: Graduation, copy: Copy, unit: Unit | None) -> None:
    programme = graduation.programme
    if unit is not None:
        programme = unit.children.filter(level=graduation.level).first() or programme
    Graduation.objects.create(
        alumnus=second, programme=programme, level=programme.level or graduation.level, year=graduation.year,
        student_no=graduation.student_no if copy.keeps_student_no else "", source=Source.REPRESENTATIVE,
    )  # fmt: skip


def _decide() -> None:
    """The office has said of one pair that they are two people."""
    married = DuplicatePair.objects.filter(second__person__surname="Karaosmanoğlu").order_by("pk")
    pair = married.select_related("first__person", "second__person").first()
    coordinator = User.objects.get(email=accounts.COORDINATOR)
    if pair is not None:
        call_different(pair=pair, scope=office_scope(coordinator))


def _ask(own: Unit, other: Unit, graduate: Alumnus) -> None:
    """The representative of ``own`` asks about a graduate of theirs."""
    term = Appointment.objects.in_force().representatives().filter(unit=own).select_related("user").first()
    if term is None or MergeRequest.objects.filter(alumnus=graduate).exists():
        return
    scope = representative_scope(term.user, own.pk)
    mine = scope.alumni().filter(pk=graduate.pk).select_related("person").first()
    if mine is not None:
        graduation = mine.graduations.first()
        ask_across(
            alumnus=mine, unit=other, name=mine.person.full_name, year=graduation.year if graduation else None,
            note="Aynı yıllarda iki bölümde de okuduğunu söylüyor.", scope=scope,
        )  # fmt: skip
