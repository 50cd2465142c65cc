"""COPY with the values that ``save`` would write; one parameter for many values."""

from datetime import date

import pytest

from mik.common.arrays import AnyOf
from mik.common.bulk import copy_into, copy_values
from mik.people.models import ContactPoint, Person, Source

pytestmark = pytest.mark.django_db

FACTS = {"given_names": "İlkay", "surname": "Iğdırlıoğlu-Şahin", "birth_date": date(1984, 2, 29), "tckn": "10000000146"}


def test_rows_take_the_defaults_of_what_they_do_not_tell() -> None:
    (key,) = copy_values(Person, [dict(FACTS)])

    copied, saved = Person.objects.get(pk=key), Person.objects.create(**FACTS)
    saved.refresh_from_db()
    differing = {"id", "created_at", "updated_at"}
    names = [field.attname for field in Person._meta.concrete_fields if field.attname not in differing]
    assert {name: getattr(copied, name) for name in names} == {name: getattr(saved, name) for name in names}
    assert copied.updated_at >= copied.created_at


def test_keys_come_back_in_order_and_those_told_are_kept() -> None:
    rows = [FACTS | {"given_names": name} for name in ("Ali", "Ece")]
    keys = copy_values(Person, rows)
    assert [Person.objects.get(pk=key).given_names for key in keys] == ["Ali", "Ece"]
    assert [row["id"] for row in rows] == keys
    assert copy_values(Person, [FACTS | {"id": max(keys) + 5}]) == [max(keys) + 5]
    assert copy_values(Person, []) == []


def test_a_choice_is_written_as_its_value() -> None:
    (key,) = copy_values(Person, [dict(FACTS)])
    contact = ContactPoint(person_id=key, kind=ContactPoint.Kind.EMAIL, value="a@b.example", source=Source.OFFICE)
    copy_into(ContactPoint, [contact])
    assert not contact._state.adding
    assert list(ContactPoint.objects.values_list("pk", "kind", "source")) == [(contact.pk, "email", "office")]


@pytest.mark.parametrize(("wanted", "found"), [([], []), (["Ali"], ["Ali"]), (["Ali", "Ece", "x'\\"], ["Ali", "Ece"])])
def test_any_of_many_values(wanted: list[str], found: list[str]) -> None:
    copy_values(Person, [FACTS | {"given_names": name} for name in ("Ali", "Ece", "Su")])
    people = Person.objects.filter(AnyOf("given_names", wanted)).order_by("given_names")
    assert list(people.values_list("given_names", flat=True)) == found
    assert people.filter(AnyOf("tckn_hash", [b"\0" * 32])).count() == 0
