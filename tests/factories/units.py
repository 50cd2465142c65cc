"""Units for tests: a faculty, its departments, their programmes."""

from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from mik.common.turkish import fold
from mik.units.models import Kind, Level, Unit


class FacultyFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("key",)

    kind = Kind.FACULTY
    name = "Mühendislik Fakültesi"
    key = LazyAttribute(lambda unit: f"faculty/{fold(unit.name)}")


class DepartmentFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("key",)

    kind = Kind.DEPARTMENT
    name = Sequence(lambda n: f"Bölüm {n}")
    parent = SubFactory(FacultyFactory)
    key = LazyAttribute(lambda unit: f"{unit.parent.key}/department/{fold(unit.name)}")


class ProgrammeFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("key",)

    kind = Kind.PROGRAMME
    parent = SubFactory(DepartmentFactory)
    name = LazyAttribute(lambda unit: unit.parent.name)
    level = Level.BACHELOR
    key = LazyAttribute(lambda unit: f"{unit.parent.key}/programme/{int(unit.level)}")


def department_with_programmes(name: str, **fields: Any) -> Unit:
    """A department with a programme at each of the four levels."""
    department = DepartmentFactory.create(name=name, **fields)
    if not Unit.objects.filter(parent=department).exists():
        Unit.objects.bulk_create([ProgrammeFactory.build(parent=department, level=level) for level in Level])
    return department


def programme_of(department: Unit, level: int = Level.BACHELOR) -> Unit:
    return Unit.objects.get(parent=department, kind=Kind.PROGRAMME, level=level)
