"""Who of some invitations may be written to at this moment, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from mik.mail.unsubscribe import unsubscribe_url
from mik.people.consents.managers import agrees
from mik.people.models import ContactPoint, Person, Purpose
from surveys.models import Invitation

Unsent = Invitation.Unsent


@dataclass(frozen=True)
class Letter:
    """Where to write and how to greet; or ``unsent``: why not."""

    address: str = ""
    name: str = ""
    unsubscribe: str = ""
    unsent: str = ""


def letters_for(invitations: Sequence[Invitation]) -> dict[int, Letter]:
    """By invitation; consent and address are asked now, in two queries for graduates and none for contacts.

    The invitations come with ``person`` or ``contact`` at hand.
    """
    persons = [invitation.person_id for invitation in invitations if invitation.person_id]
    agreeing = Person.objects.filter(agrees(Purpose.SURVEYS), pk__in=persons)
    willing = set(agreeing.values_list("pk", flat=True))
    addresses = _addresses(persons)
    return {i.pk: _letter(i, willing, addresses) for i in invitations}


def _addresses(persons: Sequence[int | None]) -> dict[int, str]:
    """The primary living address of each, else the first one entered."""
    emails = ContactPoint.objects.alive().filter(person__in=persons, kind=ContactPoint.Kind.EMAIL).exclude(value="")
    rows = emails.order_by("person", "is_primary", "-pk").values_list("person_id", "value")
    return dict(rows)


def _letter(invitation: Invitation, willing: set[int], addresses: dict[int, str]) -> Letter:
    if invitation.opted_out_at is not None:
        return Letter(unsent=Unsent.OPTED_OUT)
    if invitation.contact is not None:
        contact = invitation.contact
        if contact.opted_out_at is not None:
            return Letter(unsent=Unsent.OPTED_OUT)
        return Letter(contact.email or "", contact.name) if contact.email else Letter(unsent=Unsent.NO_ADDRESS)
    person = invitation.person
    assert person is not None  # a constraint of the database
    if person.pk not in willing:
        return Letter(unsent=Unsent.NO_CONSENT)
    if person.pk not in addresses:
        return Letter(unsent=Unsent.NO_ADDRESS)
    leave = unsubscribe_url(person_id=person.pk, purpose=Purpose.SURVEYS)
    return Letter(addresses[person.pk], person.full_name, leave)
