"""Finding a graduate by a number: which kind it is follows from its shape, and who is found from the scope.

A representative may match an identity number by typing it, but sees none; a number of somebody outside the department
finds nobody, just as one that nobody has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.scopes import Scope
from mik.common.fields import keyed_hash
from mik.common.identifiers import (
    clean_tckn,
    normalise_email,
    normalise_passport,
    normalise_phone,
    valid_tckn,
)
from mik.common.limits import HOUR, Limit
from mik.people.models import ContactPoint

LONGEST = 120
MOST_SHOWN = 25
# Typing one number after the other would tell who is registered; a day at the desk needs far fewer.
TRIES = Limit("find-by-number", 60, HOUR)
PASSPORT = re.compile(r"[A-Z]{1,3}[0-9]{5,9}")


@dataclass(frozen=True)
class Kind:
    """What a number may be, and the records that bear it."""

    label: str | Promise
    condition: Q


def kinds_of(typed: str, scope: Scope) -> Iterator[Kind]:
    """Every kind the number has the shape of."""
    typed = typed.strip()[:LONGEST]
    tckn, passport = clean_tckn(typed), normalise_passport(typed)
    if "@" in typed:
        yield _contact(_("E-posta"), ContactPoint.Kind.EMAIL, normalise_email(typed))
        return
    if valid_tckn(tckn):
        yield Kind(_("T.C. kimlik no"), Q(person__tckn_hash=keyed_hash(tckn, purpose="tckn")))
        return
    if PASSPORT.fullmatch(passport):
        yield Kind(_("Pasaport no"), Q(person__passport_hash=keyed_hash(passport, purpose="passport")))
    if phone := normalise_phone(typed):
        yield _contact(_("Telefon"), ContactPoint.Kind.PHONE, phone)
    if any(sign.isdigit() for sign in typed):
        for label, field in ((_("Öğrenci no"), "student_no"), (_("Diploma no"), "diploma_no")):
            yield Kind(label, Q(pk__in=scope.graduations().filter(**{field: typed}).values("alumnus")))


def _contact(label: str | Promise, kind: str, value: str) -> Kind:
    holders = ContactPoint.objects.filter(kind=kind, normalised=value).values("person")
    return Kind(label, Q(pk__in=holders) if value else Q(pk__in=[]))


@dataclass(frozen=True)
class Found:
    """Whom a number found, in Turkish order, and what it may be, in words."""

    keys: list[int]
    kinds: list[str]


def find(typed: str, scope: Scope) -> Found:
    """Each kind is asked by itself, by its own index."""
    kinds = list(kinds_of(typed, scope))
    keys: set[int] = set()
    for kind in kinds:
        keys.update(scope.alumni().filter(kind.condition).values_list("pk", flat=True)[:MOST_SHOWN])
    ordered = scope.alumni().filter(pk__in=keys).in_turkish_order().values_list("pk", flat=True)
    return Found(list(ordered[:MOST_SHOWN]), [str(kind.label) for kind in kinds])
