"""Query sets of people: who sees whom follows from the records that hang on a person (hooks)."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Collate
from django.utils import timezone

from mik.common import hooks
from mik.common.turkish import TR
from mik.people.deaths import living
from mik.people.search import matching

if TYPE_CHECKING:
    from mik.accounts.models import User
    from mik.people.models import ContactPoint, Person  # noqa: F401  (for the type arguments)


def visible_person_ids(user: Any) -> models.Q:
    """Persons this user may see in full: the own one, and those that a room above vouches for."""
    if not getattr(user, "is_authenticated", False):
        return models.Q(pk__in=[])
    seen = models.Q(user=user)
    for scope in hooks.person_scopes:
        seen |= models.Q(pk__in=scope(user))
    return seen


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(visible_person_ids(user))

    def living(self) -> Self:
        """Without those known to have died: whom one may write to, invite, suggest."""
        return self.filter(living())

    def named(self, words: str) -> Self:
        """Everybody whose folded name holds each folded word, in any order; one or two letters begin a word."""
        return self.filter(matching(words))

    def in_turkish_order(self) -> Self:
        return self.order_by(Collate("given_names", TR), Collate("surname", TR), "id")


def moment_of(day: date | None) -> datetime:
    """Noon of a day that is over, of which no hour is known; now for today."""
    if day is None or day >= timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def visible_to(self, user: Any) -> Self:
        from mik.people.models import Person

        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def alive(self) -> Self:
        """Those that reach their person; of somebody who has died none does."""
        return self.filter(living("person_id"), dead_at__isnull=True)

    def bury(self, evidence: str, *, reason: str = "", by: "User | None" = None, on: date | None = None) -> int:
        """Mark the living among these as reaching their person no more, ``on`` that day or just now; returns how many
        they were.
        """
        return self.alive().update(dead_at=moment_of(on), dead_evidence=evidence, dead_reason=reason[:200], dead_by=by)
