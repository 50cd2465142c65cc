"""The catalogue: every figure by its code or the name people type, and what it comes out at.

Rooms register their figures with ``hooks.figures`` and their Turkish names here:

    hooks.figures.register("registered", Figure(code="registered", …))
    catalogue.name("registered", "kayitli_mezun")
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from mik.common import hooks
from mik.common.hooks import Figure, FigureScope, FigureValue
from mik.units.models import Unit

_codes: dict[str, str] = {}
_by_unit: set[str] = set()


class UnknownFigure(LookupError):
    """No figure of this code or name."""


def name(code: str, alias: str) -> None:
    """Give a figure the name that stands for it in texts of the office: ``{kayitli_mezun}``."""
    if _codes.setdefault(alias, code) != code:
        raise hooks.HookError(f"The name {alias!r} is already that of {_codes[alias]!r}.")


def keep_by_unit(*codes: str) -> None:
    """Figures whose yearly values are kept for every faculty and department too, not for the university alone."""
    _by_unit.update(codes)


def is_kept_by_unit(code: str) -> bool:
    return code in _by_unit


def names() -> dict[str, str]:
    """Codes by the names people type; only of figures that exist."""
    return {alias: code for alias, code in _codes.items() if code in hooks.figures}


def name_of(code: str) -> str:
    """The name people type for a code; the code itself where none was given."""
    return next((alias for alias, named in _codes.items() if named == code), code)


def figure(code: str) -> Figure:
    """By code or by name; raises UnknownFigure."""
    found = hooks.figures.get(_codes.get(code, code))
    if found is None:
        raise UnknownFigure(code)
    return found


def figures(topic: str | None = None) -> list[Figure]:
    """All of them, or those of one topic, in the order of registration."""
    return [figure for figure in hooks.figures if topic in (None, figure.topic)]


def measure(code: str, scope: FigureScope) -> FigureValue:
    """What the figure comes out at, from the records as they are now."""
    wanted = figure(code)
    if wanted.compute is not None:
        return wanted.compute(scope)
    numerator = wanted.rows(scope).count()
    if wanted.base is None:
        return FigureValue(numerator, numerator)
    denominator = wanted.base(scope).count()
    return FigureValue(100 * numerator / denominator if denominator else None, numerator, denominator)


def year_scope(year: int, unit_id: int | None = None) -> FigureScope:
    """A year, up to today while it lasts."""
    return FigureScope(on=min(date(year, 12, 31), timezone.localdate()), since=date(year, 1, 1), unit_id=unit_id)


def programmes_in(unit_id: int | None, path: str = "") -> Q:
    """Condition on a programme (at ``path``) to be the unit itself or to lie in it: department, faculty or school.

    The units are picked apart from the records: joined to each record, they send a planner without statistics astray.
    """
    if unit_id is None:
        return Q()
    within = Unit.objects.filter(Q(pk=unit_id) | Q(parent=unit_id) | Q(parent__parent=unit_id))
    return Q((f"{path or 'pk'}__in", within.values("pk")))
