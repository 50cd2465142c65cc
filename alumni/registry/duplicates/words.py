"""What the search found, in words: what agrees between two records, what differs, and how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.duplicates.models import DuplicatePair


@dataclass(frozen=True)
class Finding:
    """One line of a pair: a tick, a cross, or something in between (``tone`` ok, bad, warn)."""

    text: Promise
    tone: str

    @property
    def icon(self) -> str:
        return {"ok": "check", "bad": "x"}.get(self.tone, "minus")


def _agrees(text: Promise) -> Finding:
    return Finding(text, "ok")


def _nearly(text: Promise) -> Finding:
    return Finding(text, "warn")


def _differs(text: Promise) -> Finding:
    return Finding(text, "bad")


FINDINGS: dict[tuple[str, str], Finding] = {
    ("given", "equal"): _agrees(_("Ad aynı")),
    ("given", "order"): _agrees(_("Adların sırası farklı")),
    ("given", "part"): _agrees(_("Adın biri eksik")),
    ("given", "near"): _nearly(_("Adda yazım farkı")),
    ("given", "initial"): _nearly(_("Adın biri kısaltılmış")),
    ("given", "overlap"): _nearly(_("Adların biri ortak")),
    ("given", "alike"): _differs(_("Benzer ama başka adlar")),
    ("given", "different"): _differs(_("Ad farklı")),
    ("surname", "equal"): _agrees(_("Soyad aynı")),
    ("surname", "former"): _agrees(_("Soyad, diğerinin önceki soyadı")),
    ("surname", "near"): _nearly(_("Soyadda yazım farkı")),
    ("surname", "part"): _nearly(_("Soyadın biri ortak")),
    ("surname", "other"): _differs(_("Soyad farklı (evlilikle değişmiş olabilir)")),
    ("surname", "different"): _differs(_("Soyad farklı")),
    ("swapped", "yes"): _nearly(_("Ad ile soyad yer değiştirmiş")),
    ("birth", "equal"): _agrees(_("Doğum tarihi aynı")),
    ("birth", "family"): _nearly(_("Doğum tarihi aynı (ikizlerde de böyledir)")),
    ("birth", "swapped"): _nearly(_("Doğum tarihinde gün ile ay yer değiştirmiş")),
    ("birth", "digit"): _nearly(_("Doğum tarihi bir rakam farklı")),
    ("birth", "year"): _nearly(_("Doğum yılı aynı, günü yazılmamış")),
    ("birth", "same_year"): _differs(_("Yalnızca doğum yılı aynı")),
    ("birth", "different"): _differs(_("Doğum tarihi farklı")),
    ("sex", "different"): _differs(_("Cinsiyet farklı")),
    ("national", "equal"): _agrees(_("T.C. kimlik no aynı")),
    ("national", "different"): _differs(_("T.C. kimlik no farklı")),
    ("passport", "equal"): _agrees(_("Pasaport no aynı")),
    ("passport", "different"): _differs(_("Pasaport no farklı")),
    ("email", "equal"): _agrees(_("E-posta aynı")),
    ("email", "family"): _nearly(_("E-posta aynı (aile adresi olabilir)")),
    ("email", "different"): _differs(_("E-posta farklı")),
    ("phone", "equal"): _agrees(_("Telefon aynı")),
    ("phone", "family"): _nearly(_("Telefon aynı (aile telefonu olabilir)")),
    ("phone", "different"): _differs(_("Telefon farklı")),
    ("student", "equal"): _agrees(_("Öğrenci no aynı")),
    ("student", "different"): _differs(_("Öğrenci no farklı")),
    ("diploma", "equal"): _agrees(_("Diploma no aynı")),
    ("diploma", "different"): _differs(_("Diploma no farklı")),
    ("place", "cohort"): _agrees(_("Program ve yıl aynı")),
    ("place", "family"): _nearly(_("Program ve yıl aynı (kardeşlerde de olabilir)")),
    ("place", "year_off"): _nearly(_("Program aynı, yıl bir farklı")),
    ("place", "degree"): _nearly(_("Bölüm aynı, düzey farklı")),
    ("place", "far"): _nearly(_("Bölüm aynı, yıl farklı")),
    ("place", "elsewhere"): _differs(_("Bölüm farklı")),
    ("place", "generation"): _differs(_("Mezuniyet yılları çok uzak")),
    ("word", "representative"): _nearly(_("Bir temsilci aynı kişi diyor")),
}

# What rests on graduations. A representative sees those of the own department only, so from there nothing is said
# that may rest on another's.
OF_STUDIES = frozenset({"student", "diploma", "place"})

# How the list can be narrowed: what has to be alike.
ALIKE: dict[str, tuple[Promise, tuple[dict[str, str], ...]]] = {
    "kimlik": (_("Kimlik veya pasaport no aynı"), (
        {"comparison": "national", "level": "equal"}, {"comparison": "passport", "level": "equal"},
    )),
    "iletisim": (_("E-posta veya telefon aynı"), (
        {"comparison": "email", "level": "equal"}, {"comparison": "phone", "level": "equal"},
    )),
    "numara": (_("Öğrenci veya diploma no aynı"), (
        {"comparison": "student", "level": "equal"}, {"comparison": "diploma", "level": "equal"},
    )),
    "dogum": (_("Ad ve doğum tarihi aynı"), ({"comparison": "birth", "level": "equal"},)),
    "soyad": (_("Soyad farklı"), (
        {"comparison": "surname", "level": "former"}, {"comparison": "surname", "level": "other"},
        {"comparison": "surname", "level": "part"},
    )),
    "yazim": (_("Yazım farkı"), (
        {"comparison": "given", "level": "near"}, {"comparison": "surname", "level": "near"},
        {"comparison": "swapped", "level": "yes"},
    )),
}  # fmt: skip


def findings_of(pair: DuplicatePair, *, everything: bool) -> list[Finding]:
    """What agrees first, then what nearly does, then what differs; within each what says most first."""
    found = list(_findings(pair.parts, everything=everything))
    order = {"ok": 0, "warn": 1, "bad": 2}
    return [finding for _w, finding in sorted(found, key=lambda one: (order[one[1].tone], -one[0]))]


def _findings(parts: list[dict[str, Any]], *, everything: bool) -> Iterator[tuple[float, Finding]]:
    for part in parts:
        finding = FINDINGS.get((part["comparison"], part["level"]))
        if finding and (everything or part["comparison"] not in OF_STUDIES):
            yield abs(part["weight"]), finding


def sureness(probability: float) -> tuple[Promise, str]:
    """The probability as people take it, and the tone of its pill."""
    if probability >= 0.999:
        return _("Neredeyse kesin"), "ok"
    if probability >= 0.98:
        return _("Çok olası"), "blue"
    return _("Olası"), "warn"
