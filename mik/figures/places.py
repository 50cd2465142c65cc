"""Where graduates live: the map of the provinces, and the longest entries of a list beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mik.common import codelists
from mik.common.charts import Area, Picture, map_chart
from mik.common.charts.numbers import figure
from mik.common.codelists import turkish_key
from mik.figures import disclosure
from mik.figures.breakdowns import Counts

LONGEST = 7
FEW = 3  # what rounds to nothing is "fewer than three"


@dataclass(frozen=True)
class Rank:
    """A line of a ranked list; ``most`` is the length of a full meter."""

    label: str
    count: int
    most: int


def published(counts: Counts) -> Counts:
    """As everybody may see them: to the nearest five. One or two somewhere cannot be told from nobody."""
    rounded = {key: disclosure.rounded(count) for key, count in counts.items()}
    return {key: count for key, count in rounded.items() if count}


def named(counts: Counts, name: Callable[[str], str]) -> list[tuple[str, int]]:
    """Names with their counts, the largest first, equal ones by the alphabet."""
    rows = [(name(key), count) for key, count in counts.items() if name(key)]
    return sorted(rows, key=lambda row: (-row[1], turkish_key(row[0])))


def ranks(counts: Counts, name: Callable[[str], str], *, wanted: int = LONGEST) -> list[Rank]:
    rows = [row for row in named(counts, name) if row[1]][:wanted]
    return [Rank(label, count, rows[0][1]) for label, count in rows]


def few_or(count: int) -> str:
    """A published count; the word for one that rounds to nothing."""
    return figure(count) if count else _("%(n)s’ten az") % {"n": FEW}


def province_map(counts: Counts, *, is_published: bool = False, width: int = 760) -> Picture:
    """All provinces, those without anybody too. ``counts`` are rounded already where ``is_published``."""
    names = dict(codelists.provinces())
    words = _words(counts, is_published)
    found = ranks(counts, codelists.province_name, wanted=3)
    most = ", ".join(f"{rank.label} ({figure(rank.count)})" for rank in found)
    return map_chart(
        title=_("Mezunların yaşadığı iller"),
        desc=_("En çok: %(provinces)s.") % {"provinces": most} if most else _("Yaşadığı il bilinen mezun yok."),
        areas=[Area(plate, counts.get(plate, 0), words[plate]) for plate in names],
        head=(_("İl"), _("Mezun")),
        rows=[[name, words_of(count, is_published)] for name, count in named(counts, codelists.province_name)],
        width=width,
    )


def _words(counts: Counts, is_published: bool) -> Mapping[str, str]:
    return {
        plate: ngettext("%(n)s mezun", "%(n)s mezun", counts.get(plate, 0))
        % {"n": words_of(counts.get(plate, 0), is_published)}
        for plate, _name in codelists.provinces()
    }


def words_of(count: int, is_published: bool) -> str:
    return few_or(count) if is_published else figure(count)
