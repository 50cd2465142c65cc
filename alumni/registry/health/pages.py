"""What the page of a department's (or the registry's) health says, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.registry.health import trends
from alumni.registry.health.measures import FIELDS, MEASURES, PARTS, Totals, totals_of
from alumni.registry.health.models import HealthSnapshot
from alumni.registry.health.reach import Reach
from alumni.registry.health.rules import MISSING_LISTS, TOPICS, Rule
from alumni.registry.health.units import UnitLine, worst
from mik.common.charts import Picture
from mik.common.turkish import number, percent


@dataclass(frozen=True)
class Tile:
    """A measure: its share, how many, and how it changed in a month."""

    label: str | Promise
    definition: str | Promise
    value: str
    change: str
    direction: str
    note: str


@dataclass(frozen=True)
class Lack:
    """A field, how many records lack it, and for which measure it is needed."""

    label: str | Promise
    count: int
    total: int
    needed: str
    url: str


@dataclass(frozen=True)
class RuleLine:
    rule: Rule
    count: int
    url: str


class HealthPage:
    """Of the whole registry everything heavy comes from the night, with its date; of a department it is as of now."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.past = trends.past_of(reach.unit.pk if reach.unit else None)

    @cached_property
    def night(self) -> HealthSnapshot | None:
        return trends.last_of_all()

    @cached_property
    def totals(self) -> Totals | None:
        """None before the first night."""
        if self.reach.unit is not None:
            return totals_of(self.reach.alumni())
        return trends.totals_from(self.night) if self.night else None

    @property
    def looked_at(self) -> datetime | None:
        return self.night.taken_at if self.night else None

    @property
    def looked_words(self) -> str:
        return trends.since(self.looked_at) if self.looked_at else ""

    # --- the measures ------------------------------------------------------------------------------

    @property
    def sound(self) -> Tile | None:
        return self._tile("sound") if self.totals else None

    @cached_property
    def tiles(self) -> list[Tile]:
        return [self._tile(code) for code in PARTS] if self.totals else []

    def _tile(self, code: str) -> Tile:
        assert self.totals is not None
        measure, share = MEASURES[code], self.totals.share(code)
        change, direction, note = self._change(code, share)
        value = "–" if share is None else percent(round(share))
        return Tile(measure.label, measure.definition, value, change, direction, note)

    def _change(self, code: str, share: float | None) -> tuple[str, str, str]:
        """In points, against a month ago. A representative of some levels only has no past of these records."""
        assert self.totals is not None
        counted = _("%(n)s kayıt") % {"n": number(self.totals.counts[code])}
        before = None if self.reach.is_part_of_its_unit else self.past.a_month_before(timezone.localdate())
        was = trends.share(before, code) if before else None
        if was is None or share is None:
            return "", "", counted
        points = round(share) - round(was)
        if not points:
            return "", "", _("%(counted)s · bir ay öncekiyle aynı") % {"counted": counted}
        words = ngettext("%(sign)s%(n)s puan", "%(sign)s%(n)s puan", abs(points))
        change = words % {"sign": "+" if points > 0 else "−", "n": abs(points)}
        return change, "up" if points > 0 else "down", _("bir ayda · %(counted)s") % {"counted": counted}

    @cached_property
    def picture(self) -> Picture | None:
        return trends.picture(self.past)

    # --- what is missing, what is wrong --------------------------------------------------------------

    @cached_property
    def lacks(self) -> list[Lack]:
        return sorted(self._lacks(), key=lambda lack: -lack.count) if self.totals else []

    def _lacks(self) -> Iterator[Lack]:
        assert self.totals is not None
        for code, field in FIELDS.items():
            needed = ", ".join(str(MEASURES[part].label) for part in PARTS if code in MEASURES[part].needs)
            url = self.reach.url("health_rule", MISSING_LISTS[code].code)
            yield Lack(field.label, self.totals.lacking.get(code, 0), self.totals.registered, needed, url)

    @cached_property
    def counts(self) -> dict[str, int]:
        return dict(self.reach.counts())

    @cached_property
    def topics(self) -> list[tuple[str | Promise, list[RuleLine]]]:
        """Rules with something to mend, by topic, the longest list first."""
        lines = [self._line(rule) for rule in self.reach.rules if self.counts[rule.code]]
        lines.sort(key=lambda line: -line.count)
        found = [(label, [one for one in lines if one.rule.topic == topic]) for topic, label in TOPICS.items()]
        return [(label, group) for label, group in found if group]

    def _line(self, rule: Rule) -> RuleLine:
        return RuleLine(rule, self.counts[rule.code], self.reach.url("health_rule", rule.code))

    @cached_property
    def clean_rules(self) -> list[Rule]:
        return [rule for rule in self.reach.rules if not self.counts[rule.code]]

    # --- departments -------------------------------------------------------------------------------

    @cached_property
    def worst(self) -> list[UnitLine]:
        """For the office's page of the whole registry."""
        return worst(self.reach) if self.reach.scope.is_office and self.reach.unit is None else []
