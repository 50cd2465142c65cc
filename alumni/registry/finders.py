"""Graduates and departments in the search across everything, within what each viewer's desk reaches."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.db.models import Case, Q, When
from django.db.models.functions import Collate
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alumni.registry import numbers
from alumni.registry.columns import with_names
from alumni.registry.lists import GraduateList, Row
from alumni.registry.scopes import OutOfReach, Scope, office_scope, scopes_of
from mik.common.hooks.finders import PEOPLE, UNITS, Group, Hit, TooManyTries
from mik.common.keyset import count_in_words
from mik.common.turkish import TR, fold
from mik.units.models import Unit

# So many times more departments than of anything that has a list.
SO_MANY = 3


def desks_of(user: Any) -> list[Scope]:
    """Every scope the user holds today; they are never mixed."""
    desks: list[Scope] = []
    with suppress(OutOfReach):
        desks.append(office_scope(user))
    return [*desks, *scopes_of(user)]


def _title(scope: Scope) -> str:
    return _("Mezunlar") if scope.is_office else _("Mezunlar: %(unit)s") % {"unit": scope.label}


def find_graduates(user: Any, words: str, most: int) -> Iterator[Group]:
    for scope in desks_of(user):
        data = QueryDict(urlencode({"q": words}))
        graduates = GraduateList(scope=scope, data=data)
        rows = graduates.rows[:most]
        yield Group(
            label=_title(scope),
            hits=[Hit(row.name, row.url, _about(row)) for row in rows],
            count=graduates.count_label,
            place=PEOPLE,
            url=f"{scope.urls['graduate_list']}?{data.urlencode()}",
            icon="users",
            note=_("Bu adla kimse yok; benzer adlar gösteriliyor.") if graduates.is_alike else "",
            subjects=tuple(row.pk for row in rows),
            as_role=scope.role,
        )


def _about(row: Row) -> str:
    return ", ".join(str(part) for part in (row.unit, row.year, row.title, row.employer) if part)


def find_bearers(user: Any, number: str) -> Iterator[Group]:
    """Counted as any other try of a number, once for all desks of the user."""
    scopes = desks_of(user)
    if scopes and not numbers.TRIES.allows(user.pk):
        raise TooManyTries
    for scope in scopes:
        found = numbers.find(number, scope)
        people = with_names(scope.alumni()).filter(pk__in=found.keys).in_turkish_order()
        kinds = ", ".join(found.kinds)
        yield Group(
            label=_title(scope),
            hits=[Hit(alumnus.person.full_name, scope.url("graduate_detail", alumnus.pk)) for alumnus in people],
            count=count_in_words(len(found.keys)),
            place=PEOPLE,
            icon="users",
            note=_("Bakılan: %(kinds)s") % {"kinds": kinds} if kinds else "",
            subjects=tuple(found.keys),
            as_role=scope.role,
            reason=_("Numarayla arama: %(kinds)s") % {"kinds": kinds or "—"},
        )


def find_departments(user: Any, words: str, most: int) -> Iterator[Group]:
    """Departments, those that begin with the words and are open first; each leads to the graduates whom this viewer
    may list, else to figures. They have no list of their own, so more of them are shown.
    """
    said = fold(words).split()
    condition = Q()
    for word in said:
        condition &= Q(name_folded__contains=word) | Q(name_en__icontains=word)
    found = Unit.objects.departments().filter(condition) if said else Unit.objects.none()
    begins = Q(name_folded__startswith=fold(words), closed_on__isnull=True)
    nearest = found.order_by(
        Case(When(begins, then=0), When(closed_on__isnull=True, then=1), default=2), Collate("name", TR), "pk"
    )
    shown = list(nearest.select_related("parent")[: most * SO_MANY])
    scopes = {scope.unit.pk if scope.unit else None: scope for scope in desks_of(user)}
    yield Group(
        label=_("Bölümler"),
        hits=[Hit(unit.label, _address(unit, scopes), unit.parent.label if unit.parent else "") for unit in shown],
        count=count_in_words(found.count()),
        place=UNITS,
        icon="landmark",
    )


def _address(unit: Unit, scopes: dict[int | None, Scope]) -> str:
    if unit.pk in scopes:
        return scopes[unit.pk].urls["graduate_list"]
    if None in scopes:
        return f"{scopes[None].urls['graduate_list']}?birim={unit.pk}"
    return f"{reverse('figures_cut:cut_table')}?{urlencode({'bolum': unit.pk})}"
