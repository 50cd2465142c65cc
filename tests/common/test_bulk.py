"""COPY with the values that ``save`` would write; one parameter for many values."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mik.common.arrays import AnyOf
from mik.common.bulk import copy_into, copy_tables, copy_values, give_keys
from mik.common.copytext import BLOCK
from mik.people.models import ContactPoint, NameWord, Person, Source

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


AWKWARD = ["", "\\N", "a\tb", "iki\nsatır\r", "C:\\yol", "Ş. Öz", "\\", "d\\.", "“”€😀"]


def test_copied_text_reads_as_it_was_written() -> None:
    """COPY's own signs, in enough rows for a helper to make the text of the later ones."""
    rows = [FACTS | {"given_names": f"A{n}", "former_surname": AWKWARD[n % len(AWKWARD)]} for n in range(1_200)]
    keys = copy_values(Person, rows)
    told = dict(Person.objects.filter(pk__in=keys).values_list("pk", "former_surname"))
    assert [told[key] for key in keys] == [row["former_surname"] for row in rows]
    assert {person.tckn for person in Person.objects.filter(pk__in=keys[::300])} == {FACTS["tckn"]}


def test_a_value_like_that_of_the_row_before_is_written_as_well() -> None:
    keys = copy_values(Person, [FACTS | {"birth_date": born} for born in (None, FACTS["birth_date"], None, None)])
    born = dict(Person.objects.filter(pk__in=keys).values_list("pk", "birth_date"))
    assert [born[key] for key in keys] == [None, FACTS["birth_date"], None, None]


def test_rows_of_several_tables_stand_or_fall_together() -> None:
    person = FACTS | {"id": give_keys(Person, [{}])[0]}
    address = {"person_id": person["id"], "kind": "email", "value": "a@b.example", "normalised": "a@b.example"}
    copy_tables((Person, [person]), (ContactPoint, [address]), (NameWord, []))
    assert ContactPoint.objects.get().person.surname == FACTS["surname"]

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_tables((Person, [dict(FACTS) for _n in range(BLOCK + 1)]), (ContactPoint, [address | {"id": None}]))
    assert Person.objects.count() == 1
