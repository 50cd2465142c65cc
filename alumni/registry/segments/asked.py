"""What a segment asks, from the list's query or the audience form to JSON and back; what cannot be read is kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from alumni.registry.filters import GraduateFilter
from alumni.registry.scopes import Scope
from alumni.registry.segments.criteria import Belonging, Criteria
from mik.accounts.powers import powers_of
from mik.units.models import Kind, Unit

LIST = "list"
VIEW = "gorunum"
# A question never asks another one by name: that could be deleted, or ask back.
PASSING = {"kitle"}
# The list asks these of one diploma. The criteria know no programme; where one is asked they all stay the list's, since
# criteria and list are two questions, which two diplomas of one person could answer.
_BY_DIPLOMA = {"birim", "duzey", "yil_ilk", "yil_son", "fakulte", "program"}
_ONLY_LISTS = {"fakulte", "program"}
_MANY = {"birim": "unit_ids", "duzey": "levels", "il": "provinces"}
_YEARS = {"yil_ilk": "year_from", "yil_son": "year_to"}
_MEMBERSHIP = {"evet": Belonging.MEMBERS, "hayir": Belonging.OTHERS}


def criteria_of(filters: Mapping[str, Any]) -> Criteria:
    """The criteria, however the JSON was spoilt: what is no number or no word is left out."""
    known: dict[str, list[Any]] = {name: _numbers(filters.get(name)) for name in ("unit_ids", "levels")}
    known |= {name: [str(code) for code in _items(filters.get(name))] for name in ("provinces", "countries")}
    years = {name: next(iter(_numbers([filters.get(name)])), None) for name in ("year_from", "year_to")}
    membership = filters.get("membership")
    return Criteria.from_json({**known, **years, "membership": membership if membership in Belonging.values else ""})


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _numbers(value: Any) -> list[int]:
    return [int(one) for one in _items(value) if isinstance(one, int) or (isinstance(one, str) and one.isdecimal())]


def list_part(filters: Mapping[str, Any]) -> dict[str, list[str]]:
    """The rest of the list's query: its names and values."""
    kept = filters.get(LIST)
    if not isinstance(kept, dict):
        return {}
    return {str(name): [str(value) for value in _items(values)] for name, values in kept.items() if name not in PASSING}


def list_query(part: Mapping[str, Iterable[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in part.items():
        data.setlist(name, list(values))
    return data


def from_list(data: QueryDict, scope: Scope, *, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the list shows, as filters. ``base``: those of the segment the list was opened with; the query goes over
    them.
    """
    criteria: dict[str, Any] = {}
    rest: dict[str, list[str]] = {}
    asked = _asked_of(data, scope)
    together = _BY_DIPLOMA if _ONLY_LISTS & set(asked) else set()
    for name, values in asked.items():
        if name in together:
            rest[name] = values
        else:
            _sort(name, values, criteria, rest)
    if scope.unit:
        held = powers_of(scope.user).representation(scope.unit.pk)
        criteria["unit_ids"] = [scope.unit.pk]
        criteria.setdefault("levels", sorted(held.levels) if held else [])
    start = dict(base or Criteria().as_json())
    return {**start, **criteria, LIST: {**list_part(start), **rest}}


def _asked_of(data: QueryDict, scope: Scope) -> dict[str, list[str]]:
    """What the list goes by; a department's knows no other department."""
    names = (set(GraduateFilter.base_filters) | {VIEW}).intersection(data) - PASSING
    if scope.unit:
        names.discard("birim")
    found = {name: [value for value in data.getlist(name) if value] for name in names}
    return {name: values for name, values in found.items() if values}


def _sort(name: str, values: list[str], criteria: dict[str, Any], rest: dict[str, list[str]]) -> None:
    are_numbers = all(value.isdecimal() and len(value) < 10 for value in values)
    if name in _MANY and (are_numbers or name == "il"):
        criteria[_MANY[name]] = values if name == "il" else [int(value) for value in values]
    elif name in _YEARS and are_numbers:
        criteria[_YEARS[name]] = int(values[0])
    elif name == "uye" and values[0] in _MEMBERSHIP:
        criteria["membership"] = str(_MEMBERSHIP[values[0]])
    else:
        rest[name] = values


def to_query(filters: Mapping[str, Any], scope: Scope) -> str | None:
    """The list's query that asks the same, or None where the list has no words for it."""
    criteria, data = criteria_of(filters), list_query(list_part(filters))
    held = powers_of(scope.user).representation(scope.unit.pk) if scope.unit else None
    units = () if scope.unit and criteria.unit_ids == (scope.unit.pk,) else criteria.unit_ids
    levels = () if held and set(criteria.levels) >= held.levels else criteria.levels
    chosen: dict[str, Any] = {_filter_of(units): units, "duzey": levels, "il": criteria.provinces}
    if criteria.countries or any(len(values) > 1 for values in chosen.values()):
        return None
    chosen |= {"yil_ilk": (criteria.year_from,), "yil_son": (criteria.year_to,)}
    said = {name: str(value) for name, values in chosen.items() for value in values if value}
    words = {str(membership): word for word, membership in _MEMBERSHIP.items()}
    if criteria.membership in words:
        said["uye"] = words[criteria.membership]
    if (_BY_DIPLOMA & set(said) and _BY_DIPLOMA & set(data)) or set(said) & set(data):
        return None
    for name, value in said.items():
        data[name] = value
    return data.urlencode()


def _filter_of(units: Sequence[int]) -> str:
    """The list's filter for a unit; it names departments, faculties and programmes each for itself."""
    kind = Unit.objects.filter(pk__in=units).values_list("kind", flat=True).first() if units else None
    if kind in {None, Kind.DEPARTMENT}:
        return "birim"
    return "program" if kind == Kind.PROGRAMME else "fakulte"
