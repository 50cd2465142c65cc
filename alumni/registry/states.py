"""The five states a record can be in, as conditions and as a column: each record is in exactly one.

Waiting for confirmation, else of somebody who has died, else out of reach (no living e-mail or telephone), else up to
date, else old.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.managers import AlumnusQuerySet
from mik.people.deaths import living as is_living
from mik.people.managers import ContactPointQuerySet
from mik.people.models import ContactPoint

PROPOSED, DECEASED, UNREACHABLE, FRESH, STALE = "proposed", "deceased", "unreachable", "fresh", "stale"


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
    DECEASED: Pill(_("Vefat etti"), ""),
}


def living(moment: datetime | None = None) -> ContactPointQuerySet:
    """Contact points that stood and were alive at the moment; without one, those alive now."""
    if moment is None:
        return ContactPoint.objects.alive()
    alive = Q(dead_at__isnull=True) | Q(dead_at__gt=moment)
    return ContactPoint.objects.filter(alive, is_living("person_id", moment), created_at__lte=moment)


def reachable(moment: datetime | None = None) -> Exists:
    """With a living e-mail or telephone: THE definition. No way into the registry takes an invalid one."""
    return Exists(living(moment).filter(person=OuterRef("pk"), kind__in=["email", "phone"]))


def confirmed_lately(moment: datetime | None = None) -> Q:
    """Said to be right within the twelve months before the moment (now): THE definition of fresh, with reachable."""
    since = Q(confirmed_at__gte=AlumnusQuerySet.fresh_since(moment))
    return since & Q(confirmed_at__lte=moment) if moment else since


def is_proposed() -> Q:
    return Q(state="proposed")


def is_deceased() -> Q:
    """Of somebody who has died. The record itself is counted among the graduates as before."""
    return ~is_proposed() & ~is_living()


def is_unreachable() -> Q:
    return ~is_proposed() & is_living() & ~Q(reachable())


def is_fresh() -> Q:
    return ~is_proposed() & Q(reachable()) & confirmed_lately()


def is_stale() -> Q:
    old = Q(confirmed_at__lt=AlumnusQuerySet.fresh_since()) | Q(confirmed_at__isnull=True)
    return ~is_proposed() & Q(reachable()) & old


CONDITIONS = {FRESH: is_fresh, STALE: is_stale, UNREACHABLE: is_unreachable, PROPOSED: is_proposed,
              DECEASED: is_deceased}  # fmt: skip


def state_column() -> Case:
    return Case(
        When(is_proposed(), then=Value(PROPOSED)),
        When(~is_living(), then=Value(DECEASED)),
        When(~Q(reachable()), then=Value(UNREACHABLE)),
        When(confirmed_lately(), then=Value(FRESH)),
        default=Value(STALE),
        output_field=CharField(),
    )
