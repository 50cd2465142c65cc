"""What made-up graduates and employers say in the ready questionnaires: coherent, plausible, nobody's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mik.home.demo.names import Chance
from surveys.ready.employers import content as employers_content
from surveys.ready.graduates import content as graduates_content

Said = dict[str, Any]

# ISCO-08 and NACE of graduates' work: profession, technical, other.
PROFESSIONS = {"2142": 9.0, "2144": 9.0, "2151": 5.0, "2512": 9.0, "2161": 5.0, "2411": 6.0, "2330": 7.0, "2221": 5.0,
               "2132": 4.0, "2211": 4.0, "2149": 5.0, "1321": 2.0}  # fmt: skip
TECHNICAL = {"3112": 4.0, "3115": 3.0, "3313": 4.0, "3322": 4.0, "3512": 2.0}
OTHER = {"4110": 5.0, "4311": 3.0, "5223": 4.0, "5120": 2.0, "8322": 1.0}
SECTORS = {"C": 24.0, "F": 18.0, "K": 12.0, "P": 12.0, "Q": 12.0, "R": 8.0, "G": 7.0, "L": 5.0, "D": 4.0, "A": 2.0}
PLACES = {"61": 30.0, "34": 24.0, "06": 14.0, "55": 6.0, "53": 6.0, "28": 5.0, "41": 4.0, "35": 4.0, "16": 3.0,
          "DE": 2.0, "NL": 1.0, "AZ": 1.0}  # fmt: skip
WISHES = (
    "Daha çok uygulama ve saha dersi olsa iyi olurdu.",
    "Yazılım araçlarına daha erken başlanmalı.",
    "Staj yeri bulmada bölümün daha çok desteği gerekiyor.",
    "Yabancı dil dersleri mesleğe dönük olmalı.",
    "Seçmeli derslerin çeşidi artmalı.",
    "Bitirme projeleri firmalarla birlikte yapılsa çok yararlı olurdu.",
)
EMPLOYER_WISHES = (
    "Mezunlar saha deneyimiyle gelirse uyum süreleri kısalıyor.",
    "Uzun dönem staj konusunda birlikte çalışmak isteriz.",
    "Yabancı dil ve sunum becerileri güçlendirilebilir.",
)


def _rows(content: Any, question: str) -> list[str]:
    found = next(q for page in content["pages"] for q in page["questions"] if q["code"] == question)
    return [row["code"] for row in found["rows"]]


GRADUATES, EMPLOYERS = graduates_content(), employers_content()
ROWS = {code: _rows(GRADUATES, code) for code in ("skills_own", "satisfaction", "outcomes")}
AREAS = {
    f"gas_{area}": _rows(EMPLOYERS, f"gas_{area}")
    for area in ("foundation", "adaptive", "collaborative", "technical", "employability")
}
LEVELS = {"prepared": 0.1, "ties": -0.5, "internship": -0.7, "teaching": 0.3, "facilities": -0.1, "recommend": 0.5}


def _option(question: str, option: str, row: str = "") -> Said:
    return {"question": question, "option": option, "row": row}


def _point(chance: Chance, middle: float, highest: int) -> str:
    """A point of a scale about ``middle``."""
    return str(min(max(round(chance.gauss(middle, 0.9)), 1), highest))


# --- graduates -------------------------------------------------------------------------------------


def graduate_answers(chance: Chance, *, graduated: date, answered: date, strength: float = 0) -> list[Said]:
    """``strength``: how much better (or worse) the department's graduates fare, in points of per cent."""
    works = chance.likely(66 + strength)
    studies = chance.weighted({"no": 82.0, "full": 7.0 if works else 22.0, "part": 9.0})
    mood = chance.gauss(3.7 + strength / 60, 0.6)
    said = [_option("worked", "away" if works and chance.likely(4) else "yes" if works else "no")]
    said += _at_work(chance, strength) if works else _without_work(chance)
    said += _studying(chance, studies)
    said += _doing(chance, works=works, studies=studies)
    said += _first_job(chance, graduated, answered, works=works)
    said += _skills(chance, works=works)
    return [*said, *_opinions(chance, mood)]


def _at_work(chance: Chance, strength: float) -> Iterator[Said]:
    hours = chance.weighted({"h1": 2.0, "h10": 3.0, "h20": 6.0, "h35": 45.0, "h45": 44.0})
    yield _option("hours", hours)
    if hours in {"h1", "h10", "h20"}:
        yield _option("more_hours", "yes" if chance.likely(55) else "no")
    yield _option(
        "job_kind", chance.weighted({"open": 62.0, "fixed": 18.0, "grant": 5.0, "self": 8.0, "business": 5.0})
    )
    group = chance.weighted({"profession": 66.0 + strength, "technical": 12.0, "other": 18.0})
    if chance.likely(94):
        lists = {"profession": PROFESSIONS, "technical": TECHNICAL, "other": OTHER}
        yield _option("occupation", chance.weighted(lists[group]))
    yield _option("sector", chance.weighted(SECTORS))
    yield _option("place", chance.weighted(PLACES))
    if chance.likely(58):
        yield {"question": "income", "number": round(max(chance.gauss(58_000 + 600 * strength, 17_000), 22_000), -2)}
    fits = group == "profession"
    levels = {"same": 76.0 if fits else 30.0, "lower": 14.0, "none": 2.0 if fits else 34.0, "higher": 8.0}
    fields = {"own": 40.0 if fits else 10.0, "related": 46.0 if fits else 28.0, "other": 9.0, "none": 5.0}
    yield _option("level_fit", chance.weighted(levels))
    yield _option("field_fit", chance.weighted(fields if fits else {**fields, "none": 38.0}))


def _without_work(chance: Chance) -> Iterator[Said]:
    seeking = chance.weighted({"full": 58.0, "part": 5.0, "found": 7.0, "no": 30.0})
    yield _option("seeking", seeking)
    if seeking != "no":
        yield _option("available", "yes" if chance.likely(88) else "no")


def _studying(chance: Chance, studies: str) -> Iterator[Said]:
    yield _option("study", studies)
    if studies != "no":
        yield _option(
            "study_level", chance.weighted({"master": 72.0, "doctorate": 10.0, "bachelor": 12.0, "other": 6.0})
        )
        yield _option("study_where", chance.weighted({"ktu": 58.0, "turkey": 34.0, "abroad": 8.0}))


def _doing(chance: Chance, *, works: bool, studies: str) -> Iterator[Said]:
    likely = {"voluntary": 7, "internship": 3, "military": 0 if works else 14, "caring": 12, "exam": 9 if works else 38}
    chosen = [activity for activity, percent in likely.items() if chance.likely(percent)]
    for activity in chosen or ["none"]:
        yield _option("activities", activity)
    if works:
        main = "work" if studies != "full" or chance.likely(50) else "study"
    elif "military" in chosen:
        main = "military"
    else:
        main = "study" if studies == "full" else chance.weighted({"seeking": 76.0, "caring": 14.0, "other": 10.0})
    yield _option("main_activity", main)


def _first_job(chance: Chance, graduated: date, answered: date, *, works: bool) -> Iterator[Said]:
    when = chance.weighted({"before": 24.0, "after": 76.0} if works else {"after": 26.0, "never": 74.0})
    passed = (answered.year - graduated.year) * 12 + answered.month - graduated.month
    if when == "after" and passed < 1:
        when = "before" if works else "never"
    yield _option("first_job", when)
    if when == "after":
        months = graduated.year * 12 + graduated.month - 1 + min(1 + int(chance.expovariate(1 / 5)), passed)
        yield {"question": "first_job_month", "date": date(months // 12, months % 12 + 1, 1)}
    if when != "never":
        ways = {"advert": 38.0, "internship": 15.0, "people": 18.0, "public": 14.0, "ktu": 8.0, "own": 5.0}
        yield _option("found_by", chance.weighted(ways))


def _skills(chance: Chance, *, works: bool) -> Iterator[Said]:
    if not chance.likely(90):
        return
    for place, skill in enumerate(ROWS["skills_own"]):
        yield _option("skills_own", _point(chance, 5.3 - place % 3 * 0.3 - (skill == "language") * 1.2, 7), skill)
        if works and chance.likely(97):
            yield _option("skills_needed", _point(chance, 5.4 - place % 4 * 0.25, 7), skill)


def _opinions(chance: Chance, mood: float) -> Iterator[Said]:
    for row in ROWS["satisfaction"]:
        if chance.likely(97):
            yield _option("satisfaction", _point(chance, mood + LEVELS[row], 5), row)
    yield _option("overall", _point(chance, mood + 0.2, 5))
    again = {"same": 10 + 15 * mood, "elsewhere": 16.0, "other": 12.0, "neither": 10.0, "none": 3.0}
    yield _option("again", chance.weighted(again))
    for row in ROWS["outcomes"] if chance.likely(92) else ():
        yield _option("outcomes", _point(chance, mood + 0.15, 5), row)
    for wanted, percent in {"mentoring": 24, "talks": 16, "internships": 9, "meetings": 38, "advice": 7}.items():
        if chance.likely(percent):
            yield _option("join_in", wanted)
    if chance.likely(18):
        yield {"question": "wish", "text": chance.choice(WISHES)}


# --- employers -------------------------------------------------------------------------------------


def employer_answers(chance: Chance) -> list[Said]:
    mood = chance.gauss(3.9, 0.5)
    return [
        _option("sector", chance.weighted(SECTORS)),
        _option("place", chance.weighted(PLACES)),
        _option("size", chance.weighted({"s1": 12.0, "s10": 30.0, "s50": 34.0, "s250": 24.0})),
        {"question": "graduates", "number": max(1, int(chance.expovariate(1 / 9)))},
        *_scales(chance, mood),
        _option("overall", _point(chance, mood + 0.2, 5)),
        _option("hire_again", chance.weighted({"yes": 20 * mood, "maybe": 18.0, "no": 3.0})),
        *_wished(chance),
    ]


def _scales(chance: Chance, mood: float) -> Iterator[Said]:
    shift = dict(zip(AREAS, (0.15, -0.1, 0.2, 0.1, -0.2), strict=True))
    for area, rows in AREAS.items():
        for row in rows:
            yield _option(area, "na" if chance.likely(5) else _point(chance, mood + shift[area], 5), row)


def _wished(chance: Chance) -> Iterator[Said]:
    wished = {"language": 52, "digital": 34, "practice": 48, "communication": 30, "project": 22, "law": 18}
    for skill, percent in {**wished, "sustainability": 12}.items():
        if chance.likely(percent):
            yield _option("wished_skills", skill)
    for way, percent in {"internship": 56, "recruiting": 40, "projects": 28, "teaching": 14}.items():
        if chance.likely(percent):
            yield _option("cooperation", way)
    if chance.likely(25):
        yield {"question": "wish", "text": chance.choice(EMPLOYER_WISHES)}
