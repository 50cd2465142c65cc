"""One row: what is read, why it is not taken, and in which words."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from alumni.registry.importing import REASONS, ParsedRow, Rejected, UnitMatcher, UnitRow
from alumni.registry.importing.layout import DataRow
from alumni.registry.importing.names import NameStyle
from alumni.registry.importing.parsed import Context
from alumni.registry.importing.rows import parse_row
from mik.common.tables import Cell

TODAY = date(2026, 11, 22)
UNITS = [
    UnitRow(1, "Mühendislik Fakültesi", "Makine Mühendisliği", 6, opened=date(1970, 1, 1), closed=date(2018, 1, 1)),
    UnitRow(2, "Fen Bilimleri Enstitüsü", "Makine Mühendisliği", 7),
    UnitRow(3, "Fen Bilimleri Enstitüsü", "Makine Mühendisliği", 8),
]
GOOD: dict[str, Cell] = {
    "tckn": 10000000146.0, "given_names": "AYŞE IŞIL", "surname": "ÖZ", "birth_date": "02.03.1980",
    "faculty": "MÜHENDİSLİK FAKÜLTESİ", "department": " Makine Müh. ", "level": "Lisans", "graduated_on": 37438.0,
    "diploma_no": "2002/10", "student_no": 123456.0, "phone": "0532 618 30 44", "email": "A@ORNEK.EXAMPLE",
    "nationality": "T.C.", "sex": "K", "passport_no": None, "foreigner_no": None, "former_surname": "KARA",
}  # fmt: skip


def read(
    *, without: tuple[str, ...] = (), context: dict[str, Any] | None = None, **changed: Cell
) -> ParsedRow | Rejected:
    cells = {name: cell for name, cell in {**GOOD, **changed}.items() if name not in without}
    options: dict[str, Any] = {
        "mapping": {name: index for index, name in enumerate(cells)},
        "labels": [f"Başlık {name}" for name in cells],
        "matcher": UnitMatcher(UNITS),
        "today": TODAY,
        **(context or {}),
    }
    return parse_row(DataRow(7, tuple(cells.values())), Context(**options))


def good(**changed: Any) -> ParsedRow:
    row = read(**changed)
    assert isinstance(row, ParsedRow), row.problems
    return row


def bad(**changed: Any) -> Rejected:
    row = read(**changed)
    assert isinstance(row, Rejected)
    return row


def test_a_good_row() -> None:
    row = good()
    assert (row.row, row.tckn, row.given_names, row.surname, row.former_surname) == (
        7, "10000000146", "Ayşe Işıl", "Öz", "Kara")  # fmt: skip
    assert (row.birth_date, row.graduated_on, row.year) == (date(1980, 3, 2), date(2002, 7, 1), 2002)
    assert (row.programme_id, row.level, row.diploma_no, row.student_no) == (1, 6, "2002/10", "123456")
    assert (row.phone, row.email, row.nationality, row.sex) == ("+905326183044", "a@ornek.example", "TR", "F")
    assert (row.person_key, row.graduation_key) == (("tckn", "10000000146"), ("diploma", "2002 10"))
    assert (row.is_foreign, row.has_contact, row.warnings) == (False, True, ())


@pytest.mark.parametrize(
    ("changed", "reason", "field", "message", "remedy"),
    [
        ({"tckn": 1234567890.0}, "tckn", "tckn", "11 hane olmalı; 10 hane var.",
         "Hücre sayı olarak saklanmış, baştaki sıfır düşmüş olabilir. Sütunu metin yapın."),
        ({"tckn": "10000000147"}, "tckn", "tckn", "Denetim haneleri tutmuyor; bir hane yanlış yazılmış.",
         "Numarayı kimlik belgesinden denetleyin."),
        ({"tckn": "100000001466"}, "tckn", "tckn", "11 hane olmalı; 12 hane var.",
         "Fazla haneyi silin; numarayı kimlik belgesinden denetleyin."),
        ({"tckn": "01000000146"}, "tckn", "tckn", "Kimlik numarası sıfırla başlamaz.",
         "Numarayı kimlik belgesinden denetleyin."),
        ({"tckn": "1,00E+10"}, "tckn", "tckn", "Sayı bilimsel biçimde; haneleri kaybolmuş.",
         "Sütunu metin yapıp numarayı yeniden yazın."),
        ({"tckn": "1000000014O"}, "tckn", "tckn", "Yalnız rakam olmalı; başka işaret var.",
         "Numarayı kimlik belgesinden denetleyin."),
        ({"tckn": None, "student_no": None}, "tckn", "tckn", "Kişiyi tanıtacak numara yok.",
         "T.C. kimlik no, pasaport no ya da öğrenci no ile doğum tarihini yazın."),
        ({"tckn": None, "foreigner_no": "99000000011"}, "tckn", "foreigner_no",
         "Denetim haneleri tutmuyor; bir hane yanlış yazılmış.", "Numarayı kimlik belgesinden denetleyin."),
        ({"given_names": " - "}, "name_missing", "given_names", "Ad yok, yalnız soyadı var.", "Adı ekleyin."),
        ({"surname": ""}, "name_missing", "surname", "Soyadı yok, yalnız ad var.", "Soyadını ekleyin."),
        ({"surname": "", "given_names": None}, "name_missing", "given_names", "Ad ve soyadı yok.",
         "Adı ve soyadını ekleyin."),
        ({"graduated_on": "31.06.2006"}, "date_unreadable", "graduated_on", "Böyle bir gün yok.",
         "Haziran 30 gündür; tarihi diplomadan denetleyin."),
        ({"birth_date": "15.13.1980"}, "date_unreadable", "birth_date", "Böyle bir ay yok.",
         "Gün.ay.yıl olarak yazın: 27.06.2008."),
        ({"graduated_on": "2006 yazı"}, "date_unreadable", "graduated_on", "Tarih okunamadı.",
         "Gün.ay.yıl olarak yazın: 27.06.2008."),
        ({"graduated_on": 2006.0}, "date_unreadable", "graduated_on", "Yalnız yıl yazılmış.",
         "Gün ve ayı da yazın: 27.06.2008."),
        ({"graduated_on": None}, "date_unreadable", "graduated_on", "Mezuniyet tarihi boş.",
         "Tarihi diplomadan yazın."),
        ({"birth_date": "02.03.2027", "graduated_on": "02.03.2028"}, "date_unreadable", "birth_date",
         "Doğum tarihi gelecekte.", "Tarihi kimlik belgesinden denetleyin."),
        ({"graduated_on": "02.03.1980"}, "graduation_before_birth", "graduated_on",
         "Mezuniyet, doğum tarihinden önce.", "İki tarihi de diplomadan denetleyin; yerleri değişmiş olabilir."),
        ({"graduated_on": "20.06.2061"}, "graduation_in_future", "graduated_on", "Gelecekte bir tarih.",
         "Yılı diplomadan denetleyin."),
        ({"department": "Simya Mühendisliği"}, "unknown_department", "department", "Bu adla bir birim bulunamadı.",
         "Bölümü ve düzeyi diplomadaki gibi yazın; ad tutuyorsa fakülteyi denetleyin."),
        ({"department": None}, "unknown_department", "department", "Bölüm boş.", "Bölümü yazın."),
        ({"level": "Önlisans"}, "unknown_department", "department", "Bu birimde bu düzeyde bir program yok.",
         "Düzeyi denetleyin ya da bir birimle eşleyin."),
    ],
)  # fmt: skip
def test_why_a_row_is_not_taken(changed: dict[str, Cell], reason: str, field: str, message: str, remedy: str) -> None:
    row = bad(**changed)
    problem = row.problems[0]
    assert (row.reason, problem.field, str(problem.message), str(problem.remedy)) == (reason, field, message, remedy)
    assert (problem.row, problem.column) == (7, f"Başlık {field}")
    assert len(row.problems) == 1
    assert reason in REASONS


def test_every_problem_is_told_and_the_first_counts() -> None:
    row = bad(department="Simya", surname=None, birth_date="31.02.1980", tckn="10000000147")
    assert [problem.reason for problem in row.problems] == [
        "tckn", "name_missing", "date_unreadable", "unknown_department"]  # fmt: skip


def test_identifiers_are_masked_and_other_values_shown() -> None:
    assert bad(tckn="10000000147").problems[0].value == "100••••••47"
    assert bad(graduated_on=date(2061, 6, 20)).problems[0].value == "20.06.2061"
    assert "10000000147" not in repr(bad(tckn="10000000147"))
    assert "10000000146" not in repr(good())


def test_cells_of_a_rejected_row_are_kept_for_the_error_file() -> None:
    assert bad(tckn="10000000147").cells[0] == "10000000147"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"tckn": None, "passport_no": "u 1234567", "nationality": "Almanya"}, ("passport", "U1234567")),
        ({"tckn": "U1234567", "nationality": "Almanya"}, ("passport", "U1234567")),
        ({"tckn": None, "foreigner_no": 99000000000.0 + 0}, None),
        ({"tckn": "00000000000"}, ("student", "123456|1980-03-02")),
        ({"tckn": None}, ("student", "123456|1980-03-02")),
    ],
)
def test_who_it_is(changed: dict[str, Any], key: tuple[str, str] | None) -> None:
    row = read(**changed)
    assert (row.person_key if isinstance(row, ParsedRow) else None) == key


def test_a_passport_in_a_citizens_column_is_a_slip() -> None:
    assert bad(tckn="U1234567").reason == "tckn"


def test_a_graduation_without_a_diploma_number() -> None:
    row = good(diploma_no=None)
    assert row.graduation_key == ("course", "tckn", "10000000146", "1", "2002-07-01")


@pytest.mark.parametrize(
    ("nationality", "tckn", "foreign"),
    [("T.C.", None, False), ("Türkiye", None, False), ("Suriye", 10000000146.0, True), ("Bilinmeyen Ülke", None, True),
     (None, 10000000146.0, False)],
)  # fmt: skip
def test_who_is_foreign(nationality: str | None, tckn: float | None, foreign: bool) -> None:
    assert good(nationality=nationality, tckn=tckn).is_foreign is foreign


@pytest.mark.parametrize(
    ("changed", "reason", "message"),
    [
        ({"graduated_on": "01.07.2019"}, "outside_known_years",
         "Mezuniyet yılı, programın bilinen yıllarının dışında."),
        ({"department": "Makine Mühendisliği", "level": "YL", "graduated_on": "01.07.2031"}, "graduation_ahead",
         "Mezuniyet tarihi henüz gelmemiş."),
        ({"phone": "12"}, "phone_unreadable", "Telefon numarası okunamadı."),
        ({"email": "a@b"}, "email_unreadable", "E-posta adresi okunamadı."),
    ],
)  # fmt: skip
def test_what_only_warns(changed: dict[str, Cell], reason: str, message: str) -> None:
    assert [(problem.reason, str(problem.message)) for problem in good(**changed).warnings] == [(reason, message)]


def test_how_far_ahead_a_graduation_may_lie() -> None:
    assert isinstance(read(graduated_on="31.12.2031"), ParsedRow)
    assert bad(graduated_on="01.01.2032").reason == "graduation_in_future"


def test_a_year_alone_suffices_where_the_list_has_years() -> None:
    row = good(without=("graduated_on",), year="2001-2002")
    assert (row.graduated_on, row.year) == (None, 2002)
    assert bad(without=("graduated_on",), year="2099").reason == "graduation_in_future"
    assert bad(without=("graduated_on",), year=None).reason == "date_unreadable"


def test_years_of_two_digits_fall_into_a_life() -> None:
    assert good(birth_date="02.03.80", graduated_on="01.07.02").graduated_on == date(2002, 7, 1)
    assert bad(birth_date="02.03.80", graduated_on="01.07.61").reason == "graduation_in_future"


def test_one_column_of_names() -> None:
    tail = {"name_style": NameStyle.CAPITAL_TAIL}
    without = ("given_names", "surname")
    assert good(without=without, context=tail, full_name="Uğur Ali KARA ÖZ").surname == "Kara Öz"
    problem = bad(without=without, context=tail, full_name="Uğur Gülşah").problems[0]
    assert (problem.reason, problem.field, problem.value) == ("name_missing", "full_name", "Uğur Gülşah")


def test_programme_first_then_department() -> None:
    assert good(programme="Makine Mühendisliği", department="Makine").programme_id == 1
    assert good(programme="Otomotiv", department="Makine Mühendisliği").programme_id == 1


def test_days_from_1904() -> None:
    assert good(graduated_on=37438 - 1462, context={"date_1904": True}).graduated_on == date(2002, 7, 1)


def test_messages_follow_the_language() -> None:
    problem = bad(surname=None).problems[0]
    with translation.override("tr"):
        assert str(problem.remedy) == "Soyadını ekleyin."
