"""The words of an import: the fields of a list, and what may be wrong with a row."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# In the order of the mapping page.
FIELDS: Final[dict[str, Text]] = {
    "row_key": _("Kayıt anahtarı"),
    "tckn": _("T.C. kimlik no"),
    "foreigner_no": _("Yabancı kimlik no"),
    "passport_no": _("Pasaport no"),
    "full_name": _("Ad soyad (tek sütunda)"),
    "given_names": _("Ad"),
    "surname": _("Soyadı"),
    "former_surname": _("Önceki soyadı"),
    "birth_date": _("Doğum tarihi"),
    "sex": _("Cinsiyet"),
    "nationality": _("Uyruk"),
    "unit": _("Fakülte ve bölüm (tek sütunda)"),
    "faculty": _("Fakülte, yüksekokul ya da enstitü"),
    "department": _("Bölüm"),
    "programme": _("Program"),
    "level": _("Düzey"),
    "graduated_on": _("Mezuniyet tarihi"),
    "year": _("Mezuniyet yılı"),
    "diploma_no": _("Diploma no"),
    "student_no": _("Öğrenci no"),
    "phone": _("Telefon"),
    "email": _("E-posta"),
}

# Why a row is not taken, in the order the checks are made: the first one found counts.
REASONS: Final[dict[str, Text]] = {
    "row_key": _("Kayıt anahtarı geçersiz"),
    "tckn": _("Kimlik numarası geçersiz"),
    "name_missing": _("Ad ya da soyadı eksik"),
    "date_unreadable": _("Tarih okunamadı"),
    "graduation_before_birth": _("Mezuniyet doğumdan önce"),
    "graduation_in_future": _("Mezuniyet gelecekte"),
    "unknown_department": _("Birim bulunamadı"),
}

# What is worth a look in a row that is taken all the same.
WARNINGS: Final[dict[str, Text]] = {
    "outside_known_years": _("Mezuniyet, programın bilinen yıllarının dışında"),
    "graduation_ahead": _("Mezuniyet tarihi henüz gelmemiş"),
    "diploma_no_shared": _("Diploma numarası başka bir kişide de var"),
    "phone_unreadable": _("Telefon okunamadı"),
    "email_unreadable": _("E-posta okunamadı"),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell, and how to mend it. ``value`` is as in the file, identifiers masked."""

    row: int
    field: str
    reason: str
    message: Text
    remedy: Text
    value: str = ""
    column: str = ""  # the header as in the file
    letter: str = ""  # the column as the spreadsheet names it: A, B, …


class ListError(Exception):
    """A readable file that is no list of graduates; ``str()`` says what is missing."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(code)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return str(self.message)
