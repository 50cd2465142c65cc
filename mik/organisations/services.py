"""Keeping the contacts of organisations."""

from django.db import transaction

from mik.common.fields import keyed_hash
from mik.common.turkish import fold
from mik.organisations.models import Contact, Organisation


@transaction.atomic
def add_contact(*, organisation: str, name: str, title: str, email: str, language: str) -> Contact:
    """A contact of the organisation of this name, made if new; the known one where the address is known there."""
    spelling = " ".join(organisation.split())
    Organisation.objects.bulk_create([Organisation(name=spelling)], ignore_conflicts=True)
    employer = Organisation.objects.get(name_folded=fold(spelling))
    address = email.strip().lower()
    contact, _created = Contact.objects.get_or_create(
        organisation=employer,
        email_hash=keyed_hash(address, purpose="email"),
        defaults={"name": name, "title": title, "email": address, "language": language},
    )
    return contact
