"""Records that may be the same person: shown while a name is typed, before adding, and to the office afterwards.

A search reaches only as far as the scope. What a representative may not see leaves no trace in the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from alumni.registry.states import is_proposed
from mik.common.fields import keyed_hash
from mik.common.identifiers import clean_tckn, normalise_email, normalise_phone, valid_tckn
from mik.common.turkish import fold
from mik.people.models import ContactPoint, Person

SHOWN = 5
ALIKE = 0.45


@dataclass(frozen=True)
class Sought:
    """What is known of the person being typed; unreadable values count as unknown."""

    name: str = ""
    birth_date: date | None = None
    tckn: str = ""
    email: str = ""
    phone: str = ""
    diploma_no: str = ""
    student_no: str = ""

    @property
    def folded(self) -> str:
        return fold(self.name)


@dataclass(frozen=True)
class Likely:
    """A record that may be the same person, and why."""

    alumnus: Alumnus
    reasons: tuple[str, ...]
    url: str
    year: int | None = None


def sought_in(data: dict[str, Any]) -> Sought:
    """From a form's cleaned (or half-typed) values."""
    names = [str(data.get(key) or "") for key in ("given_names", "surname")]
    birth_date = data.get("birth_date")
    return Sought(
        name=" ".join(names).strip(),
        birth_date=birth_date if isinstance(birth_date, date) else None,
        tckn=clean_tckn(data.get("tckn")),
        email=normalise_email(data.get("email")),
        phone=normalise_phone(data.get("phone")),
        diploma_no=str(data.get("diploma_no") or "").strip(),
        student_no=str(data.get("student_no") or "").strip(),
    )


def sought_of(alumnus: Alumnus) -> Sought:
    """From a record that waits for the office."""
    person = alumnus.person
    contacts = {contact.kind: contact.normalised for contact in person.contacts.all()}
    graduation = alumnus.graduations.all().first()
    return Sought(
        name=person.full_name,
        birth_date=person.birth_date,
        tckn=person.tckn or "",
        email=contacts.get("email", ""),
        phone=contacts.get("phone", ""),
        diploma_no=graduation.diploma_no if graduation else "",
        student_no=graduation.student_no if graduation else "",
    )


def likely_duplicates(*, sought: Sought, scope: Scope, besides: int | None = None) -> list[Likely]:
    """The closest records within the scope, at most five, the surest first."""
    conditions = list(_conditions(sought, scope))
    if not conditions:
        return []
    any_of = Q()
    for condition in conditions:
        any_of |= condition
    mine = scope.graduations().filter(alumnus=OuterRef("pk")).order_by("-year")
    found = (
        scope.alumni()
        .filter(any_of)
        .exclude(pk=besides)
        .select_related("person")
        .prefetch_related("person__contacts", Prefetch("graduations", queryset=scope.graduations()))
        .annotate(likeness=TrigramSimilarity("person__name_folded", sought.folded), year=mine.values("year")[:1])
        .order_by("-likeness", "pk")[: SHOWN * 4]
    )
    likely = [_likely(alumnus, sought, scope) for alumnus in found]
    likely.sort(key=lambda one: -len(one.reasons))
    return likely[:SHOWN]


def _conditions(sought: Sought, scope: Scope) -> Iterator[Q]:
    yield from _by_name(sought.folded)
    if valid_tckn(sought.tckn):
        yield Q(person__tckn_hash=keyed_hash(sought.tckn, purpose="tckn"))
        yield Q(pk__in=_waiting_with(sought.tckn, scope))
    for kind, value in (("email", sought.email), ("phone", sought.phone)):
        if value:
            yield Q(Exists(ContactPoint.objects.filter(person=OuterRef("pk"), kind=kind, normalised=value)))
    for key in ("diploma_no", "student_no"):
        if value := getattr(sought, key):
            yield Q(Exists(scope.graduations().filter(alumnus=OuterRef("pk"), **{key: value})))


def _by_name(name: str) -> Iterator[Q]:
    if len(name) < 4:
        return
    likeness = TrigramSimilarity("name_folded", name)
    alike = Person.objects.annotate(likeness=likeness).filter(name_folded__trigram_similar=name, likeness__gte=ALIKE)
    yield Q(pk__in=alike.values("pk"))
    if len(name.split()) > 1:
        yield Q(pk__in=Person.objects.named(name).values("pk"))


def _waiting_with(tckn: str, scope: Scope) -> list[int]:
    """Proposed records hold their number without a hash (``services.add_graduate``), so they are read one by one."""
    waiting = scope.alumni().filter(is_proposed()).select_related("person")
    return [alumnus.pk for alumnus in waiting if alumnus.person.tckn == tckn]


def _likely(alumnus: Any, sought: Sought, scope: Scope) -> Likely:
    return Likely(
        alumnus=alumnus,
        reasons=tuple(_reasons(alumnus, sought)),
        url=scope.url("graduate_detail", alumnus.pk),
        year=alumnus.year,
    )


def _reasons(alumnus: Alumnus, sought: Sought) -> Iterator[str]:
    person = alumnus.person
    if valid_tckn(sought.tckn) and same_tckn(person, sought.tckn):
        yield _("aynı T.C. kimlik no")
    folded = fold(person.full_name)
    if folded == sought.folded:
        yield _("aynı ad")
    else:
        yield _("benzer ad")
    if sought.birth_date and person.birth_date == sought.birth_date:
        yield _("aynı doğum tarihi")
    known = {(contact.kind, contact.normalised) for contact in person.contacts.all()}
    if sought.email and ("email", sought.email) in known:
        yield _("aynı e-posta")
    if sought.phone and ("phone", sought.phone) in known:
        yield _("aynı telefon")
    graduations = list(alumnus.graduations.all())
    if sought.diploma_no and any(g.diploma_no == sought.diploma_no for g in graduations):
        yield _("aynı diploma no")
    if sought.student_no and any(g.student_no == sought.student_no for g in graduations):
        yield _("aynı öğrenci no")


def same_tckn(person: Person, tckn: str) -> bool:
    """Whether this is the person's number: by hash, or by the number itself where it waits without one."""
    if person.tckn_hash:
        return bytes(person.tckn_hash) == keyed_hash(tckn, purpose="tckn")
    return bool(person.tckn) and person.tckn == tckn


def holder_of(tckn: str, *, besides: int | None = None) -> Person | None:
    """The person who bears this number already; only the office may be told."""
    bearers = Person.objects.filter(tckn_hash=keyed_hash(tckn, purpose="tckn"))
    return (bearers.exclude(pk=besides) if besides else bearers).first()
