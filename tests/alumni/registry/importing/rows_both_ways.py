"""Rows for the two ways of entering them: as a list writes them, and as a careful person would type them.

``Typed`` holds the facts; ``spelt`` says where the list writes one otherwise. ``SECOND`` is the list of a year later:
what it changes is written out, so that the engine is held to these words and not to itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.factories.people import tckn

HEADER = (
    "TC KİMLİK NO", "YABANCI KİMLİK NO", "PASAPORT NO", "ADI", "SOYADI", "ÖNCEKİ SOYADI", "DOĞUM TARİHİ", "CİNSİYET",
    "UYRUĞU", "FAKÜLTE", "BÖLÜM", "DÜZEY", "MEZUNİYET TARİHİ", "DİPLOMA NO", "ÖĞRENCİ NO", "TELEFON", "E-POSTA",
)  # fmt: skip
UNITS = {
    "makine": ("Mühendislik Fakültesi", "Makine Mühendisliği", "Lisans"),
    "insaat": ("Mühendislik Fakültesi", "İnşaat Mühendisliği", "Lisans"),
    "makine yl": ("Fen Bilimleri Enstitüsü", "Makine Mühendisliği", "Yüksek Lisans"),
}
LEVELS = {"Lisans": 6, "Yüksek Lisans": 7}
COUNTRIES = {"TR": "T.C.", "DE": "Almanya", "SY": "Suriye", "AZ": "Azerbaycan", "": ""}


@dataclass(frozen=True)
class Typed:
    """One graduation and whose it is."""

    given: str
    surname: str
    diploma: str = ""
    unit: str = "makine"
    graduated: date = date(2003, 6, 30)
    tckn: str = ""
    foreigner: str = ""
    passport: str = ""
    former: str = ""
    born: date | None = None
    sex: str = ""
    nationality: str = ""
    student: str = ""
    phone: str = ""
    email: str = ""
    spelt: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        told = (
            self.tckn, self.foreigner, self.passport, self.given, self.surname, self.former, _day(self.born),
            {"f": "K", "m": "Erkek"}.get(self.sex, ""), COUNTRIES[self.nationality], *UNITS[self.unit],
            _day(self.graduated), self.diploma, self.student, self.phone, self.email,
        )  # fmt: skip
        return ";".join(self.spelt.get(name, text) for name, text in zip(HEADER, told, strict=True))

    @property
    def contacts(self) -> Iterator[tuple[str, str]]:
        return ((kind, value) for kind, value in (("email", self.email), ("phone", self.phone)) if value)


@dataclass(frozen=True)
class Later:
    """A row of the second list that means the ``whose``-th of the first, and what it changes there."""

    whose: int
    told: Typed
    person: dict[str, Any] = field(default_factory=dict)
    graduation: dict[str, Any] = field(default_factory=dict)
    is_second_diploma: bool = False


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


FIRST = [
    Typed("Gülizar", "Aksoy", "2003/1", tckn=tckn(1), born=date(1980, 2, 1), sex="f", nationality="TR"),
    Typed("Işıl Iraz", "Iğdırlıoğlu", "2003/2", tckn=tckn(2), email="isil@ornek.example", phone="+905321234567",
          spelt={"ADI": "IŞIL IRAZ", "SOYADI": "IĞDIRLIOĞLU", "TELEFON": "0532 123 45 67"}),
    Typed("İbrahim", "İnce", "2003/3", tckn=tckn(3), student="200003", email="ibrahim.ince@ornek.example",
          spelt={"ADI": "İBRAHİM", "SOYADI": "ince", "E-POSTA": "Ibrahim.Ince@ORNEK.example"}),
    Typed("Mehmet Şükrü", "Uzun Hasanoğlu", "2003/4", tckn=tckn(4), former="Hasanoğlu",
          spelt={"ADI": "  MEHMET   ŞÜKRÜ ", "SOYADI": "UZUN HASANOĞLU", "ÖNCEKİ SOYADI": "HASANOĞLU"}),
    Typed("Ayşe", "Öz-Çağlar", "2003/5", tckn=tckn(5), sex="f",
          spelt={"SOYADI": "ÖZ-ÇAĞLAR", "TC KİMLİK NO": f" {tckn(5)} "}),
    Typed("Jürgen", "Müller", "2003/6", passport="U1234567", nationality="DE", sex="m", born=date(1979, 12, 31),
          spelt={"PASAPORT NO": "u 1234567"}),
    Typed("Ahmad", "Al Hasan", "2003/7", foreigner=tckn(890_000_001), nationality="SY"),
    Typed("Nigar", "Məmmədova", "2003/8", passport="C0099887", nationality="AZ", email="nigar@ornek.example"),
    Typed("Çağrı", "Yılmaz", "", tckn=tckn(9), student="200009", graduated=date(1999, 2, 28)),
    Typed("Dürdane", "Kılıç", "2003/10", born=date(1981, 7, 7), student="200010", phone="+904623770000"),
    Typed("Ömer", "Çelik", "2003/11", tckn=tckn(11), unit="insaat", email="omer@ornek.example", phone="+905301112233"),
    Typed("Hatice Nur", "Şahin", "2003/12", tckn=tckn(12), unit="insaat", sex="f", born=date(1960, 2, 29)),
    Typed("Tuğba", "Güneş", "2003/13", tckn=tckn(13), unit="makine yl", graduated=date(2010, 9, 3)),
    Typed("Uğur", "D’Angelo", "2003/14", tckn=tckn(14), spelt={"SOYADI": "D’ANGELO"}),
    Typed("Âdem", "Kâmil", "2003/15", tckn=tckn(15), spelt={"ADI": "ÂDEM", "SOYADI": "KÂMİL"}),
    Typed("Şule", "Yıldırım", "2003/16", tckn=tckn(16), email="sule@ornek.example"),
    # Two diplomas of one new person in one list.
    Typed("Kübra", "Acar", "2003/17", tckn=tckn(17), email="kubra@ornek.example"),
    Typed("Kübra", "Acar", "2006/17", tckn=tckn(17), unit="makine yl", graduated=date(2006, 1, 15)),
]  # fmt: skip
SAME_PERSON = {17: 16}

SECOND = [
    # Married since, and written in capitals.
    Later(0, Typed("Gülizar", "Uzun", "2003/1", tckn=tckn(1), spelt={"SOYADI": "UZUN"}),
          person={"surname": "Uzun", "former_surname": "Aksoy"}),
    # Who had a former surname already keeps the first of them.
    Later(3, Typed("Mehmet Şükrü", "Dağ", "2003/4", tckn=tckn(4)), person={"surname": "Dağ"}),
    Later(2, Typed("İbrahim Ethem", "İnce", "2003/3", tckn=tckn(3)), person={"given_names": "İbrahim Ethem"}),
    # Capitals and lost letters are no change.
    Later(1, Typed("Işıl Iraz", "Iğdırlıoğlu", "2003/2", tckn=tckn(2), spelt={"ADI": "ISIL IRAZ"})),
    Later(4, Typed("Ayşe", "Öz-Çağlar", "2003/5", tckn=tckn(5), born=date(1981, 1, 1), nationality="TR"),
          person={"birth_date": date(1981, 1, 1), "nationality": "TR"}),
    # A passport's holder has got a number here.
    Later(5, Typed("Jürgen", "Müller", "2003/6", tckn=tckn(6), passport="U1234567", nationality="TR"),
          person={"tckn": tckn(6), "nationality": "TR"}),
    # Another address, another telephone: the first stay the primary ones.
    Later(10, Typed("Ömer", "Çelik", "2003/11", tckn=tckn(11), unit="insaat", email="omer@is.example",
                    phone="+905309998877")),
    Later(8, Typed("Çağrı", "Yılmaz", "1999/9", tckn=tckn(9), student="200009", graduated=date(1999, 2, 28)),
          graduation={"diploma_no": "1999/9"}),
    Later(11, Typed("Hatice Nur", "Şahin", "2003/12", tckn=tckn(12), unit="insaat", graduated=date(2004, 1, 5)),
          graduation={"graduated_on": date(2004, 1, 5), "year": 2004}),
    Later(12, Typed("Tuğba", "Güneş", "2003/13", tckn=tckn(13), student="300013", graduated=date(2010, 9, 3)),
          graduation={"unit": "makine", "student_no": "300013"}),
    Later(15, Typed("Şule", "Yıldırım", "2012/16", tckn=tckn(16), unit="makine yl", graduated=date(2012, 6, 1),
                    phone="+905321110016"), is_second_diploma=True),
    # Everything at once.
    Later(13, Typed("Uğur Can", "Öztürk", "2014/14", tckn=tckn(14), unit="insaat", sex="m",
                    graduated=date(2014, 6, 30), email="ugur@ornek.example"),
          person={"given_names": "Uğur Can", "surname": "Öztürk", "former_surname": "D’Angelo", "sex": "m"},
          is_second_diploma=True),
]  # fmt: skip
