"""One fold in Python and SQL, and Turkish letters, numbers and dates."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mik.common.turkish import Folded, date_long, fold, lower, number, percent, title_case, upper

# What PostgreSQL can store: anything but NUL and lone surrogates.
TEXTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=40)


@pytest.mark.django_db
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_python_and_sql_fold_alike(texts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [texts])
        assert [row[0] for row in cursor.fetchall()] == [fold(text) for text in texts]


@pytest.mark.django_db
def test_every_letter_folds_alike() -> None:
    points = [point for point in range(1, 0x3000) if not 0xD800 <= point <= 0xDFFF]
    texts = [f"{before}{chr(point)}{after}" for point in points for before, after in (("", ""), ("a", "\u0301"))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [texts])
        assert [row[0] for row in cursor.fetchall()] == [fold(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "folded"),
    [
        (("IŞIK", "Işık", "ışık", "isik", "İŞİK", "ISIK"), "isik"),
        (("İbrahim", "ibrahim", "IBRAHIM", "I\u0307brahim"), "ibrahim"),
        (("Ş. Öz", "s oz", "  Ş.\u00a0ÖZ ", "S\u0327. O\u0308z"), "s oz"),
        (("Kâzım", "KÂZIM", "kazim"), "kazim"),
        (("Elektrik-Elektronik", "elektrik / elektronik"), "elektrik elektronik"),
        (("Əliyev", "eliyev"), "eliyev"),
        (("Straße", "STRASSE"), "strasse"),
        (("Иван ЙОТОВ", "иван йотов"), "иван йотов"),
        (("ΓΙΏΡΓΟΣ",), "γιώργοσ".replace("ώ", "ώ")),
        (("محمد",), "محمد"),
        (("O\u2019Neil", "O'NEIL"), "o neil"),
        (("Mühen\u00addislik", "MÜHENDİSLİK"), "muhendislik"),
        (("", " . ", "—"), ""),
    ],
)
def test_what_folds_to_what(texts: tuple[str, ...], folded: str) -> None:
    assert {fold(text) for text in texts} == {folded}


@given(st.text(alphabet="abcçdğıiİIöşüÂâ .-'12éñ"))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folded_is_an_expression_migrations_can_write() -> None:
    path, arguments, options = Folded("given_names", "surname").deconstruct()
    assert (path, arguments, options) == ("mik.common.turkish.Folded", ("given_names", "surname"), {})


def test_letters() -> None:
    assert upper("ışık ılık izci") == "IŞIK ILIK İZCİ"
    assert lower("IŞIK İZCİ") == "ışık izci"


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("AYŞE IŞIK-ÖZ", "Ayşe Işık-Öz"),
        ("ibrahim ığdırlıoğlu", "İbrahim Iğdırlıoğlu"),
        ("O'NEIL", "O'Neıl"),
        ("TÜRK DİLİ VE EDEBİYATI", "Türk Dili ve Edebiyatı"),
        ("ve", "Ve"),
        ("ş. öz", "Ş. Öz"),
    ],
)
def test_title_case(text: str, titled: str) -> None:
    assert title_case(text) == titled


def test_numbers() -> None:
    assert [number(1248), number(1248.5), number(Decimal("1248.50"), 1), number(0)] == [
        "1.248",
        "1.248,5",
        "1.248,5",
        "0",
    ]
    assert [percent(68), percent(68.25, 1)] == ["%68", "%68,2"]
    with translation.override("en"):
        assert [number(1248), number(1248.5), percent(68)] == ["1,248", "1,248.5", "68%"]


def test_dates() -> None:
    assert date_long(date(2026, 11, 22)) == "22 Kasım 2026"
    assert date_long(datetime(2026, 11, 21, 22, 0, tzinfo=UTC)) == "22 Kasım 2026"
    with translation.override("en"):
        assert date_long(date(2026, 11, 22)) == "22 November 2026"
