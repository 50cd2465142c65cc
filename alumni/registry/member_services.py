"""What a member does with the own record: contacts, «still correct», being listed."""

from dataclasses import dataclass
from typing import cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from alumni.registry.models import Alumnus
from alumni.registry.provenance.contacts import keep_contact
from alumni.registry.provenance.models import KeptValue
from mik.accounts.models import User
from mik.common.codelists import HOME
from mik.common.identifiers import normalise_email, normalise_phone
from mik.common.turkish import fold
from mik.people.managers import ContactPointQuerySet
from mik.people.models import ContactPoint, Person, Source, Visibility

Kind = ContactPoint.Kind

# Where the own record is kept on the user object, which lives for one request.
OWN_RECORD, UNKNOWN = "_own_record", object()


@dataclass(frozen=True)
class ContactValues:
    """What a contact point should say; ``value`` is empty for a place known only by country and province."""

    kind: str
    value: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    postcode: str = ""
    visibility: str = Visibility.NOBODY
    is_primary: bool = False

    @property
    def normalised(self) -> str:
        """What tells two contact points of one person apart."""
        if self.kind == Kind.EMAIL:
            return normalise_email(self.value)
        if self.kind == Kind.PHONE:
            return normalise_phone(self.value)
        if self.kind == Kind.ADDRESS:
            where = " ".join(part for part in (self.postcode, self.city, self.value) if part)
            return f"{self.country} {self.province} {fold(where)}"[:300].strip()
        return self.value.removeprefix("https://").removeprefix("http://").rstrip("/").lower()


def member_record(user: User) -> Alumnus | None:
    """The record this user joined with, or None for somebody who has not joined; asked once for a request.

    It comes with ``departments``, the keys of those it graduated from, since whom a member may find follows from them.
    """
    if (known := user.__dict__.get(OWN_RECORD, UNKNOWN)) is not UNKNOWN:
        return cast(Alumnus | None, known)
    own = Alumnus.objects.visible_to(user).filter(membership__user=user, person__user=user)
    departments = ArrayAgg("graduations__programme__parent", distinct=True, default=Value([]))
    found = own.annotate(departments=departments).select_related("person", "membership").first()
    user.__dict__[OWN_RECORD] = found
    return found


def forget_member_record(user: User) -> None:
    """Drop the cache after the user joined or left within the same request."""
    user.__dict__.pop(OWN_RECORD, None)


@transaction.atomic
def confirm_record(*, alumnus: Alumnus) -> bool:
    """«Still correct»: says so once a day; a second click on the same day changes nothing. True if it did."""
    held = Alumnus.objects.select_for_update().get(pk=alumnus.pk)
    if confirmed_today(held):
        return False
    held.confirmed_at, held.confirmed_source = timezone.now(), Source.MEMBER
    held.save(update_fields=["confirmed_at", "confirmed_source", "updated_at"])
    held.reminders.filter(confirmed_at__isnull=True).update(confirmed_at=held.confirmed_at)
    return True


def confirmed_today(alumnus: Alumnus) -> bool:
    """Whether the member said «still correct» today."""
    at = alumnus.confirmed_at if alumnus.confirmed_source == Source.MEMBER else None
    return at is not None and timezone.localdate(at) == timezone.localdate()


# --- Contact points -------------------------------------------------------------------------------


@transaction.atomic
def save_contact(*, person: Person, values: ContactValues, contact: ContactPoint | None = None) -> ContactPoint:
    """Add or change a contact point as the member's word; a changed value is neither verified nor dead."""
    siblings = _held(person).filter(kind=values.kind)
    contact = contact or ContactPoint(person=person, kind=values.kind)
    if contact.normalised != values.normalised:
        keep_contact(contact, unless=Source.MEMBER, rule=KeptValue.Rule.MEMBER)
        contact.verified_at = None
        contact.revive()
    others = siblings.exclude(pk=contact.pk)
    contact.is_primary = values.is_primary or not others.filter(is_primary=True).exists()
    if contact.is_primary:
        others.filter(is_primary=True).update(is_primary=False)
    contact.value, contact.normalised = _stored_value(values), values.normalised
    contact.country = values.country or (HOME if values.province else "")
    contact.province, contact.visibility = values.province, values.visibility
    contact.city, contact.postcode = values.city, values.postcode
    contact.source = Source.MEMBER
    contact.save()
    return contact


def _stored_value(values: ContactValues) -> str:
    return values.normalised if values.kind in {Kind.EMAIL, Kind.PHONE} else values.value


@transaction.atomic
def remove_contact(*, contact: ContactPoint) -> None:
    """Delete a contact point; the next one of its kind takes its place as primary."""
    siblings = _held(contact.person).filter(kind=contact.kind).exclude(pk=contact.pk)
    was_primary = contact.is_primary
    keep_contact(contact, unless=Source.MEMBER, rule=KeptValue.Rule.MEMBER)
    contact.delete()
    heir = siblings.alive().order_by("id").first() or siblings.order_by("id").first()
    if was_primary and heir is not None:
        heir.is_primary = True
        heir.save(update_fields=["is_primary", "updated_at"])


def _held(person: Person) -> ContactPointQuerySet:
    """The person's contact points, with the person locked so that two saves wait for each other."""
    Person.objects.select_for_update().get(pk=person.pk)
    return ContactPoint.objects.filter(person=person)
