"""The list of graduates: saved views with counts, filters, order, pages; as many queries for one row as for many."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry import states
from alumni.registry.columns import DEFAULT_ORDER, ORDERS, is_descending, order_parts, with_columns
from alumni.registry.facets import NARROWING, facets_of, without_facets
from alumni.registry.filters import Chip, GraduateFilter, chips_of
from alumni.registry.finding import Finding
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.ordering import AXES, ColumnKeyset, are_many
from alumni.registry.row_facts import facts_of
from alumni.registry.saved_views import VIEWS, SavedView, Totals, claims_waiting, totals_of
from alumni.registry.scopes import Scope
from alumni.registry.totals import remembered
from mik.common.arrays import AnyOf
from mik.common.codelists import place_name
from mik.common.facets import Facet
from mik.common.keyset import PARAMETERS, Keyset, KeysetPage, Listed, count_in_words, limited_count

PAGE_SIZE = 25


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    current: bool = False


# --- Columns ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A heading of the table: how it sorts now and where a click leads."""

    key: str
    label: str
    url: str
    direction: str = ""
    numeric: bool = False


# --- The page --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One graduate as the list shows it."""

    pk: int
    name: str
    year: int | None
    unit: str
    title: str
    employer: str
    place: str
    pill: states.Pill
    updated: datetime | None
    url: str
    edit_url: str


class GraduateList:
    """Everything the list page shows, from the query string and the scope."""

    def __init__(self, *, scope: Scope, data: QueryDict) -> None:
        self.scope = scope
        self.data = data
        codes = {view.code: view for view in VIEWS if scope.is_office or not view.only_office}
        self.view = codes.get(data.get("gorunum", ""), codes[""])
        self.filterset = GraduateFilter(data, scope=scope, within=self.view.condition(scope))
        order = data.get("sirala", "")
        self.order = order if order.removeprefix("-") in ORDERS else DEFAULT_ORDER

    @cached_property
    def totals(self) -> Totals:
        """A department's are counted; those of the whole registry may be some minutes old once it is large."""
        if not self.scope.is_office:
            return totals_of(self.scope)
        return remembered("registry-totals", lambda: totals_of(self.scope))

    @cached_property
    def results(self) -> AlumnusQuerySet:
        """The filtered records: the same for rows, counts, bulk actions and exports."""
        if not self.filterset.is_valid():
            return self.scope.alumni().none()
        found: AlumnusQuerySet = self.filterset.qs
        return found

    @cached_property
    def finding(self) -> Finding | None:
        """Whom the typed words find; None where none were typed."""
        return self.filterset.finding if self.filterset.is_valid() else None

    @cached_property
    def page(self) -> KeysetPage:
        """Two steps: first which records, by an index; then what their rows show, for 25 and not for all."""
        return self._listed_page or self._asked_page

    @property
    def _listed_page(self) -> KeysetPage | None:
        """Of few found by a name, all are known, and in this order."""
        if self.order.removeprefix("-") != DEFAULT_ORDER or not (self.finding and self.finding.are_few):
            return None
        keys = self.finding.keys
        return Listed(keys[::-1] if is_descending(self.order) else keys, PAGE_SIZE).page(self.data)

    @property
    def _asked_page(self) -> KeysetPage:
        asked: dict[str, Any] = {
            "rows": self._sorted_rows,
            "order": order_parts(self.order),
            "descending": is_descending(self.order),
            "origin": self._with_order(self.scope.alumni()),
            "size": PAGE_SIZE,
        }
        if self._is_along_a_column:
            return ColumnKeyset(**asked, axis=AXES[self.order.removeprefix("-")]).page(self.data)
        take = self.finding.first if self.finding and self._is_walked else None
        return Keyset(**asked, take=take).page(self.data)

    @property
    def _is_along_a_column(self) -> bool:
        """Too many of the whole registry to be sorted by what stands in another table."""
        if not self.scope.is_office or self.order.removeprefix("-") not in AXES:
            return False
        return not (self.finding and self.finding.are_few) and are_many(self.results)

    @property
    def _is_walked(self) -> bool:
        """Too many to be sorted, in the order of names: see ``Finding.first``."""
        return self.finding is not None and not self.finding.are_few and self.order.removeprefix("-") == DEFAULT_ORDER

    @property
    def _sorted_rows(self) -> AlumnusQuerySet:
        if self._is_walked:
            return self.filterset.narrowed
        if self.finding and self.finding.are_few:
            return self._with_order(Alumnus.objects.filter(AnyOf("pk", self.finding.keys)))
        return self._with_order(self.results)

    def _with_order(self, alumni: AlumnusQuerySet) -> AlumnusQuerySet:
        return alumni if self.order.removeprefix("-") == DEFAULT_ORDER else with_columns(alumni, self.scope)

    @cached_property
    def count(self) -> int:
        """Exact up to a thousand; one more stands for all above."""
        return self.finding.count if self.finding else limited_count(self.results)

    @property
    def is_alike(self) -> bool:
        """Whether nobody is called what was typed, and names much like it are shown."""
        return bool(self.finding and self.finding.is_alike and self.rows)

    @property
    def count_label(self) -> str:
        return count_in_words(self.count)

    @cached_property
    def rows(self) -> list[Row]:
        facts = facts_of(self.page.keys, self.scope)
        urls, edit_urls = (self.scope.record_urls(name, facts) for name in ("graduate_detail", "graduate_edit"))
        return [
            Row(
                pk=key,
                name=facts[key].name,
                year=facts[key].year,
                unit=facts[key].department if self.scope.is_office else "",
                title=facts[key].title,
                employer=facts[key].employer,
                place=place_name(facts[key].country, facts[key].province),
                pill=states.PILLS[facts[key].state],
                updated=facts[key].confirmed_at,
                url=urls[key],
                edit_url=edit_urls[key],
            )
            for key in self.page.keys
            if key in facts
        ]

    @cached_property
    def tabs(self) -> list[Tab]:
        shown = [view for view in VIEWS if view.code in self.totals.views]
        tabs = [self._tab(view) for view in shown if self.totals.views[view.code] or not view.hidden_when_empty]
        tabs.insert(1, Tab(_("Onay bekleyen"), claims_waiting(self.scope), self.scope.urls["claim_list"]))
        return tabs

    def _tab(self, view: SavedView) -> Tab:
        label = str(view.label)
        if view.code == "bu-yil":
            label = _("%(year)s mezunları") % {"year": timezone.localdate().year}
        query = f"?gorunum={view.code}" if view.code else ""
        url = self.scope.urls["graduate_list"] + query
        return Tab(label, self.totals.views[view.code], url, view == self.view)

    @cached_property
    def chips(self) -> list[Chip]:
        return list(chips_of(self.filterset, self.data))

    @cached_property
    def facets(self) -> list[Facet]:
        if not self.filterset.is_valid():
            return []
        wide = GraduateList(scope=self.scope, data=without_facets(self.data))
        finding = wide.finding
        found = Alumnus.objects.filter(AnyOf("pk", finding.keys)) if finding and finding.are_few else wide.results
        return list(facets_of(found, self.scope, self.data, self.filterset.form.cleaned_data))

    @property
    def is_narrowed(self) -> bool:
        """Whether a facet is in force."""
        return any(self.data.get(name) for name in NARROWING)

    @cached_property
    def has_tags(self) -> bool:
        return any(value for value, _label in self.filterset.form.fields["etiket"].choices)

    @property
    def extra_filters(self) -> int:
        """How many of the filters that are folded away are in force."""
        return sum(bool(self.data.get(name)) for name in ("duzey", "uye", "etiket", "birim"))

    @property
    def clear_url(self) -> str:
        return self.scope.urls["graduate_list"] + (f"?gorunum={self.view.code}" if self.view.code else "")

    @cached_property
    def columns(self) -> list[Column]:
        labels = {
            "ad": _("Ad soyad"),
            "yil": _("Yıl"),
            "gorev": _("Görev"),
            "kurum": _("Kurum"),
            "il": _("İl"),
            "durum": _("Durum"),
            "guncelleme": _("Güncelleme"),
        }
        return [self._column(key, label) for key, label in labels.items()]

    def _column(self, key: str, label: str) -> Column:
        if key not in ORDERS:
            return Column(key, label, "")
        down = self.order == f"-{key}"
        direction = "descending" if down else "ascending" if self.order == key else ""
        target = f"-{key}" if self.order == key else key
        return Column(key, label, self.query(sirala=target, **dict.fromkeys(PARAMETERS)), direction, key == "yil")

    def query(self, **changes: str | int | None) -> str:
        """This list's query string with some parameters changed; None drops one."""
        data = self.data.copy()
        for name, value in changes.items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = str(value)
        return f"?{data.urlencode()}"

    @property
    def is_reordered(self) -> bool:
        return self.order != DEFAULT_ORDER

    @property
    def caption(self) -> str:
        labels = {column.key: column.label for column in self.columns}
        order = labels[self.order.removeprefix("-")]
        return _("Mezunlar: %(unit)s; sıralama: %(column)s") % {"unit": self.scope.label, "column": order}
