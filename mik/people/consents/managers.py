"""Query sets of the ledger: what is in force is asked here and nowhere else."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.people.consents.purposes import NOTICE, Channel

if TYPE_CHECKING:
    from mik.people.consents.models import (  # noqa: F401  (for the type arguments)
        ConsentEntry,
        ConsentText,
        NoticeEntry,
        TransferSwitch,
    )

CONSENTS = hooks.duties.require("people.consents")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def visible_to(self, user: Any) -> Self:
        """What was published everybody may read; drafts are the desk's."""
        return self if powers_of(user).has_duty(CONSENTS) else self.published()

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def of(self, subject: str) -> Self:
        """The published versions of a subject, newest first."""
        return self.published().filter(subject=subject).order_by("-number")

    def current(self, subject: str) -> "ConsentText | None":
        return self.of(subject).first()


def asked_since(subject: str, at: datetime | None = None) -> Any:
    """The number of the last version that asked again; what was said under an earlier one counts no more.

    An expression; PostgreSQL evaluates it once a statement, however many rows ask.
    """
    from mik.people.consents.models import ConsentText

    asking = ConsentText.objects.filter(subject=subject, asks_again=True, published_at__isnull=False)
    if at is not None:
        asking = asking.filter(published_at__lte=at)
    last = asking.order_by().values("subject").annotate(last=Max("number")).values("last")
    return Coalesce(Subquery(last), 0)


class ConsentEntryQuerySet(models.QuerySet["ConsentEntry"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; the office's, and staff's with the duty. Representatives see none (design/access.md)."""
        from mik.people.models import Person

        if powers_of(user).has_duty(CONSENTS):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        person_id = Person.objects.filter(user=user).values_list("pk", flat=True).first()
        return self.of_person(person_id) if person_id else self.none()

    def of_person(self, person_id: int) -> Self:
        """All a person ever said, under whichever number."""
        return self.filter(person__in=numbers_of(person_id))

    def in_force(self, at: datetime | None = None) -> Self:
        """The last words that say yes under a version that still counts. For lists of a few persons or a whole purpose;
        who asks about many persons uses ``agrees``.
        """
        from mik.people.consents.models import ConsentText

        moment = Q(said_at__lte=at) if at else Q()
        later = self.model.objects.filter(
            moment, person=OuterRef("person"), purpose=OuterRef("purpose"), channel=OuterRef("channel")
        ).filter(pk__gt=OuterRef("pk"))
        asked_again = ConsentText.objects.filter(
            Q(published_at__lte=at) if at else Q(published_at__isnull=False),
            subject=OuterRef("purpose"),
            asks_again=True,
            number__gt=OuterRef("version"),
        )
        return self.filter(moment, ~Exists(later), ~Exists(asked_again), act="given")


def agrees(purpose: str, channel: str = Channel.EMAIL, *, person: str = "pk", at: datetime | None = None) -> "Coalesce":
    """Whether the row's person agrees to a purpose by a channel: now, or as it stood at a moment. For filter or
    annotate; ``person`` names the column with the person's number. One look into one index for each row.
    """
    from mik.people.consents.models import ConsentEntry

    said = ConsentEntry.objects.filter(person=OuterRef(person), purpose=purpose, channel=channel)
    if at is not None:
        said = said.filter(said_at__lte=at)
    counts = ExpressionWrapper(Q(act="given") & Q(version__gte=asked_since(purpose, at)), output_field=BooleanField())
    last = said.annotate(counts=counts).order_by("-pk").values("counts")[:1]
    return Coalesce(Subquery(last), Value(False), output_field=BooleanField())


def numbers_of(person_id: int) -> list[int]:
    """All numbers a person goes by, the one in use first."""
    for known in hooks.same_person:
        return list(known(person_id))
    return [person_id]


class NoticeEntryQuerySet(models.QuerySet["NoticeEntry"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; the office's, and staff's with the duty."""
        if powers_of(user).has_duty(CONSENTS):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        from mik.people.models import Person

        own = Person.objects.filter(user=user).values("pk")
        return self.filter(Q(user=user.pk) | Q(person__in=own))

    def counting(self) -> Self:
        """Under a version that no later one asks to tell again."""
        return self.filter(version__gte=asked_since(NOTICE))


def informed(person: str = "pk", user: str = "user", *, at: datetime | None = None) -> Q:
    """Whether the row's person, or the account the person holds, has had the notice."""
    from mik.people.consents.models import NoticeEntry

    had = NoticeEntry.objects.filter(version__gte=asked_since(NOTICE, at))
    if at is not None:
        had = had.filter(at__lte=at)
    return Q(Exists(had.filter(person=OuterRef(person)))) | Q(Exists(had.filter(user=OuterRef(user))))


class TransferSwitchQuerySet(models.QuerySet["TransferSwitch"]):
    def visible_to(self, user: Any) -> Self:
        """The history is the desk's; what is on stands in the notice for everybody."""
        return self if powers_of(user).has_duty(CONSENTS) else self.none()

    def standing(self) -> Self:
        """The last entry of each code whose day has come."""
        begun = self.filter(starts_on__lte=timezone.localdate())
        return begun.order_by("code", "-pk").distinct("code")

    def last_of(self, code: str) -> "TransferSwitch | None":
        return self.filter(code=code, starts_on__lte=timezone.localdate()).order_by("-pk").first()
