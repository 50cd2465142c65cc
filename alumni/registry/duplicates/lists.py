"""The list of pairs at one desk: tabs, what is alike, pages; as many queries for one pair as for many."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.http import QueryDict
from django.urls import NoReverseMatch
from django.utils.functional import Promise

from alumni.registry.duplicates.managers import DuplicatePairQuerySet
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.permissions import may_decide, may_undo
from alumni.registry.duplicates.words import ALIKE, Finding, findings_of, sureness
from alumni.registry.merging.lists import MergeRow, merges_of, rows_of
from alumni.registry.merging.managers import MergeQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope

PAGE_SIZE = 10
State = DuplicatePair.State
TABS = (("", State.OPEN), ("sorulan", State.ASKED), ("farkli", State.DIFFERENT), ("birlesen", State.MERGED))


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list."""

    code: str
    label: Promise
    chosen: bool


@dataclass(frozen=True)
class Side:
    """One of the two records, in brief."""

    alumnus: Alumnus
    url: str
    studies: tuple[str, ...]
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class PairRow:
    pair: DuplicatePair
    sides: tuple[Side, Side]
    findings: list[Finding]
    sureness: Promise
    tone: str
    merge_url: str
    different_url: str
    undo_url: str
    may_decide: bool
    may_undo: bool

    @property
    def percent(self) -> int:
        """Never 100: a machine's guess is a guess."""
        return min(int(self.pair.probability * 100), 99)


class PairList:
    """Everything the list page shows, from the query string and the scope."""

    def __init__(self, *, scope: Scope, data: QueryDict) -> None:
        self.scope, self.data = scope, data
        self.state = dict(TABS).get(data.get("durum", ""), State.OPEN)
        self.alike = data.get("benzeyen", "") if data.get("benzeyen", "") in ALIKE else ""

    @cached_property
    def pairs(self) -> DuplicatePairQuerySet:
        return pairs_of(self.scope)

    @cached_property
    def counts(self) -> dict[str, int]:
        states = {state: Count("pk", filter=Q(state=state)) for _code, state in TABS if state != State.MERGED}
        counts = {str(state): count for state, count in self.pairs.aggregate(**states).items()}
        return {**counts, str(State.MERGED): self.merges.count()}

    @property
    def merges(self) -> MergeQuerySet:
        """A pair that was merged is no more, for one of its records is gone: the merge tells of it."""
        return merges_of(self.scope).in_force()

    @property
    def shows_merges(self) -> bool:
        return self.state == State.MERGED

    @property
    def tabs(self) -> list[Tab]:
        """Asked and merged ones are told of where there are any."""
        base = self.scope.url("duplicate_list")
        return [
            Tab(str(state.label), self.counts[state], f"{base}?durum={code}" if code else base, state == self.state)
            for code, state in TABS
            if self.counts[state] or code in {"", "farkli"} or state == self.state
        ]

    @property
    def choices(self) -> list[Choice]:
        return [Choice(code, label, code == self.alike) for code, (label, _parts) in ALIKE.items()]

    @cached_property
    def page(self) -> Page[Any]:
        number = self.data.get("sayfa")
        if self.shows_merges:
            return Paginator(self.merges, PAGE_SIZE).get_page(number)
        found = self.pairs.filter(state=self.state).order_by("-probability", "pk")
        if self.alike:
            any_of = Q()
            for part in ALIKE[self.alike][1]:
                any_of |= Q(parts__contains=[part])
            found = found.filter(any_of)
        return Paginator(with_records(found, self.scope), PAGE_SIZE).get_page(number)

    @cached_property
    def rows(self) -> list[PairRow]:
        return [] if self.shows_merges else [row_of(pair, self.scope) for pair in self.page]

    @cached_property
    def merge_rows(self) -> list[MergeRow]:
        return rows_of(self.page, self.scope) if self.shows_merges else []

    @property
    def subjects(self) -> list[int]:
        """Whose data the page shows."""
        if self.shows_merges:
            return sorted({row.merge.winner_id for row in self.merge_rows})
        return sorted({pk for row in self.rows for pk in (row.pair.first_id, row.pair.second_id)})


def pairs_of(scope: Scope) -> DuplicatePairQuerySet:
    seen = DuplicatePair.objects.visible_to(scope.user)
    return seen if scope.programme_ids is None else seen.within(scope.programme_ids)


def with_records(pairs: DuplicatePairQuerySet, scope: Scope) -> DuplicatePairQuerySet:
    """With what the row shows of both records, as far as the scope reaches."""
    graduations = scope.graduations().select_related("programme__parent")
    sides = [
        lookup
        for side in ("first", "second")
        for lookup in (f"{side}__person__contacts", Prefetch(f"{side}__graduations", queryset=graduations))
    ]
    return pairs.select_related("first__person", "second__person", "decided_by").prefetch_related(*sides)


def row_of(pair: DuplicatePair, scope: Scope) -> PairRow:
    label, tone = sureness(pair.probability)
    return PairRow(
        pair=pair,
        sides=(_side(pair.first, scope), _side(pair.second, scope)),
        findings=findings_of(pair, everything=scope.is_office),
        sureness=label,
        tone=tone,
        merge_url=merge_url(pair, scope),
        different_url=scope.url("duplicate_different", pair.pk),
        undo_url=scope.url("duplicate_undo", pair.pk),
        may_decide=pair.is_waiting and may_decide(scope, pair),
        may_undo=may_undo(scope, pair),
    )


def merge_url(pair: DuplicatePair, scope: Scope) -> str:
    """The page where two records are merged field by field; empty where it is not to be had."""
    try:
        return scope.url("merge_compare", pair.first_id, pair.second_id)
    except NoReverseMatch:
        return ""


def _side(alumnus: Alumnus, scope: Scope) -> Side:
    studies = tuple(
        f"{graduation.programme.department.label}, {graduation.get_level_display()} · {graduation.year}"
        for graduation in alumnus.graduations.all()
    )
    contacts = tuple(c.value for c in alumnus.person.contacts.all() if c.kind in {"email", "phone"} and c.value)
    return Side(alumnus, scope.url("graduate_detail", alumnus.pk), studies, contacts)
