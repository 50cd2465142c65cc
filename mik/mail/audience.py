"""Whom a mailing reaches: those of the chosen persons who agreed to its purpose and have a living address.

Each question is one statement, however many persons there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from mik.people.consents.managers import agrees
from mik.people.models import ContactPoint, Person

Kind = ContactPoint.Kind


@dataclass(frozen=True)
class AudienceCounts:
    """``matching`` = ``no_consent`` + ``no_address`` + ``dead_address`` + ``shared_address`` + ``recipients``."""

    matching: int
    no_consent: int
    no_address: int
    dead_address: int
    shared_address: int
    recipients: int

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """Who is left out and why, for the page; only what there is."""
        rows = [
            (str(_("Bu amaç için izni yok")), self.no_consent),
            (str(_("E-posta adresi yok")), self.no_address),
            (str(_("Adresine ulaşılamıyor")), self.dead_address),
            (str(_("Aynı adrese zaten gönderiliyor")), self.shared_address),
        ]
        return [(label, count) for label, count in rows if count]


@dataclass(frozen=True)
class Recipient:
    person_id: int
    contact_id: int
    address: str
    language: str


def count_audience(*, persons: "QuerySet[Person]", purpose: str) -> AudienceCounts:
    agreed, reachable = Q(agreed=True), Q(address__isnull=False)
    found = _reach(persons, purpose).aggregate(
        matching=Count("pk"),
        no_consent=Count("pk", filter=~agreed),
        no_address=Count("pk", filter=agreed & Q(has_address=False)),
        dead_address=Count("pk", filter=agreed & Q(has_address=True) & ~reachable),
        reached=Count("pk", filter=agreed & reachable),
        recipients=Count("address", filter=agreed, distinct=True),
    )
    return AudienceCounts(
        matching=found["matching"],
        no_consent=found["no_consent"],
        no_address=found["no_address"],
        dead_address=found["dead_address"],
        shared_address=found["reached"] - found["recipients"],
        recipients=found["recipients"],
    )


def recipients_of(*, persons: "QuerySet[Person]", purpose: str) -> Iterator[Recipient]:
    """One a person and one an address: of those who share one, whoever was entered first."""
    for person_id, contact_id, address, language in _reached(persons, purpose).values_list(
        "pk", "contact_id", "address", "user__language"
    ):
        yield Recipient(person_id, contact_id, address, language or "tr")


def sample_of(*, persons: "QuerySet[Person]", purpose: str, n: int = 3) -> list[Person]:
    """Some who will get it, the same ones each time one asks. Whoever shows their names logs that (log_access)."""
    chosen = _reached(persons, purpose).values("pk")
    return list(Person.objects.filter(pk__in=chosen).in_turkish_order().defer("tckn", "passport_no")[:n])


def _reach(persons: "QuerySet[Person]", purpose: str) -> "QuerySet[Any, Any]":
    """Each living person once, with ``agreed``, ``has_address``, and the best living address and its record."""
    emails = ContactPoint.objects.filter(person=OuterRef("pk"), kind=Kind.EMAIL)
    best = emails.alive().exclude(normalised="").order_by("-is_primary", "pk")
    return (
        Person.objects.living()
        .filter(pk__in=persons.order_by().values("pk"))
        .annotate(
            agreed=agrees(purpose),
            has_address=Exists(emails),
            contact_id=Subquery(best.values("pk")[:1]),
            address=Subquery(best.values("normalised")[:1]),
        )
    )


def _reached(persons: "QuerySet[Person]", purpose: str) -> "QuerySet[Any, Any]":
    turn = Window(RowNumber(), partition_by=[F("address")], order_by="pk")
    reached = _reach(persons, purpose).filter(agreed=True, address__isnull=False)
    first: QuerySet[Any, Any] = reached.annotate(turn=turn).filter(turn=1)
    return first
