"""The repair list of one rule: who breaks it, what is wrong, what a click would do; filtered and paged."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alumni.registry.filters import NO_IDENTIFIERS, SearchInput
from alumni.registry.health.models import HealthDismissal, HealthRepair
from alumni.registry.health.reach import Reach
from alumni.registry.health.rules import Rule
from alumni.registry.health.telling import graduations_of
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from mik.common.codelists import turkish_key
from mik.units.models import Level

PAGE_SIZE = 25
DISMISSED = "gecersiz"
RECENT = 5
# A list no longer than this is fetched whole, as keys and names, before it is cut into pages.
SHORT = 2000


class RuleFilter(forms.Form):
    q = forms.CharField(
        label=_("Ad"), required=False, max_length=120,
        widget=SearchInput(attrs={"pattern": NO_IDENTIFIERS, "autocomplete": "off"}),
    )  # fmt: skip
    duzey = forms.ChoiceField(label=_("Düzey"), required=False, choices=[("", _("Tüm düzeyler")), *Level.choices])


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    programme: str
    told: str
    url: str
    reason: str = ""


class RuleList:
    """Everything the page of one rule shows, from the reach and the query string."""

    def __init__(self, *, reach: Reach, rule: Rule, data: QueryDict) -> None:
        self.reach, self.rule, self.data = reach, rule, data
        self.form = RuleFilter(data)
        self.shows_dismissed = data.get("durum") == DISMISSED

    @cached_property
    def results(self) -> AlumnusQuerySet:
        """The same for rows, count, bulk actions and export."""
        reach, rule = self.reach, self.rule
        found = reach.dismissed(rule) if self.shows_dismissed else reach.offenders(rule)
        if not self.form.is_valid():
            return found.none()
        if words := self.form.cleaned_data["q"]:
            found = found.named(words)
        if level := self.form.cleaned_data["duzey"]:
            found = found.filter(Exists(reach.graduations().filter(alumnus=OuterRef("pk"), level=level)))
        return found

    @cached_property
    def page(self) -> Page[int]:
        return Paginator(self._ordered, PAGE_SIZE).get_page(self.data.get("sayfa"))

    @cached_property
    def _ordered(self) -> "Sequence[int] | QuerySet[Alumnus, int]":
        """Keys in the order of names. A short list is ordered here: the database would walk all names to find its few,
        and ask the rule once more for the count.
        """
        found = self.results.order_by().values_list("pk", "person__given_names", "person__surname")[: SHORT + 1]
        known = sorted(found, key=lambda row: (turkish_key(row[1]), turkish_key(row[2]), row[0]))
        if len(known) > SHORT:
            return self.results.in_turkish_order().values_list("pk", flat=True)
        return [pk for pk, _given, _surname in known]

    @cached_property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def rows(self) -> list[Row]:
        ids = list(self.page.object_list)
        shown = self.reach.to_show(self.reach.scope.alumni().filter(pk__in=ids)).in_bulk()
        reasons = self._reasons(ids)
        return [self.row(shown[pk], reasons.get(pk, "")) for pk in ids if pk in shown]

    def row(self, alumnus: Alumnus, reason: str = "") -> Row:
        latest = next(iter(graduations_of(alumnus)), None)
        programme = f"{latest.programme.label}, {latest.year}" if latest else ""
        url = self.reach.scope.url("graduate_detail", alumnus.pk)
        return Row(alumnus.pk, alumnus.person.full_name, programme, self.rule.tell(alumnus), url, reason)

    def _reasons(self, ids: list[int]) -> dict[int, str]:
        if not self.shows_dismissed:
            return {}
        said = HealthDismissal.objects.visible_to(self.reach.scope.user).filter(rule=self.rule.code, alumnus__in=ids)
        return dict(said.values_list("alumnus", "reason"))

    @cached_property
    def dismissed_count(self) -> int:
        return self.reach.dismissed(self.rule).count()

    @cached_property
    def repairs(self) -> list[HealthRepair]:
        mine = HealthRepair.objects.visible_to(self.reach.scope.user).filter(rule=self.rule.code)
        return list(mine.select_related("by")[:RECENT])

    @property
    def is_filtered(self) -> bool:
        return bool(self.data.get("q") or self.data.get("duzey"))

    @property
    def url(self) -> str:
        return self.reach.url("health_rule", self.rule.code)

    def tab_url(self, state: str) -> str:
        data: Any = QueryDict(mutable=True)
        if self.reach.is_narrowed and self.reach.unit:
            data["birim"] = str(self.reach.unit.pk)
        if state:
            data["durum"] = state
        query = data.urlencode()
        return self.reach.scope.url("health_rule", self.rule.code) + (f"?{query}" if query else "")

    @property
    def open_url(self) -> str:
        return self.tab_url("")

    @property
    def dismissed_url(self) -> str:
        return self.tab_url(DISMISSED)
