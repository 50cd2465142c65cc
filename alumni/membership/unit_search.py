"""Finding the department a graduate means: by today's name, an earlier one, or that of a closed unit."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.db.models import Prefetch

from mik.common.turkish import fold
from mik.units.models import Kind, Unit

MOST_CHOICES = 8
ALIKE = 0.75


@dataclass(frozen=True)
class Department:
    unit: Unit
    names: frozenset[str]
    levels: frozenset[int]

    @property
    def label(self) -> str:
        """«Makine Mühendisliği, Mühendislik Fakültesi»: the same name occurs in several faculties and institutes."""
        return ", ".join(unit.label for unit in (self.unit, self.unit.parent) if unit)

    def answers_to(self, text: str) -> bool:
        return text in self.names

    def likeness(self, text: str) -> float:
        if any(all(word in name for word in text.split()) for name in self.names):
            return 1.0
        return max(SequenceMatcher(None, text, name).ratio() for name in self.names)


class DepartmentFinder:
    """All departments, closed and moved ones too, read once for a request."""

    @cached_property
    def departments(self) -> list[Department]:
        units = Unit.objects.departments().select_related("parent").in_turkish_order()
        programmes = Prefetch("children", Unit.objects.programmes().prefetch_related("earlier_names"))
        return [_department(unit) for unit in units.prefetch_related("earlier_names", programmes)]

    @property
    def labels(self) -> list[str]:
        return [department.label for department in self.departments]

    def get(self, pk: int) -> Department | None:
        return next((d for d in self.departments if d.unit.pk == pk), None)

    def find(self, text: str, level: int | None) -> list[Department]:
        """One: that is it. Several: the person must choose. None: nothing of the kind is known."""
        words = fold(text)
        exact = self._at(level, [d for d in self.departments if d.answers_to(words)])
        return exact or self._at(level, self._alike(words))[:MOST_CHOICES]

    def is_exact(self, text: str, found: list[Department]) -> bool:
        return len(found) == 1 and found[0].answers_to(fold(text))

    def _alike(self, words: str) -> list[Department]:
        rated = [(d.likeness(words), d) for d in self.departments] if len(words) > 2 else []
        return [d for rate, d in sorted(rated, key=lambda pair: -pair[0]) if rate >= ALIKE]

    @staticmethod
    def _at(level: int | None, found: list[Department]) -> list[Department]:
        """Those that teach at the level, where any does; master's degrees lie in institutes of the same name."""
        return [d for d in found if level in d.levels] or found


def _department(unit: Unit) -> Department:
    bearers = [unit, *unit.children.all()]
    names = {name for bearer in bearers for name in (bearer.name, bearer.name_en)}
    names |= {earlier.name for bearer in bearers for earlier in bearer.earlier_names.all()}
    parents = {name for name in (unit.parent.name, unit.parent.name_en) if name} if unit.parent else set()
    folded = {fold(name) for name in names if name}
    whole = {f"{name} {fold(parent)}" for name in folded for parent in parents}
    levels = {child.level for child in unit.children.all() if child.kind == Kind.PROGRAMME and child.level}
    return Department(unit, frozenset(folded | whole), frozenset(levels))
