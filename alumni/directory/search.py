"""The directory's list: members who may be found by the reader, by what they show to the reader."""

from functools import cached_property
from typing import Any

from django.db.models.functions import Collate
from django.http import QueryDict

from alumni.directory.facets import NARROWING, count_choices, facets_of
from alumni.directory.filters import DirectoryFilter
from alumni.directory.finding import MemberFinding
from alumni.directory.rows import Row, rows_of
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.visibility.audience import Audience
from mik.common.arrays import AnyOf
from mik.common.facets import Facet
from mik.common.keyset import Keyset, KeysetPage, Listed, count_in_words, limited_count
from mik.common.turkish import TR

PAGE_SIZE = 24


class DirectoryList:
    """Everything the page shows, from the query string and who asks."""

    def __init__(self, *, audience: Audience, data: QueryDict) -> None:
        self.audience, self.data = audience, data
        self.filterset = DirectoryFilter(data, audience=audience)

    @cached_property
    def asked(self) -> dict[str, Any]:
        return self.filterset.form.cleaned_data if self.filterset.is_valid() else {}

    @cached_property
    def narrowed(self) -> AlumnusQuerySet:
        """By everything but the typed words."""
        found: AlumnusQuerySet = self.filterset.qs if self.filterset.is_valid() else Alumnus.objects.none()
        return found

    @cached_property
    def finding(self) -> MemberFinding | None:
        """Whom the typed words find; None where none were typed."""
        words = self.asked.get("ad", "").strip()
        return MemberFinding(self.narrowed, words) if words else None

    @cached_property
    def results(self) -> AlumnusQuerySet:
        return self.finding.queryset if self.finding else self.narrowed

    @cached_property
    def count(self) -> int:
        """Exact up to a thousand; one more stands for all above."""
        return self.finding.count if self.finding else limited_count(self.narrowed)

    @property
    def count_label(self) -> str:
        return count_in_words(self.count)

    @property
    def is_alike(self) -> bool:
        """Whether nobody is called what was typed, and names much like it are shown."""
        return bool(self.finding and self.finding.is_alike and self.rows)

    @cached_property
    def page(self) -> KeysetPage:
        """In Turkish order; a place in the list that is not a listed member's is none."""
        if self.finding and self.finding.are_few and (page := Listed(self.finding.keys, PAGE_SIZE).page(self.data)):
            return page
        order = [Collate("person__given_names", TR), Collate("person__surname", TR)]
        take = self.finding.first if self.finding and not self.finding.are_few else None
        rows = self._few if self.finding and self.finding.are_few else self.narrowed
        origin = self.filterset.queryset
        return Keyset(rows=rows, order=order, origin=origin, size=PAGE_SIZE, take=take).page(self.data)

    @property
    def _few(self) -> AlumnusQuerySet:
        assert self.finding is not None
        return Alumnus.objects.filter(AnyOf("pk", self.finding.keys))

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.page.keys, self.audience)

    @property
    def extra_filters(self) -> int:
        """How many of the filters that are folded away are in force."""
        names = ("duzey", "yil_ilk", "yil_son", "ulke", "sektor", "dil", "kurum", "mentor")
        return sum(bool(self.data.get(name)) for name in names)

    @cached_property
    def facets(self) -> list[Facet]:
        """Counted among those whom the words find and no facet narrows."""
        if not self.filterset.is_valid():
            return []
        counts = count_choices(self._wide, self.audience, self.asked)
        return list(facets_of(counts, self.data, dict(self.filterset.departments)))

    @property
    def _wide(self) -> AlumnusQuerySet:
        """Whom the words find and no facet narrows, by what the words were found to mean."""
        if self.finding and self.finding.are_few and not self._is_narrowed:
            return self._few
        everybody = self.filterset.without(NARROWING)
        return self.finding.fitting(everybody) if self.finding else everybody

    @property
    def _is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in NARROWING)
