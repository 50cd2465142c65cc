"""What graduates can be counted by: each dimension is an SQL expression over one diploma of one graduate.

Keys are texts; the empty one is «not known» and always a category of its own.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import LiteralString

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.numbers import units
from mik.common import codelists
from mik.common.codelists import turkish_key
from mik.people.models import Sex
from mik.units.models import Level

UNKNOWN = ""
ABROAD = "--"  # of the provinces: lives in another country
YES, NO = "evet", "hayir"
Namer = Callable[[Collection[str]], Mapping[str, str]]

# What a key is computed from besides the diploma ``d``; a graduate has one person, perhaps several homes.
PERSON = "JOIN people_person p ON p.id = d.alumnus_id"
PROGRAMME = "JOIN units_unit pr ON pr.id = d.programme_id"
DEPARTMENT = "JOIN units_unit dep ON dep.id = pr.parent_id"
HOMES = (
    "LEFT JOIN (SELECT DISTINCT person_id, country, CASE country WHEN 'TR' THEN province ELSE '--' END AS province"
    " FROM people_contactpoint, moment WHERE kind = 'address' AND country <> '' AND created_at <= moment.at"
    " AND (dead_at IS NULL OR dead_at > moment.at)"
    " AND NOT EXISTS (SELECT FROM people_death died WHERE died.person_id = people_contactpoint.person_id"
    " AND died.marked_at <= moment.at AND (died.revoked_at IS NULL OR died.revoked_at > moment.at))"
    ") home ON home.person_id = d.alumnus_id"
)
JOB = (
    "LEFT JOIN alumni_employment job ON job.alumnus_id = d.alumnus_id AND job.is_primary"
    " AND job.created_at <= (SELECT at FROM moment)"
)


@dataclass(frozen=True)
class Dimension:
    """``column``: the key in SQL, never null. ``joins``: what it needs, in this order.

    ``order``: rows stand by «key» (years, levels), as «given» in ``fixed``, or by «size». ``fixed``: categories that
    stand in a table even when empty. ``domain``: how many categories anybody knows to exist, whoever is in them
    (``protecting``). ``public``: everybody may choose it. ``repeats``: one graduate may be in several of them.
    """

    code: str
    label: Promise
    column: LiteralString
    joins: tuple[LiteralString, ...]
    names: Namer
    order: str = "size"
    fixed: tuple[str, ...] = ()
    domain: int = 0
    public: bool = True
    repeats: bool = False
    is_unit: bool = False

    def sort_key(self, key: str, name: str, size: int) -> tuple[object, ...]:
        """Where a row stands by itself; «not known» is the last."""
        last = key == UNKNOWN
        if self.order == "key":
            return (last, int(key or 0))
        if self.order == "given":
            return (last, self.fixed.index(key) if key in self.fixed else 0)
        return (last, -size, turkish_key(name))


def _with_unknown(name: Callable[[str], str]) -> Namer:
    def names(keys: Collection[str]) -> dict[str, str]:
        return {key: (name(key) or key) if key else _("Bilinmiyor") for key in keys}

    return names


def _province(key: str) -> str:
    return _("Türkiye dışı") if key == ABROAD else codelists.province_name(key)


def _decade(key: str) -> str:
    return _("%(first)s–%(last)s") % {"first": key, "last": int(key) + 9}


def _words(choices: Mapping[str, Promise]) -> Callable[[str], str]:
    return lambda key: str(choices.get(key, key))


MEMBERSHIP = {YES: gettext_lazy("Üye"), NO: gettext_lazy("Üye değil")}
REACH = {YES: gettext_lazy("Ulaşılabilen"), NO: gettext_lazy("Ulaşılamayan")}

_ALL = (
    Dimension("fakulte", gettext_lazy("Fakülte"), "coalesce(dep.parent_id::text, '')", (PROGRAMME, DEPARTMENT),
              units.names, is_unit=True, repeats=True),
    Dimension("bolum", gettext_lazy("Bölüm"), "coalesce(pr.parent_id::text, '')", (PROGRAMME,), units.names,
              is_unit=True, repeats=True),
    Dimension("program", gettext_lazy("Program"), "d.programme_id::text", (), units.programme_names, is_unit=True,
              public=False, repeats=True),
    Dimension("duzey", gettext_lazy("Düzey"), "d.level::text", (),
              _with_unknown(lambda key: str(Level(int(key)).label)), order="key", repeats=True),
    Dimension("yil", gettext_lazy("Mezuniyet yılı"), "d.year::text", (), _with_unknown(str), order="key",
              repeats=True),
    Dimension("donem", gettext_lazy("Mezuniyet dönemi"), "(d.year / 10 * 10)::text", (), _with_unknown(_decade),
              order="key", repeats=True),
    Dimension("cinsiyet", gettext_lazy("Cinsiyet"), "p.sex", (PERSON,), _with_unknown(_words(dict(Sex.choices))),
              order="given", fixed=(Sex.FEMALE.value, Sex.MALE.value, UNKNOWN), domain=3),
    Dimension("uyruk", gettext_lazy("Uyruk"), "p.nationality", (PERSON,), _with_unknown(codelists.country_name),
              domain=200),
    Dimension("ulke", gettext_lazy("Yaşadığı ülke"), "coalesce(home.country, '')", (HOMES,),
              _with_unknown(codelists.country_name), domain=200, repeats=True),
    Dimension("il", gettext_lazy("Yaşadığı il"), "coalesce(home.province, '')", (HOMES,), _with_unknown(_province),
              domain=83, repeats=True),
    Dimension("sektor", gettext_lazy("Sektör (NACE)"), "coalesce(job.sector, '')", (JOB,),
              _with_unknown(codelists.sector_name), domain=22),
    Dimension("uye", gettext_lazy("Üyelik"), "CASE WHEN member.id IS NOT NULL THEN 'evet' ELSE 'hayir' END", (),
              _with_unknown(_words(MEMBERSHIP)), order="given", fixed=(YES, NO), public=False),
    Dimension("ulasim", gettext_lazy("Ulaşılabilirlik"),
              "CASE WHEN reached.person_id IS NOT NULL THEN 'evet' ELSE 'hayir' END", (),
              _with_unknown(_words(REACH)), order="given", fixed=(YES, NO), public=False),
)  # fmt: skip
DIMENSIONS: dict[str, Dimension] = {one.code: one for one in _ALL}
# The year of a graduate's first diploma: for growing totals, which count nobody twice.
FIRST_YEAR = Dimension(
    "ilk_yil",
    gettext_lazy("İlk mezuniyet yılı"),
    "(min(d.year) OVER (PARTITION BY d.alumnus_id))::text",
    (),
    _with_unknown(str),
    order="key",
)
KNOWN = DIMENSIONS | {FIRST_YEAR.code: FIRST_YEAR}
UNITS = ("fakulte", "bolum", "program")
