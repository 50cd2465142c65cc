"""Which column of a list is which field: told by its header in whatever spelling, seldom by what is in it."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from alumni.registry.importing.units import read_level
from mik.common.identifiers import as_text, clean_tckn, normalise_email, valid_tckn
from mik.common.tables import Cell
from mik.common.turkish import fold

# Rules ask the folded header without spaces; the first that fits names the field. "" means: known, and not needed.
_GRADUATION = r"(mez|mezun|mezuniyet|graduation|grad|graduated|bitirme|diploma|dip)"
_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("former_surname", r"(kizlik|onceki|bekarlik|eski|evlenmeden).*soy|maidenname|former(sur|last)name"),
    ("row_key", r"^kayitanahtari$|^(record|row)key$"),
    ("", r"baba|anne|^ana(nin)?adi|danisman|father|mother|advisor|kodu?$|code$"),
    ("tckn", r"tc.*(kimlik|yabanci|pasaport|ykn)|kimlik.*pasaport|pasaport.*kimlik"),
    ("passport_no", r"pasaport|passport"),
    ("foreigner_no", r"yabanci.*(kimlik|no|num)|^y(u|uk)?kn(o|umarasi)?$|foreign(er)?(id|no)"),
    ("tckn", r"kimlik(no(su)?|num\w*|numarasi)?$|^tck?n?(o|no|num\w*)?$|tc(no|numarasi|vatandas\w*)$|vatandaslikn"),
    ("tckn", r"nationalid|(identity|id|citizenship)(no|num(ber)?)$|^id$"),
    ("email", r"eposta|e?mail|elektronikposta|^posta(adresi)?$"),
    ("phone", r"telefon|^tel|gsm|^cep|mobil|phone|(iletisim|cep|tel)(no|num)"),
    ("", r"diploma(nin)?(not|derece|verili|ortalama|ek)|(mezuniyet|not|genel)(not|ortalama|derece)|agno|gano|gno"),
    ("diploma_no", r"(dip|dipl|dipm|diploma)(si|nin|sinin)?(no|num\w*|sayi\w*|seri\w*)|^diploma$"),
    ("diploma_no", r"certificateno|diplomaid"),
    ("graduated_on", _GRADUATION + r".*(tar|tarihi?|date|trh|gunu|t)$"),
    ("graduated_on", r"^mezuniyet$|(mez|mezun|mezuniyet|graduation|bitirme).*(tarih|date|gun)"),
    ("graduated_on", r"^dateofgraduation|^graduatedon$"),
    ("year", _GRADUATION + r".*(yil|yili|year)$|^(yil|year)$"),
    ("birth_date", r"(dog|dogum|birth).*(tar|tarihi?|date|trh|gunu|t)$|^d(og)?(t|tar|tarihi?)$"),
    ("birth_date", r"^dob$|^birth$|^dateofbirth|dogum.*tarih|^dogum$"),
    ("", r"dogum|birth"),
    ("student_no", r"(ogrenci|ogr|okul|student|mezun)(nin)?(no(su)?|num\w*|id)$|^(numara|numarasi|matriculation\w*)$"),
    ("sex", r"cinsiyet|^cins$|gender|^sex$"),
    ("", r"(kayit|giris|ayrilma).*(tar|yil|tur|date)|ogretimtur|ikinciogretim"),
    ("level", r"duzey|seviye|level|degree|^derece(si)?$"),
    ("level", r"(ogrenim|egitim|program|diploma|lisans)(tur|tip|derece|durum)\w*$"),
    ("nationality", r"uyru[gk]|nationality|citizenship|vatandasli[kg]|^ulke(si|adi)?$|^country|tabiiyet"),
)
_COMPILED: Final = tuple((name, re.compile(pattern)) for name, pattern in _RULES)

_SURNAME = re.compile(r"soy ?(adi|ad|isim|ismi|adlari)|surname|last ?name|family ?name")
_GIVEN = re.compile(r"\b(ad|adi|adlari|isim|ismi|adiniz|names?|first ?name|given ?names?|forename)\b")
_GIVEN_ONLY = re.compile(
    r"(ogrenci|ogrencinin|mezun|mezunun|kimlik|kisi|kisisel|nufus|student)?(bilgileri|bilgisi)?"
    r"(on)?(ad|adi|adlari|adlar|isim|ismi|isimler|name|names|firstname|givennames?|forename)"
)
_WHOLE_NAME = re.compile(r"fullname|(ogrenci|mezun|kisi|graduate|student)(ler|s)?")

_FACULTY_WORDS: Final = frozenset(
    [
        "fakulte",
        "fakultesi",
        "fak",
        "yuksekokul",
        "yuksekokulu",
        "yo",
        "yuksek",
        "okul",
        "okulu",
        "myo",
        "meslek",
        "enstitu",
        "enstitusu",
        "ens",
        "enst",
        "birim",
        "birimi",
        "faculty",
        "school",
        "college",
        "institute",
        "konservatuvar",
        "konservatuar",
        "unit",
    ]
)
_DEPARTMENT_WORDS: Final = frozenset(
    ["bolum", "bolumu", "bol", "department", "dept", "dep", "anabilim", "ana", "bilim", "dal", "dali", "abd"]
)
_PROGRAMME_WORDS: Final = frozenset(["program", "programi", "programme", "prog", "prg"])
_UNIT_FILLERS: Final = frozenset(
    [
        "ad",
        "adi",
        "ismi",
        "isim",
        "name",
        "mezun",
        "oldugu",
        "olunan",
        "okudugu",
        "ogrenim",
        "gordugu",
        "bagli",
        "akademik",
        "egitim",
        "ve",
        "veya",
        "and",
        "or",
        "of",
        "the",
        "kayitli",
        "ogrenci",
        "ogrencinin",
        "bitirdigi",
        "mezuniyet",
        "bilgileri",
    ]
)

_ADDED_BY_EXPORTS: Final = re.compile(r"^(ulke|country)$|^(diger|other) |(kaynagi|tarihi|source|date)$")
_HEADER_LENGTH = 60
_DATA = re.compile(r"\d{3}|@")  # long numbers and addresses stand in no header


@lru_cache(maxsize=4096)
def recognise(header: str) -> str | None:
    """The field a header names, "" for a known column nobody needs, None for a header not understood."""
    if not header.strip() or len(header) > _HEADER_LENGTH or _DATA.search(header):
        return None
    for text in (re.sub(r"\([^)]*\)", "", header), header):
        if (found := _recognise(text)) is not None:
            return found
    return None


def _recognise(header: str) -> str | None:
    # «TcKimlikNo» falls into words where a capital follows a small letter.
    words = fold(re.sub(r"(?<=[a-zçğıöşü])(?=[A-ZÇĞİÖŞÜ])", " ", header))
    words = re.sub(r"^\d+ ", "", words)
    compact = words.replace(" ", "")
    if not compact:
        return None
    for found in (_as_unit(words.split()), _as_name(words, compact)):
        if found is not None:
            return found
    return _as_rule(compact)


def _as_rule(compact: str) -> str | None:
    return next((name for name, pattern in _COMPILED if pattern.search(compact)), None)


def _as_name(words: str, compact: str) -> str | None:
    if re.search(r"kizlik|onceki|bekarlik|eski|evlenmeden|maiden|former|baba|anne|^ana |danisman", words):
        return None
    if match := _SURNAME.search(words):
        return "full_name" if _GIVEN.search(words[: match.start()] + " " + words[match.end() :]) else "surname"
    if _GIVEN_ONLY.fullmatch(compact):
        return "given_names"
    return "full_name" if _WHOLE_NAME.fullmatch(compact) else None


def _as_unit(words: list[str]) -> str | None:
    known = set(words)
    if "ana" in known and "bilim" not in known:  # a mother's name
        return None
    if not known <= _FACULTY_WORDS | _DEPARTMENT_WORDS | _PROGRAMME_WORDS | _UNIT_FILLERS:
        return None
    faculty = bool(known & _FACULTY_WORDS)
    department, programme = bool(known & _DEPARTMENT_WORDS), bool(known & _PROGRAMME_WORDS)
    if faculty and (department or programme):
        return "unit"
    if department:
        return "department"
    return "faculty" if faculty else "programme" if programme else None


def has_surname_first(header: str) -> bool:
    """Whether a header of whole names puts the surname first: "Soyadı Adı"."""
    words = fold(header)
    surname = _SURNAME.search(words)
    return bool(surname and not _GIVEN.search(words[: surname.start()]))


def _rank(field: str, header: str) -> int:
    """Of two columns for one field the lower rank is taken: mobile before home telephone, graduation before diploma."""
    folded = fold(header)
    if field == "phone":
        return 0 if re.search(r"cep|gsm|mobil", folded) else 2 if re.search(r"\b(ev|is|home|work)\b", folded) else 1
    if field in {"graduated_on", "year"}:
        return int("mez" not in folded and "grad" not in folded)
    return 0


def suggest_mapping(headers: Sequence[str], samples: Sequence[Sequence[Cell]] = ()) -> dict[str, int]:
    """Field to 0-based column; ``samples``, a few rows of data, settle what headers leave open."""
    fields = [recognise(header) for header in headers]
    _split_shared_header(headers, fields, samples)
    mapping: dict[str, int] = {}
    for index, field in enumerate(fields):
        if field and (field not in mapping or _rank(field, headers[index]) < _rank(field, headers[mapping[field]])):
            mapping[field] = index
    _settle_names(mapping)
    if "programme" in mapping and "department" not in mapping and "unit" not in mapping:
        mapping["department"] = mapping.pop("programme")
    if "unit" in mapping and "faculty" in mapping and "department" in mapping:
        del mapping["unit"]
    _look_into(mapping, fields, samples)
    if "row_key" in mapping:
        _leave_out_what_exports_add(mapping, headers)
    return mapping


def _leave_out_what_exports_add(mapping: dict[str, int], headers: Sequence[str]) -> None:
    """Beside its fields an export tells where one lives, other addresses, and whence and when a value came."""
    for name in ("nationality", "email", "phone"):
        if name in mapping and _ADDED_BY_EXPORTS.search(fold(headers[mapping[name]])):
            del mapping[name]


def _split_shared_header(headers: Sequence[str], fields: list[str | None], samples: Sequence[Sequence[Cell]]) -> None:
    """One header merged over two filled columns: «Adı Soyadı» above a column of names and one of surnames."""
    for index in range(len(headers) - 1):
        if fields[index] == fields[index + 1] == "full_name" and headers[index] == headers[index + 1]:
            if _share(samples, index + 1, lambda text: True) > 0.5:
                first = "surname" if has_surname_first(headers[index]) else "given_names"
                fields[index : index + 2] = [first, "given_names" if first == "surname" else "surname"]
            else:
                fields[index + 1] = ""


def _settle_names(mapping: dict[str, int]) -> None:
    if "given_names" in mapping and "surname" in mapping:
        mapping.pop("full_name", None)
    elif "given_names" in mapping and "full_name" not in mapping:
        mapping["full_name"] = mapping.pop("given_names")
    elif "given_names" in mapping:
        del mapping["given_names"]


def _texts(samples: Sequence[Sequence[Cell]], index: int) -> list[str]:
    return [text for row in samples if index < len(row) and (text := as_text(row[index]))]


def _share(samples: Sequence[Sequence[Cell]], index: int, fits: Callable[[str], bool]) -> float:
    """The share of the sampled rows whose cell is filled and fits."""
    return sum(map(fits, _texts(samples, index))) / len(samples) if samples else 0.0


_TELLING: Final[tuple[tuple[str, Callable[[str], bool], float], ...]] = (
    ("tckn", lambda text: valid_tckn(clean_tckn(text)), 0.6),
    ("email", lambda text: bool(normalise_email(text)), 0.2),
    ("level", lambda text: read_level(text) is not None and len(text) < 40, 0.8),
)


def _look_into(mapping: dict[str, int], fields: Sequence[str | None], samples: Sequence[Sequence[Cell]]) -> None:
    """Columns whose header says nothing but whose content can be one thing only; and levels that are none."""
    if "level" in mapping and (texts := _texts(samples, mapping["level"])) and not any(map(read_level, texts)):
        del mapping["level"]
    for name, fits, least in _TELLING:
        if name in mapping or len(samples) < 3:
            continue
        for index, field in enumerate(fields):
            if field is None and index not in mapping.values() and _share(samples, index, fits) >= least:
                mapping[name] = index
                break
