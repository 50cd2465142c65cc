"""Whose records a page of health is about: a scope, which the office may narrow to one department."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404

from alumni.registry.columns import with_names
from alumni.registry.health.models import HealthDismissal, HealthFinding
from alumni.registry.health.rules import RULES, Rule, rules_for
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.scopes import OutOfReach, Scope, scope_of, scope_or_404
from mik.people.models import ContactPoint
from mik.units.models import Unit


@dataclass(frozen=True)
class Reach:
    """``unit`` None: the whole registry, which only the office sees."""

    scope: Scope
    unit: Unit | None = None

    @cached_property
    def programme_ids(self) -> frozenset[int] | None:
        if self.scope.programme_ids is not None or self.unit is None:
            return self.scope.programme_ids
        return frozenset(Unit.objects.programmes().filter(parent=self.unit).values_list("pk", flat=True))

    @property
    def is_narrowed(self) -> bool:
        """The office looking at one department."""
        return self.scope.is_office and self.unit is not None

    @cached_property
    def is_part_of_its_unit(self) -> bool:
        """A representative of some levels only: the department's own totals are about more than these records."""
        if self.unit is None or self.scope.programme_ids is None:
            return False
        others = Unit.objects.programmes().filter(parent=self.unit).exclude(pk__in=self.scope.programme_ids)
        return others.exists()

    @property
    def label(self) -> str:
        return self.unit.label if self.unit else self.scope.label

    def alumni(self) -> AlumnusQuerySet:
        seen = self.scope.alumni()
        return seen.of_programmes(self.programme_ids or ()) if self.is_narrowed else seen

    def graduations(self) -> GraduationQuerySet:
        return self.scope.graduations()

    # --- addresses ---------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        return f"?{urlencode({'birim': self.unit.pk})}" if self.is_narrowed and self.unit else ""

    def url(self, name: str, *args: Any) -> str:
        return self.scope.url(name, *args) + self.query

    @property
    def params(self) -> dict[str, Any]:
        """What a background job needs to find these records again."""
        return {**self.scope.params, "birim": self.unit.pk if self.is_narrowed and self.unit else None}

    # --- rules -------------------------------------------------------------------------------------

    @property
    def rules(self) -> list[Rule]:
        return rules_for(is_office=self.scope.is_office)

    def offenders(self, rule: Rule) -> AlumnusQuerySet:
        """Records that break the rule at this instant, without those of which somebody said that it does not hold."""
        return self.alumni().filter(self._breaks(rule), ~Q(Exists(_dismissals(rule))))

    def dismissed(self, rule: Rule) -> AlumnusQuerySet:
        return self.alumni().filter(Exists(_dismissals(rule)))

    def _breaks(self, rule: Rule) -> Q:
        holds = rule.holds_now(self.graduations())
        if rule.is_live:
            return holds
        return Q(pk__in=HealthFinding.objects.filter(rule=rule.code).values("alumnus")) & holds

    def counts(self) -> Mapping[str, int]:
        """How many records break each rule. Of the whole registry the nightly ones are told as the night found them;
        of a department as they are now.
        """
        found = self._counts_of_everything() if self.unit is None else self._counts_of_a_department()
        return {rule.code: found.get(rule.code, 0) for rule in self.rules}

    def _counts_of_everything(self) -> dict[str, int]:
        """A query a live rule: as a condition of its own it becomes a join, where an aggregate asks row by row."""
        nightly = HealthFinding.objects.visible_to(self.scope.user).open().values_list("rule")
        live = {rule.code: self.offenders(rule).count() for rule in self.rules if rule.is_live}
        return live | dict(nightly.annotate(n=Count("pk")).order_by())

    def _counts_of_a_department(self) -> dict[str, int]:
        asked = {rule.code: Count("pk", filter=self._counted(rule)) for rule in self.rules}
        found: dict[str, int] = self.alumni().aggregate(**asked)
        return found

    def _counted(self, rule: Rule) -> Q:
        """Asked of every record of a department: by the index of its findings first."""
        holds = rule.holds_now(self.graduations()) & ~Q(Exists(_dismissals(rule)))
        if rule.is_live:
            return holds
        return Q(Exists(HealthFinding.objects.filter(rule=rule.code, alumnus=OuterRef("pk")))) & holds

    def to_show(self, alumni: AlumnusQuerySet) -> AlumnusQuerySet:
        """With what a row needs: the person, living and dead contacts, graduations in sight.

        Whoever sees a record sees its contacts, so those are fetched by the records in sight, without asking again.
        """
        mine = self.graduations().select_related("programme__parent").order_by("-year", "-pk")
        contacts = ContactPoint.objects.order_by("kind", "-is_primary", "pk")
        return with_names(alumni).prefetch_related(
            Prefetch("person__contacts", contacts), Prefetch("graduations", mine, to_attr="shown_graduations")
        )


def _dismissals(rule: Rule) -> Any:
    return HealthDismissal.objects.filter(rule=rule.code, alumnus=OuterRef("pk"))


def reach_or_404(user: object, unit_id: int | None, department: str = "") -> Reach:
    """The reach of a page: ``department`` is what an office's address names; a representative's names none."""
    scope = scope_or_404(user, unit_id)
    if not scope.is_office:
        return Reach(scope, scope.unit)
    return Reach(scope, _department_or_404(department) if department else None)


def _department_or_404(text: str) -> Unit:
    unit = Unit.objects.departments().filter(pk=int(text)).first() if text.isdecimal() and len(text) < 10 else None
    if unit is None:
        raise Http404
    return unit


def reach_of(user: object, params: Mapping[str, Any]) -> Reach:
    """The reach a job's params name, asked again for this user today; raises OutOfReach."""
    scope = scope_of(user, params)
    if not scope.is_office:
        return Reach(scope, scope.unit)
    named = params.get("birim")
    unit = Unit.objects.departments().filter(pk=named).first() if named else None
    if named and unit is None:
        raise OutOfReach
    return Reach(scope, unit)


def rule_or_404(reach: Reach, code: str) -> Rule:
    rule = RULES.get(code)
    if rule is None or (rule.only_office and not reach.scope.is_office):
        raise Http404
    return rule
