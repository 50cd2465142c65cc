"""Names are found however they are written; mistakes are forgiven; the words of names keep themselves."""

import unicodedata

import pytest

from mik.common.turkish import lower, upper
from mik.people.models import NameWord, Person
from mik.people.search import alike, forget_words, matching, words_holding
from mik.people.walking import first_of, some_of

pytestmark = pytest.mark.django_db


def person(given: str, surname: str, former: str = "") -> Person:
    return Person.objects.create(given_names=given, surname=surname, former_surname=former)


def spellings(name: str) -> set[str]:
    """As registers, telephones and lists write it."""
    plain = name.translate(str.maketrans("çğıöşüÇĞİÖŞÜâîû", "cgiosuCGIOSUaiu"))
    forms = {name, upper(name), lower(name), plain, plain.upper(), plain.lower(), name.upper(), name.lower()}
    return forms | {unicodedata.normalize("NFD", form) for form in forms}


@pytest.mark.parametrize("name", ["Işık", "İbrahim", "Şükrü", "Çağrı", "Öz", "Gülizar", "Iğdırlıoğlu", "Kâzım"])
def test_every_spelling_finds_the_name(name: str) -> None:
    somebody = person("Ali", name)
    for spelling in spellings(name):
        assert list(Person.objects.filter(matching(spelling))) == [somebody], spelling


def test_words_in_any_order_initials_and_former_names() -> None:
    somebody = person("Şükriye Nur", "Öz-Kaya", "Işıkgör")
    person("Ali", "Gözde")
    for words in ("Ş. Öz", "öz ş", "nur kaya", "KAYA Şükriye", "ışıkgör", "n. işik"):
        assert list(Person.objects.named(words)) == [somebody], words
    assert not Person.objects.named("k. veli").exists()
    assert not Person.objects.named("...").exists()


@pytest.mark.parametrize("typed", ["Mehmt", "Mehemt", "mehmed", "MEHMETT", "Mehmt Kalyoncoğlu"])
def test_mistakes_are_forgiven(typed: str) -> None:
    somebody = person("Mehmet", "Kalyoncuoğlu")
    person("Ahmet", "Kaya")
    assert list(Person.objects.filter(alike(typed))) == [somebody]


def test_two_names_written_as_one() -> None:
    somebody = person("Ayşe Nur", "Kaya")
    person("Ayşe", "Demir")
    assert list(Person.objects.filter(alike("Ayşenur"))) == [somebody]


def test_words_come_and_go_with_the_names() -> None:
    somebody = person("Ayşe", "Yılmaz")
    Person.objects.filter(pk=somebody.pk).update(surname="Warsame")
    assert words_holding(["arsa"]) == {"arsa": ["warsame"]}
    assert forget_words() == 1
    assert set(NameWord.objects.values_list("word", flat=True)) >= {"ayse", "warsame"}
    assert not words_holding(["yilmaz"])


def test_walking_gives_the_first_in_turkish_order_and_the_longest_names() -> None:
    names = [("Çiğdem", "Ali"), ("Can", "Alioğlu"), ("Işıl", "Ali"), ("İsa", "Ali"), ("A B C D E", "F Ali")]
    people = {given: person(given, surname) for given, surname in names}
    words = words_holding(["ali"])["ali"]
    order = [people[given].pk for given in ("A B C D E", "Can", "Çiğdem", "Işıl", "İsa")]
    assert first_of(Person.objects.all(), words, limit=9) == order
    assert first_of(Person.objects.all(), words, limit=2, descending=True) == order[:-3:-1]
    assert set(some_of(Person.objects.all(), words, limit=9)) == set(order)
