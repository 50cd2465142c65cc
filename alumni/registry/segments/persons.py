"""Whom a segment means at this moment: what its owner may see, narrowed by what it asks and by who is asking."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from alumni.registry.lists import GraduateList
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.orphans import closed_today
from alumni.registry.scopes import OutOfReach, Scope, scope_of
from alumni.registry.segments.asked import VIEW, criteria_of, list_part, list_query
from alumni.registry.segments.criteria import belonging, chips_of
from alumni.registry.segments.models import Segment
from mik.accounts.models import User
from mik.people.managers import PersonQuerySet
from mik.people.models import Person
from mik.units.models import Unit


def persons_of(segment: Segment, user: User, *, seen: AlumnusQuerySet | None = None) -> PersonQuerySet:
    """The living persons meant, confirmed records only; for mailings, surveys, events, cards and reports alike.

    ``seen``: whom the user may address here, by default whom the user may see. Nothing is stored but the question, so
    the rights of the owner and of the user count as they are now.
    """
    reach = Alumnus.objects.visible_to(user) if seen is None else seen
    found = alumni_of(segment, reach).living().filter(state=Alumnus.State.CONFIRMED)
    return Person.objects.filter(pk__in=found.values("pk"))


def alumni_of(segment: Segment, seen: AlumnusQuerySet) -> AlumnusQuerySet:
    """Of the records in ``seen`` those within the owner's reach whom everything asked fits, in whatever state."""
    reach = reach_of(segment)
    if reach is None:
        return seen.none()
    criteria, rest = criteria_of(segment.filters), list_part(segment.filters)
    found = seen.filter(criteria.graduated(), criteria.placed(), belonging(criteria.membership))
    if gone_in(rest, reach):
        return seen.none()
    if rest:
        listed = GraduateList(scope=reach, data=list_query(rest)).results
        return found.filter(pk__in=listed.order_by().values("pk"))
    return found if reach.is_office else found.filter(pk__in=reach.alumni().values("pk"))


def reach_of(segment: Segment) -> Scope | None:
    """What the owner may see today; None once the office that gave it has ended."""
    try:
        return scope_of(segment.owner, {"unit_id": segment.unit_id})
    except OutOfReach:
        return None


# --- In words ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One thing of the list's query in words. ``is_gone``: it refers to something that is no more."""

    name: str
    label: str
    is_gone: bool = False


def parts_of(segment: Segment, reach: Scope) -> list[Part]:
    """The part that only the list of graduates knows: view, words, state, tag."""
    rest = list_part(segment.filters)
    if not rest:
        return []
    gone = gone_in(rest, reach)
    parts = []
    for name, values in rest.items():
        graduates = GraduateList(scope=reach, data=list_query({name: values}))
        said = [chip.label for chip in graduates.chips] if name not in gone else []
        if name == VIEW and graduates.view.code:
            said = [str(graduates.view.label)]
        parts.append(Part(name, ", ".join(said or values), is_gone=name in gone))
    return parts


def gone_in(rest: dict[str, list[str]], reach: Scope) -> set[str]:
    """Names in the list's part that the list cannot ask any more: it would leave them out, and so find everybody."""
    if not rest:
        return set()
    graduates = GraduateList(scope=reach, data=list_query(rest))
    known = {name for name in graduates.filterset.filters if name not in graduates.filterset.form.errors}
    if graduates.view.code == (rest.get(VIEW) or [""])[0]:
        known.add(VIEW)
    return set(rest) - known


def words_of(segment: Segment, reach: Scope) -> list[str]:
    """What is asked, one short text each."""
    return [*chips_of(criteria_of(segment.filters)), *(part.label for part in parts_of(segment, reach))]


def problems_of(segment: Segment) -> Iterator[str]:
    """What a segment refers to that is no more. Such a part finds nobody; it never finds everybody."""
    reach = reach_of(segment)
    if reach is None:
        yield _("Sahibinin görevi bitti: kitle bu yüzden boş. Düzenleyip kaydeden onu üstlenir.")
        return
    asked = set(criteria_of(segment.filters).unit_ids)
    units = list(Unit.objects.filter(pk__in=asked))
    if len(units) < len(asked):
        yield _("Seçilen bölümlerden biri artık yok.")
    for unit in Unit.objects.filter(Q(pk__in=asked) & (closed_today() | closed_today("parent__"))):
        yield _("%(unit)s kapandı; eski mezunları kitlede durur.") % {"unit": unit.label}
    for part in parts_of(segment, reach):
        if part.is_gone:
            yield _("Artık bulunmayan bir ölçüt: %(label)s. Kaldırana kadar kitle boş kalır.") % {"label": part.label}
