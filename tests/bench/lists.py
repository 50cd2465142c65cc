"""Lists as Student Affairs exports them, made up and seeded: the same rows for every way of bringing them in."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from mik.units.models import Kind, Unit

HEADER = [
    "TC KİMLİK NO", "ADI", "SOYADI", "DOĞUM TARİHİ", "CİNSİYET", "UYRUĞU", "FAKÜLTE", "BÖLÜM", "ÖĞRENİM DÜZEYİ",
    "MEZUNİYET TARİHİ", "DİPLOMA NUMARASI", "ÖĞRENCİ NUMARASI", "CEP TELEFONU", "E-MAIL",
]  # fmt: skip
FEMALE = [
    "Ayşe",
    "Fatma",
    "Emine",
    "Hatice",
    "Zeynep",
    "Elif",
    "Meryem",
    "Şerife",
    "Sultan",
    "Hanife",
    "Merve",
    "Büşra",
    "Esra",
    "Kübra",
    "Özlem",
    "Gülşen",
    "İrem",
    "Ceren",
    "Işıl",
    "Çiğdem",
    "Ebru",
    "Derya",
    "Tuğba",
    "Şule",
    "Gamze",
    "Nur",
    "Yasemin",
    "Sevgi",
    "Hülya",
    "Pınar",
]
MALE = [
    "Mehmet",
    "Mustafa",
    "Ahmet",
    "Ali",
    "Hüseyin",
    "Hasan",
    "İbrahim",
    "İsmail",
    "Osman",
    "Yusuf",
    "Murat",
    "Ömer",
    "Ramazan",
    "Halil",
    "Süleyman",
    "Abdullah",
    "Fatih",
    "Emre",
    "Burak",
    "Serkan",
    "Gökhan",
    "Uğur",
    "Çağrı",
    "Kerem",
    "Barış",
    "Onur",
    "Tolga",
    "Volkan",
    "Şükrü",
    "Ümit",
]
SURNAMES = [
    "Yılmaz",
    "Kaya",
    "Demir",
    "Çelik",
    "Şahin",
    "Yıldız",
    "Yıldırım",
    "Öztürk",
    "Aydın",
    "Özdemir",
    "Arslan",
    "Doğan",
    "Kılıç",
    "Aslan",
    "Çetin",
    "Kara",
    "Koç",
    "Kurt",
    "Özkan",
    "Şimşek",
    "Polat",
    "Korkmaz",
    "Erdoğan",
    "Güneş",
    "Bulut",
    "Işık",
    "Keskin",
    "Tekin",
    "Avcı",
    "Sarı",
    "Iğdırlıoğlu",
    "Karadeniz",
    "Usta",
    "Aksoy",
    "Gül",
    "Bozkurt",
    "Güler",
    "Uçar",
    "Acar",
    "Tunç",
]
LEVELS = {5: "Ön Lisans", 6: "Lisans", 7: "Yüksek Lisans", 8: "Doktora"}


def national_number(serial: int) -> str:
    """The valid number (with its two check digits) of one of the 900 million beginnings."""
    nine = [int(digit) for digit in str(100_000_000 + serial * 7919 % 899_999_999)]
    tenth = (sum(nine[0::2]) * 7 - sum(nine[1::2])) % 10
    return "".join(map(str, [*nine, tenth, (sum(nine) + tenth) % 10]))


def rows(count: int, *, seed: int = 1955) -> Iterator[list[str]]:
    """Rows of a good list: one graduate each, two thirds with a telephone, four fifths with an address."""
    chance = random.Random(seed)
    programmes = list(Unit.objects.filter(kind=Kind.PROGRAMME).order_by("pk").select_related("parent__parent"))
    places = [
        (unit.parent.parent.name, unit.parent.name, LEVELS[unit.level or 6])
        for unit in programmes
        if unit.parent and unit.parent.parent
    ]
    first = date(1960, 1, 1)
    for serial in range(count):
        is_woman = chance.random() < 0.45
        given = chance.choice(FEMALE if is_woman else MALE)
        if chance.random() < 0.3:
            given += " " + chance.choice(FEMALE if is_woman else MALE)
        born = first + timedelta(days=chance.randrange(15_000))
        graduated = born + timedelta(days=365 * 22 + chance.randrange(1_500))
        phone = f"0532 {chance.randrange(100, 999)} {chance.randrange(10_00, 99_99)}" if chance.random() < 0.66 else ""
        mail = f"kisi{serial}@ornek.example" if chance.random() < 0.8 else ""
        yield [
            national_number(serial), given, chance.choice(SURNAMES).upper() if serial % 3 else chance.choice(SURNAMES),
            born.strftime("%d.%m.%Y"), "K" if is_woman else "E", "T.C.", *chance.choice(places),
            graduated.strftime("%d.%m.%Y"), f"{graduated.year}/{serial}", str(200_000 + serial), phone, mail,
        ]  # fmt: skip


def write_csv_list(path: Path, count: int, *, seed: int = 1955) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows(count, seed=seed))
    return path


def write_xlsx_list(path: Path, count: int, *, seed: int = 1955) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Mezunlar")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count, seed=seed), start=1):
            sheet.write_row(number, 0, row)
    return path
