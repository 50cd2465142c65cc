"""Records that may be the same person: shown while a name is typed, and before one is added.

A search reaches only as far as the scope. What a representative may not see leaves no trace in the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Prefetch, Q

from alumni.registry.duplicates.likeness import Ground, Sought, grounds
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from alumni.registry.states import is_proposed
from mik.common.fields import keyed_hash
from mik.common.identifiers import valid_tckn
from mik.people.models import ContactPoint, Person

SHOWN = 5
ALIKE = 0.45


@dataclass(frozen=True)
class Likely:
    """A record that may be the same person, and why."""

    alumnus: Alumnus
    grounds: tuple[Ground, ...]
    url: str = ""
    year: int | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it, in words."""
        return tuple(str(ground.text) for ground in self.grounds if ground.weight > 0)

    @property
    def differences(self) -> tuple[str, ...]:
        """What speaks against it."""
        return tuple(str(ground.text) for ground in self.grounds if ground.weight < 0)

    @property
    def weight(self) -> float:
        return sum(ground.weight for ground in self.grounds)


def sought_of(alumnus: Alumnus) -> Sought:
    """From a record that waits for the office, or that somebody asks about."""
    person = alumnus.person
    contacts = {contact.kind: contact.normalised for contact in person.contacts.all()}
    graduation = alumnus.graduations.all().first()
    return Sought(
        given=person.given_names,
        surname=person.surname,
        former=person.former_surname,
        birth_date=person.birth_date,
        tckn=person.tckn or "",
        email=contacts.get("email", ""),
        phone=contacts.get("phone", ""),
        diploma_no=graduation.diploma_no if graduation else "",
        student_no=graduation.student_no if graduation else "",
        programme_id=graduation.programme_id if graduation else None,
        year=graduation.year if graduation else None,
    )


def likely_duplicates(*, sought: Sought, scope: Scope, besides: int | None = None) -> list[Likely]:
    """The closest records within the scope, at most five, the surest first."""
    among, graduations = scope.alumni().exclude(pk=besides), scope.graduations()
    return [
        Likely(one.alumnus, one.grounds, scope.url("graduate_detail", one.alumnus.pk), one.year)
        for one in likely_among(sought=sought, among=among, graduations=graduations)
    ]


def likely_among(*, sought: Sought, among: AlumnusQuerySet, graduations: GraduationQuerySet) -> list[Likely]:
    """The same among given records and by given graduations; without addresses."""
    conditions = list(_conditions(sought, among, graduations))
    if not conditions:
        return []
    any_of = Q()
    for condition in conditions:
        any_of |= condition
    mine = graduations.filter(alumnus=OuterRef("pk")).order_by("-year")
    found = (
        among.filter(any_of)
        .select_related("person")
        .prefetch_related("person__contacts", Prefetch("graduations", queryset=graduations))
        .annotate(likeness=TrigramSimilarity("person__name_folded", sought.folded), year=mine.values("year")[:1])
        .order_by("-likeness", "pk")[: SHOWN * 4]
    )
    likely = [_likely(alumnus, sought) for alumnus in found]
    likely.sort(key=lambda one: -one.weight)
    return likely[:SHOWN]


def _likely(alumnus: Any, sought: Sought) -> Likely:
    person = alumnus.person
    found = grounds(sought, person, person.contacts.all(), alumnus.graduations.all())
    return Likely(alumnus=alumnus, grounds=tuple(found), year=alumnus.year)


def _conditions(sought: Sought, among: AlumnusQuerySet, graduations: GraduationQuerySet) -> Iterator[Q]:
    for name in sought.names:
        yield from _by_name(name)
    if valid_tckn(sought.tckn):
        yield Q(person__tckn_hash=keyed_hash(sought.tckn, purpose="tckn"))
        yield Q(pk__in=_waiting_with(sought.tckn, among))
    for kind, value in (("email", sought.email), ("phone", sought.phone)):
        if value:
            yield Q(Exists(ContactPoint.objects.filter(person=OuterRef("pk"), kind=kind, normalised=value)))
    for key in ("diploma_no", "student_no"):
        if value := getattr(sought, key):
            yield Q(Exists(graduations.filter(alumnus=OuterRef("pk"), **{key: value})))


def _by_name(name: str) -> Iterator[Q]:
    """Trigrams do not mind the order of the parts nor a slip of the finger; the former surname is among the words."""
    if len(name) < 4:
        return
    likeness = TrigramSimilarity("name_folded", name)
    alike = Person.objects.annotate(likeness=likeness).filter(name_folded__trigram_similar=name, likeness__gte=ALIKE)
    yield Q(pk__in=alike.values("pk"))
    if len(name.split()) > 1:
        yield Q(pk__in=Person.objects.named(name).values("pk"))


def _waiting_with(tckn: str, among: AlumnusQuerySet) -> list[int]:
    """Proposed records hold their number without a hash (``services.add_graduate``), so they are read one by one."""
    waiting = among.filter(is_proposed()).select_related("person")
    return [alumnus.pk for alumnus in waiting if alumnus.person.tckn == tckn]


def holder_of(tckn: str, *, besides: int | None = None) -> Person | None:
    """The person who bears this number already; only the office may be told."""
    bearers = Person.objects.filter(tckn_hash=keyed_hash(tckn, purpose="tckn"))
    return (bearers.exclude(pk=besides) if besides else bearers).first()
