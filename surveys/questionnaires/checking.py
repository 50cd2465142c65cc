"""Is this JSON a questionnaire? Every problem names the question, its page, and how to mend it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from surveys.indicators.columns import ONE_ANSWER
from surveys.questionnaires.content import CHOICE_TYPES, LANGUAGES, TYPES

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
CHOICE_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}", re.ASCII)
# What only questions of some types have.
ONLY_OF = {
    "options": CHOICE_TYPES,
    "rows": {"matrix"},
    "min": {"number", "date"},
    "max": {"number", "date"},
    "unit": {"number"},
    "decimals": {"number"},
}
MOST_QUESTIONS = 200
MOST_CHOICES = 60
KEYS = frozenset(
    "code type text help required options rows min max unit decimals condition".split()  # noqa: SIM905  (one line)
)


@dataclass(frozen=True)
class Problem:
    """``where``: the page and question; ``what`` is wrong; ``cure``: what to do about it."""

    where: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.cure}"


@dataclass
class Seen:
    """Questions of which a condition may speak: those that came before, with their options."""

    places: dict[str, tuple[int, int]]
    options: dict[str, set[str]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def problems_in(data: Any) -> list[Problem]:
    """All that is wrong, in the order of the pages; empty for a questionnaire that can be published."""
    pages = data.get("pages") if isinstance(data, dict) else None
    if not isinstance(pages, list) or not pages:
        return [Problem(_("Anket formu"), _("Sayfa yok."), _("«pages» adlı, en az bir sayfalık bir liste yazın."))]
    return list(_pages(pages))


def _pages(pages: list[Any]) -> Iterator[Problem]:
    seen = Seen(_places(pages))
    if sum(len(_questions(page)) for page in pages) > MOST_QUESTIONS:
        cure = _("En çok %(most)s soru sorun.") % {"most": MOST_QUESTIONS}
        yield Problem(_("Anket formu"), _("Soru sayısı çok fazla."), cure)
    for number, page in enumerate(pages, start=1):
        where = _("%(page)s. sayfa") % {"page": number}
        if not _questions(page):
            yield Problem(where, _("Soru yok."), _("«questions» listesine en az bir soru yazın."))
            continue
        if page.get("title"):
            yield from _texts(page, "title", where)
        for place, raw in enumerate(_questions(page), start=1):
            yield from _question(raw, number, place, seen)


def _questions(page: Any) -> list[Any]:
    found = page.get("questions") if isinstance(page, dict) else None
    return found if isinstance(found, list) else []


def _places(pages: list[Any]) -> dict[str, tuple[int, int]]:
    """Where each question stands: page and place on it. The first one wins where a code stands twice."""
    places: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(pages, start=1):
        for place, raw in enumerate(_questions(page), start=1):
            if isinstance(raw, dict) and isinstance(raw.get("code"), str):
                places.setdefault(raw["code"], (number, place))
    return places


def _question(raw: Any, page: int, place: int, seen: Seen) -> Iterator[Problem]:
    where = _("%(page)s. sayfa, %(place)s. soru") % {"page": page, "place": place}
    if not isinstance(raw, dict):
        yield Problem(where, _("Soru bir nesne değil."), _('{"code": …, "type": …, "text": …} biçiminde yazın.'))
        return
    code = raw.get("code")
    if isinstance(code, str) and code:
        where = f"{where} ({code})"
    yield from _code(code, where, seen)
    yield from _unknown_keys(raw, where)
    yield from _texts(raw, "text", where)
    for key in ("help", "unit"):
        if raw.get(key):
            yield from _texts(raw, key, where)
    if not isinstance(raw.get("required", False), bool):
        yield Problem(where, _("«required» okunamıyor."), _("true ya da false yazın."))
    yield from _type(raw, where)
    if raw.get("condition"):
        yield from _condition(raw, where, seen)
    if isinstance(code, str):
        seen.codes.add(code)
        seen.options[code] = _codes_of(raw.get("options")) if raw.get("type") in ("single", "multiple") else set()


def _code(code: Any, where: str, seen: Seen) -> Iterator[Problem]:
    if not isinstance(code, str) or not CODE.fullmatch(code):
        cure = _("«code» küçük harfle başlasın; yalnız a–z, 0–9 ve _ içersin, en çok 40 imli olsun.")
        yield Problem(where, _("Sorunun kodu yok ya da geçersiz."), cure)
    elif code in seen.codes:
        first = seen.places[code]
        what = _("«%(code)s» kodu %(page)s. sayfanın %(place)s. sorusunda da var.") % {
            "code": code, "page": first[0], "place": first[1],
        }  # fmt: skip
        yield Problem(where, what, _("Sorulardan birine başka bir kod verin."))


def _unknown_keys(raw: dict[str, Any], where: str) -> Iterator[Problem]:
    for key in sorted(set(raw) - KEYS):
        cure = _("Silin ya da doğrusunu yazın: %(keys)s.") % {"keys": ", ".join(sorted(KEYS))}
        yield Problem(where, _("«%(key)s» alanı bilinmiyor.") % {"key": key}, cure)


def _texts(raw: dict[str, Any], key: str, where: str) -> Iterator[Problem]:
    """Both languages, or it could not be shown to everybody who is asked."""
    texts = raw.get(key)
    for language in LANGUAGES:
        said = texts.get(language) if isinstance(texts, dict) else None
        if not isinstance(said, str) or not said.strip():
            names = {"tr": _("Türkçe"), "en": _("İngilizce")}
            what = _("«%(key)s» metninin %(language)s karşılığı yok.") % {"key": key, "language": names[language]}
            cure = _("«%(key)s» altına «%(language)s» yazın.") % {"key": key, "language": language}
            yield Problem(where, what, cure)


# --- what a type asks for --------------------------------------------------------------------------


def _type(raw: dict[str, Any], where: str) -> Iterator[Problem]:
    kind = raw.get("type")
    if kind not in TYPES:
        what = _("«%(type)s» diye bir soru türü yok.") % {"type": kind}
        yield Problem(where, what, _("Şunlardan birini yazın: %(types)s.") % {"types": ", ".join(TYPES)})
        return
    for key, kinds in ONLY_OF.items():
        if raw.get(key) is not None and kind not in kinds:
            what = _("«%(key)s» bu türdeki bir soruda olmaz.") % {"key": key}
            yield Problem(where, what, _("Silin ya da sorunun türünü değiştirin."))
    if kind in ("multiple", "matrix") and raw.get("code") in ONE_ANSWER:
        what = _("«%(code)s» kodlu soruyu göstergeler okur; ona tek yanıt verilebilmeli.") % {"code": raw["code"]}
        yield Problem(where, what, _("Türünü «single» yapın ya da soruya başka bir kod verin."))
    if kind in CHOICE_TYPES:
        yield from _choices(raw, "options", where, least=2)
    if kind == "matrix":
        yield from _choices(raw, "rows", where, least=1)
    if kind in {"number", "date"}:
        yield from _range(raw, where)


def _choices(raw: dict[str, Any], key: str, where: str, *, least: int) -> Iterator[Problem]:
    choices = raw.get(key)
    if not isinstance(choices, list) or not least <= len(choices) <= MOST_CHOICES:
        what = _("«%(key)s» listesi yok, kısa ya da çok uzun.") % {"key": key}
        cure = _("En az %(least)s, en çok %(most)s öge yazın.") % {"least": least, "most": MOST_CHOICES}
        yield Problem(where, what, cure)
        return
    known: set[str] = set()
    for place, choice in enumerate(choices, start=1):
        yield from _choice(choice, key, f"{where}, {key} {place}", known)


def _choice(choice: Any, key: str, where: str, known: set[str]) -> Iterator[Problem]:
    code = choice.get("code") if isinstance(choice, dict) else None
    if not isinstance(code, str) or not CHOICE_CODE.fullmatch(code):
        cure = _("«code» yalnız a–z, 0–9 ve _ içersin, en çok 40 imli olsun.")
        yield Problem(where, _("Kod yok ya da geçersiz."), cure)
    elif code in known:
        what = _("«%(code)s» kodu bu soruda iki kez geçiyor.") % {"code": code}
        yield Problem(where, what, _("Birine başka bir kod verin."))
    else:
        known.add(code)
    yield from _texts(choice if isinstance(choice, dict) else {}, "text", where)


def _range(raw: dict[str, Any], where: str) -> Iterator[Problem]:
    kinds: tuple[type, ...] = (int, float) if raw["type"] == "number" else (str,)
    bounds = [raw.get("min"), raw.get("max")]
    for name, bound in zip(("min", "max"), bounds, strict=True):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, kinds) or not _is_day(bound)):
            what = _("«%(name)s» sınırı okunamıyor.") % {"name": name}
            yield Problem(where, what, _('Sayıda sayı, tarihte "2026-11-30" biçiminde yazın.'))
            return
    if None not in bounds and bounds[0] > bounds[1]:  # type: ignore[operator]  # both were just looked at
        yield Problem(where, _("En küçük değer en büyüğünden büyük."), _("«min» ve «max» değerlerini değiştirin."))
    decimals = raw.get("decimals", 0)
    if isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals <= 4:
        yield Problem(where, _("«decimals» okunamıyor."), _("0 ile 4 arasında bir sayı yazın."))


def _is_day(bound: Any) -> bool:
    if not isinstance(bound, str):
        return True
    try:
        date.fromisoformat(bound)
    except ValueError:
        return False
    return True


# --- conditions ------------------------------------------------------------------------------------


def _condition(raw: dict[str, Any], where: str, seen: Seen) -> Iterator[Problem]:
    condition = raw["condition"]
    parts = condition.get("all", [condition]) if isinstance(condition, dict) else [condition]
    for part in parts if isinstance(parts, list) else [parts]:
        target = part.get("question") if isinstance(part, dict) else None
        wanted = part.get("in") if isinstance(part, dict) else None
        if not isinstance(target, str) or not isinstance(wanted, list) or not wanted:
            cure = _('{"question": "kod", "in": ["seçenek"]} biçiminde yazın.')
            yield Problem(where, _("Koşul okunamıyor."), cure)
        elif target == raw.get("code"):
            cure = _("Koşulu kaldırın ya da daha önceki bir soruyu yazın.")
            yield Problem(where, _("Koşul sorunun kendisini gösteriyor."), cure)
        elif target not in seen.codes:
            yield _not_before(target, where, seen)
        else:
            yield from _wanted(target, wanted, where, seen)


def _not_before(target: str, where: str, seen: Seen) -> Problem:
    if target not in seen.places:
        what = _("Koşul, olmayan bir soruyu gösteriyor: «%(target)s».") % {"target": target}
        return Problem(where, what, _("Kodu düzeltin ya da koşulu kaldırın."))
    page, place = seen.places[target]
    what = _("Koşul ileriyi gösteriyor: «%(target)s» sorusu daha sonra, %(page)s. sayfanın %(place)s. sorusu.") % {
        "target": target, "page": page, "place": place,
    }  # fmt: skip
    return Problem(where, what, _("Bu soruyu onun arkasına alın ya da «%(target)s» sorusunu öne taşıyın.")
                   % {"target": target})  # fmt: skip


def _wanted(target: str, wanted: list[Any], where: str, seen: Seen) -> Iterator[Problem]:
    options = seen.options[target]
    if not options:
        what = _("Koşulun gösterdiği «%(target)s» sorusunun seçenekleri yok.") % {"target": target}
        yield Problem(where, what, _("Koşul yalnız tek ya da çok seçmeli bir soruya bağlanabilir."))
        return
    for code in wanted:
        if not isinstance(code, str) or code not in options:
            what = _("«%(target)s» sorusunda «%(code)s» diye bir seçenek yok.") % {"target": target, "code": code}
            cure = _("Şunlardan birini yazın: %(options)s.") % {"options": ", ".join(sorted(options))}
            yield Problem(where, what, cure)


def _codes_of(choices: Any) -> set[str]:
    found = choices if isinstance(choices, list) else []
    return {c["code"] for c in found if isinstance(c, dict) and isinstance(c.get("code"), str)}
