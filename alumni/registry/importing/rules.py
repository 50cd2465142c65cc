"""What makes a row unfit, in words a person can act on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alumni.registry.importing.dates import BadDate
from alumni.registry.importing.problems import REASONS, Problem, Text
from mik.common.identifiers import as_text
from mik.common.tables import Cell

# The registry's lists hold dates a few years ahead: expected graduations, up to the normal time of who begins
# today (a preparatory year and four more). They are taken, with a warning; farther ahead a date is a slip.
YEARS_AHEAD: Final = 5


@dataclass(frozen=True)
class Fault:
    """A reason or warning with its words."""

    reason: str
    message: Text
    remedy: Text


_RANKS: Final[Mapping[str, int]] = {reason: rank for rank, reason in enumerate(REASONS)}


def rank(problem: Problem) -> int:
    """The order in which the checks are made; of several problems the first is the row's reason."""
    return _RANKS[problem.reason]


def shown(cell: Cell) -> str:
    """A cell as the person sees it in the spreadsheet."""
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return as_text(cell)


# --- kimlik no

NOBODY = Fault(
    "tckn",
    _("Kişiyi tanıtacak numara yok."),
    _("T.C. kimlik no, pasaport no ya da öğrenci no ile doğum tarihini yazın."),
)

BAD_KEY = Fault(
    "row_key",
    _("Kayıt anahtarı okunamadı."),
    _("Anahtarı dışa aktarılan dosyadan olduğu gibi kopyalayın; yeni bir mezunsa hücreyi boş bırakın."),
)


def looks_like_passport(text: str) -> bool:
    """Letters and digits together, as no kimlik no has."""
    return bool(re.fullmatch(r"[A-Za-z]{1,3}[0-9]{5,9}[A-Za-z]?", text))


def bad_tckn(number: str, as_written: str) -> Fault:
    """Why the digits can't be a kimlik no."""
    if re.fullmatch(r"\d[.,]?\d*[eE]\+?\d+", as_written):
        return Fault("tckn", _("Sayı bilimsel biçimde; haneleri kaybolmuş."),
                     _("Sütunu metin yapıp numarayı yeniden yazın."))  # fmt: skip
    if not re.fullmatch(r"[0-9]+", number):
        return Fault("tckn", _("Yalnız rakam olmalı; başka işaret var."), _("Numarayı kimlik belgesinden denetleyin."))
    if len(number) != 11:
        return Fault(
            "tckn",
            format_lazy(_("11 hane olmalı; {count} hane var."), count=len(number)),
            _("Hücre sayı olarak saklanmış, baştaki sıfır düşmüş olabilir. Sütunu metin yapın.")
            if len(number) < 11
            else _("Fazla haneyi silin; numarayı kimlik belgesinden denetleyin."),
        )
    if number.startswith("0"):
        return Fault("tckn", _("Kimlik numarası sıfırla başlamaz."), _("Numarayı kimlik belgesinden denetleyin."))
    return Fault("tckn", _("Denetim haneleri tutmuyor; bir hane yanlış yazılmış."),
                 _("Numarayı kimlik belgesinden denetleyin."))  # fmt: skip


# --- names


def missing_name(*, given: bool, surname: bool) -> Fault:
    """Which part of the name is not there."""
    if given:
        return Fault("name_missing", _("Soyadı yok, yalnız ad var."), _("Soyadını ekleyin."))
    if surname:
        return Fault("name_missing", _("Ad yok, yalnız soyadı var."), _("Adı ekleyin."))
    return Fault("name_missing", _("Ad ve soyadı yok."), _("Adı ve soyadını ekleyin."))


# --- dates

NO_DATE = Fault("date_unreadable", _("Mezuniyet tarihi boş."), _("Tarihi diplomadan yazın."))
AHEAD = Fault(
    "graduation_ahead",
    _("Mezuniyet tarihi henüz gelmemiş."),
    _("Beklenen mezuniyetse bir şey yapmanız gerekmez; değilse tarihi düzeltin."),
)
_MONTH_NAMES: Final = (
    _("Ocak"), _("Şubat"), _("Mart"), _("Nisan"), _("Mayıs"), _("Haziran"), _("Temmuz"), _("Ağustos"), _("Eylül"),
    _("Ekim"), _("Kasım"), _("Aralık"),
)  # fmt: skip
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def bad_date(found: BadDate) -> Fault:
    """Why a cell could not be read as a day."""
    if found.kind == "year_only":
        return Fault("date_unreadable", _("Yalnız yıl yazılmış."), _("Gün ve ayı da yazın: 27.06.2008."))
    if found.kind != "no_such_day":
        return Fault("date_unreadable", _("Tarih okunamadı."), _("Gün.ay.yıl olarak yazın: 27.06.2008."))
    if not 1 <= found.month <= 12:
        return Fault("date_unreadable", _("Böyle bir ay yok."), _("Gün.ay.yıl olarak yazın: 27.06.2008."))
    remedy = format_lazy(
        _("{month} {days} gündür; tarihi diplomadan denetleyin."),
        month=_MONTH_NAMES[found.month - 1],
        days=_MONTH_DAYS[found.month - 1],
    )
    return Fault("date_unreadable", _("Böyle bir gün yok."), remedy)


def has_short_year(text: str) -> bool:
    """Whether a date ends in a year of two digits."""
    return bool(re.search(r"\D\d{2}$", text)) and not re.match(r"\d{4}", text)


def a_century_later(day: date) -> date:
    return day.replace(year=day.year + 100, day=min(day.day, 28) if day.month == 2 else day.day)


def read_year(text: str) -> int | None:
    """The year in a column of years: "2008", or "2007-2008", of which the later counts."""
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)]
    return max(years, default=None)


def bad_order(*, born: date | None, graduated: date | None, year: int | None, today: date) -> Fault | None:
    """What is wrong with dates that can be read, taken together."""
    if born and (graduated <= born if graduated else year is not None and year <= born.year):
        return Fault("graduation_before_birth", _("Mezuniyet, doğum tarihinden önce."),
                     _("İki tarihi de diplomadan denetleyin; yerleri değişmiş olabilir."))  # fmt: skip
    if year is not None and year > today.year + YEARS_AHEAD:
        return Fault("graduation_in_future", _("Gelecekte bir tarih."), _("Yılı diplomadan denetleyin."))
    if born and born > today:
        return Fault("date_unreadable", _("Doğum tarihi gelecekte."), _("Tarihi kimlik belgesinden denetleyin."))
    return None


# --- units and contact

OUTSIDE_YEARS = Fault(
    "outside_known_years",
    _("Mezuniyet yılı, programın bilinen yıllarının dışında."),
    _("Tarihi ve programı denetleyin; doğruysa programın yıllarını güncelleyin."),
)
BAD_PHONE = Fault("phone_unreadable", _("Telefon numarası okunamadı."), _("Alan koduyla yazın: 0532 123 45 67."))
BAD_EMAIL = Fault("email_unreadable", _("E-posta adresi okunamadı."), _("Adresi denetleyin: ad@ornek.com."))


def shared_diploma(first_row: int) -> Fault:
    """Two people, one diploma number."""
    return Fault(
        "diploma_no_shared",
        format_lazy(_("Aynı diploma numarası satır {row} içinde başka bir kişide de var."), row=first_row),
        _("Hangisinin doğru olduğunu diplomadan denetleyin."),
    )


def unknown_unit(*, blank: bool, wrong_level: bool) -> Fault:
    """Why no programme was found."""
    if blank:
        return Fault("unknown_department", _("Bölüm boş."), _("Bölümü yazın."))
    if wrong_level:
        return Fault("unknown_department", _("Bu birimde bu düzeyde bir program yok."),
                     _("Düzeyi denetleyin ya da bir birimle eşleyin."))  # fmt: skip
    return Fault("unknown_department", _("Bu adla bir birim bulunamadı."),
                 _("Bölümü ve düzeyi diplomadaki gibi yazın; ad tutuyorsa fakülteyi denetleyin."))  # fmt: skip
