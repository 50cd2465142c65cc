"""What everybody may know: nothing on the page, in its drawings or in its file tells of few people."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from io import StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus, Graduation
from mik.common import hooks
from mik.common.hooks import FigureValue
from mik.figures import disclosure
from mik.figures.models import FigureSnapshot
from mik.figures.public import disclosed, numbers_of
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
PAGE, FILE = reverse("figures:public"), reverse("figures:public_download")


@pytest.fixture
def crowd(department: Unit, other_department: Unit) -> Iterator[None]:
    """41 graduates of the department, 1 of the other; 33 in Trabzon, 7 in Rize, 1 in Ordu, 1 in Norway."""
    cache.clear()
    people = Person.objects.bulk_create(Person(given_names="Işıl", surname="Gizli") for _ in range(42))
    alumni = Alumnus.objects.bulk_create(Alumnus(person=person) for person in people)
    Graduation.objects.bulk_create(
        Graduation(alumnus=one, programme=programme_of(other_department if n == 41 else department), level=6, year=2013)
        for n, one in enumerate(alumni)
    )
    homes = [*[("TR", "61")] * 33, *[("TR", "53")] * 7, ("TR", "52"), ("NO", "")]
    ContactPoint.objects.bulk_create(
        ContactPoint(person=person, kind="address", country=country, province=province)
        for person, (country, province) in zip(people, homes, strict=True)
    )
    FigureSnapshot.objects.create(code="registered", year=YEAR - 1, value=33, numerator=33)
    FigureSnapshot.objects.create(code="members", year=YEAR - 1, value=1, numerator=1)
    yield
    cache.clear()


def numbers_in(text: str) -> set[str]:
    """Every number a reader sees: in texts, tables, titles and attributes that speak; not the keys of the units."""
    text = re.sub(r"<option[^>]*>", "", text)
    spoken = re.findall(r'aria-label="([^"]*)"', text) + re.findall(r'(?:value|max)="(\d+)"', text)
    spoken += re.findall(r">([^<>]+)<", text)
    return {number for words in spoken for number in re.findall(r"\d[\d.]*", unescape(words))}


EXACT = {"41", "42", "33", "34", "7"}


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_rounds_and_hides(client: Client, crowd: None, language: str) -> None:
    page = client.get(PAGE, headers={"accept-language": language})
    values = {one.figure.code: one.value for one in page.context["figures"]}
    assert (values["registered"], values["members"], values["departments"]) == (40, 0, 2)
    assert (values["reachable"], values["abroad"]) == (0, 0)
    assert [(rank.label, rank.count) for rank in page.context["provinces"]] == [("Trabzon", 35), ("Rize", 5)]
    assert page.context["countries"] == []
    assert not numbers_in(page.content.decode()) & EXACT


def test_a_small_department_tells_nothing(client: Client, crowd: None, other_department: Unit) -> None:
    page = client.get(PAGE, {"birim": other_department.pk})
    values = {one.figure.code: one.value for one in page.context["figures"]}
    assert (values["registered"], values["fresh"], values["member_share"]) == (0, None, None)
    assert (values["departments"], values["countries"]) == (None, None)
    assert page.context["levels"] is None
    text = page.content.decode()
    assert "Açıklanabilecek kadar kayıt yok" in text
    assert "Norveç" not in text


def test_the_department_of_many_is_told(client: Client, crowd: None, department: Unit) -> None:
    page = client.get(PAGE, {"birim": department.pk})
    values = {one.figure.code: one.value for one in page.context["figures"]}
    assert (values["registered"], values["fresh"]) == (40, 0)
    assert not numbers_in(page.content.decode()) & EXACT


def test_the_file_says_no_more_than_the_page(client: Client, crowd: None, other_department: Unit) -> None:
    for query in ({}, {"birim": other_department.pk}):
        answer = client.get(FILE, query)
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert not {cell for row in rows for cell in row} & EXACT
        assert not {"Ordu", "Norveç", "2010’lar" if query else ""} & {row[1] for row in rows}
    whole = list(csv.reader(StringIO(client.get(FILE).content.decode("utf-8-sig")), delimiter=";"))
    found = {(row[0], row[1]): row[2] for row in whole}
    assert found["Mezun kütüğü", "Kayıtlı mezun"] == "40"
    assert found["Yıllara göre kayıtlı mezun", str(YEAR - 1)] == "35"
    assert {label: n for (title, label), n in found.items() if title == "İllere göre"} == {"Trabzon": "35", "Rize": "5"}


def test_the_numbers_are_counted_once_in_ten_minutes(client: Client, crowd: None) -> None:
    assert client.get(PAGE).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    assert not any("alumni_alumnus" in query["sql"] for query in queries)


def test_a_share_says_no_more_than_the_counts_told() -> None:
    """Who knows the rule and both counts as told learns nothing more of them from the share."""
    shares: dict[tuple[int, int], set[float | None]] = defaultdict(set)
    figure = next(one for one in hooks.figures if one.public and one.kind == "percent")
    for whole in range(1, 60):
        for part in range(whole + 1):
            value = FigureValue(100 * part / whole, part, whole)
            shares[disclosure.rounded(part), disclosure.rounded(whole)].add(disclosed(figure, value))
    assert {len(told) for told in shares.values()} == {1}
    assert (shares[5, 25], shares[5, 20]) == ({20}, {None})


def test_an_empty_platform_has_a_page(client: Client) -> None:
    cache.clear()
    page = client.get(PAGE)
    assert (page.status_code, page.context["tiles"], page.context["trend"]) == (200, [], None)
    assert numbers_of().by["province"] == {}
    cache.clear()


def test_the_front_page_leads_to_it(client: Client, crowd: None) -> None:
    page = client.get("/")
    assert [(one.label, one.words) for one in page.context["figures"]] == [
        ("Kayıtlı mezun", "40"), ("Mezun veren bölüm", "2"), ("Mezun yaşayan ülke", "2")
    ]  # fmt: skip
    text = page.content.decode()
    assert text.count(f'href="{PAGE}"') == 2
    assert "c-prov" in text
    assert not numbers_in(text) & EXACT
