"""Units of one name beside one another."""

import pytest
from django.utils import translation

from mik.units.models import Unit
from mik.units.names import told_apart
from tests.factories.units import DepartmentFactory, FacultyFactory

pytestmark = pytest.mark.django_db


def test_only_those_of_one_name_bear_the_unit_above() -> None:
    above = [FacultyFactory.create(name=name) for name in ("Mühendislik Fakültesi", "Fen Bilimleri Enstitüsü")]
    first, second = (DepartmentFactory.create(name="Bilgisayar Mühendisliği", parent=unit) for unit in above)
    other = DepartmentFactory.create(name="Mimarlık", parent=above[0])
    found = told_apart(Unit.objects.filter(pk__in=[first.pk, second.pk, other.pk]).order_by("-pk"))
    assert list(found.items()) == [
        (other.pk, "Mimarlık"),
        (second.pk, "Bilgisayar Mühendisliği (Fen Bilimleri Enstitüsü)"),
        (first.pk, "Bilgisayar Mühendisliği (Mühendislik Fakültesi)"),
    ]


def test_names_are_compared_as_they_are_read() -> None:
    """Two Turkish names with one English name."""
    faculty = FacultyFactory.create(name_en="Faculty of Engineering")
    units = [DepartmentFactory.create(name=name, name_en="Surveying", parent=faculty) for name in ("Harita", "Ölçme")]
    assert list(told_apart(units).values()) == ["Harita", "Ölçme"]
    with translation.override("en"):
        assert set(told_apart(units).values()) == {"Surveying (Faculty of Engineering)"}
