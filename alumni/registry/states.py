"""The four states a record can be in, as conditions and as a column: each record is in exactly one.

Waiting for confirmation, else out of reach (no living e-mail or telephone), else up to date, else old.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.managers import AlumnusQuerySet
from mik.people.models import ContactPoint

PROPOSED, UNREACHABLE, FRESH, STALE = "proposed", "unreachable", "fresh", "stale"


@dataclass(frozen=True)
class Pill:
    """How a state looks: the word and the tone of its pill."""

    label: Promise
    tone: str


PILLS: dict[str, Pill] = {
    FRESH: Pill(_("Güncel"), "ok"),
    STALE: Pill(_("Eski"), "warn"),
    UNREACHABLE: Pill(_("Ulaşılamadı"), "bad"),
    PROPOSED: Pill(_("Onay bekliyor"), "brand"),
}


def reachable() -> Exists:
    living = ContactPoint.objects.alive().filter(person=OuterRef("pk"), kind__in=["email", "phone"])
    return Exists(living)


def is_proposed() -> Q:
    return Q(state="proposed")


def is_unreachable() -> Q:
    return ~is_proposed() & ~Q(reachable())


def is_fresh() -> Q:
    return ~is_proposed() & Q(reachable()) & Q(confirmed_at__gte=AlumnusQuerySet.fresh_since())


def is_stale() -> Q:
    old = Q(confirmed_at__lt=AlumnusQuerySet.fresh_since()) | Q(confirmed_at__isnull=True)
    return ~is_proposed() & Q(reachable()) & old


CONDITIONS = {FRESH: is_fresh, STALE: is_stale, UNREACHABLE: is_unreachable, PROPOSED: is_proposed}


def state_column() -> Case:
    return Case(
        When(is_proposed(), then=Value(PROPOSED)),
        When(~Q(reachable()), then=Value(UNREACHABLE)),
        When(confirmed_at__gte=AlumnusQuerySet.fresh_since(), then=Value(FRESH)),
        default=Value(STALE),
        output_field=CharField(),
    )
