"""Graduates: record, graduation, membership, career."""

from datetime import date
from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from alumni.career.models import Employment
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.organisations.models import Organisation
from mik.units.models import Unit
from tests.factories.people import PersonFactory, add_contacts
from tests.factories.units import ProgrammeFactory


class AlumnusFactory(DjangoModelFactory[Alumnus]):
    class Meta:
        model = Alumnus

    person = SubFactory(PersonFactory)


class GraduationFactory(DjangoModelFactory[Graduation]):
    class Meta:
        model = Graduation

    alumnus = SubFactory(AlumnusFactory)
    programme = SubFactory(ProgrammeFactory)
    level = LazyAttribute(lambda g: g.programme.level)
    year = 2014
    graduated_on = LazyAttribute(lambda g: date(g.year, 6, 27))
    diploma_no = Sequence(lambda n: f"T/{90000 + n}")
    student_no = Sequence(lambda n: f"{300000 + n}")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Kıyı İnşaat {n}")


class EmploymentFactory(DjangoModelFactory[Employment]):
    class Meta:
        model = Employment

    alumnus = SubFactory(AlumnusFactory)
    employer = SubFactory(OrganisationFactory)
    title = "Şantiye Şefi"
    occupation = "21"
    sector = "F"
    province = "61"
    starts = date(2021, 9, 1)
    is_primary = True
    visibility = "members"


class ClaimFactory(DjangoModelFactory[Claim]):
    class Meta:
        model = Claim

    state = Claim.State.SUBMITTED
    given_names = "Hüseyin"
    surname = "İnce"
    birth_date = date(2001, 3, 4)
    year = 2022


def graduate(programme: Unit, *, contacts: bool = True, year: int = 2014, **person: Any) -> Alumnus:
    """A graduate of a programme with a graduation and, unless told otherwise, an e-mail and a phone."""
    alumnus = AlumnusFactory.create(person=PersonFactory.create(**person))
    GraduationFactory.create(alumnus=alumnus, programme=programme, year=year)
    if contacts:
        add_contacts(alumnus.person)
    return alumnus


def enrol(alumnus: Alumnus, user: User) -> Membership:
    """Tie an account to a record."""
    alumnus.person.user = user
    alumnus.person.save()
    user.name = alumnus.person.full_name
    user.save()
    return Membership.objects.create(alumnus=alumnus, user=user, method=Membership.Method.REPRESENTATIVE)


def show(user: User, circle: str, *fields: str) -> None:
    """Let a member show name, programme and year, or only the ``fields`` named, to this circle and no wider."""
    names = fields or ("name", "programme", "year")
    Membership.objects.filter(user=user).update(**{f"{name}_shown": circle for name in names})


def hide(user: User) -> None:
    """Let a member be nowhere."""
    show(user, "nobody", "name")
