"""Confirming that a contact is one's own: an e-mail by the link in a mail, a telephone by somebody's word.

No SMS is sent: a telephone counts as confirmed once its owner said so or the representative was answered on it.
"""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mik.common.fields import keyed_hash
from mik.common.limits import DAY, HOUR, Limit
from mik.mail.services import send_mail
from mik.people.models import ContactPoint

SALT = "alumni.registry.confirming"
# Days a link is good for.
DAYS = 7
# Mails to one address, whoever asks for them, and mails one person may have sent.
TO_ADDRESS = Limit("confirm-contact-address", 3, DAY)
OF_PERSON = Limit("confirm-contact-person", 6, HOUR)


class BrokenLink(Exception):
    """The link is not one of ours, too old, or the address was changed or taken out since."""


def ask_to_confirm(*, contact: ContactPoint) -> bool:
    """Send the mail with the link. False if it is confirmed already, or was asked for too often."""
    if contact.kind != ContactPoint.Kind.EMAIL or contact.verified_at is not None:
        return False
    if not (OF_PERSON.allows(contact.person_id) and TO_ADDRESS.allows(contact.normalised)):
        return False
    user = contact.person.user
    send_mail(
        to=contact.normalised,
        template="alumni/confirm_contact",
        context={"url": settings.BASE_URL + reverse("alumni:contact_confirm", args=[token_of(contact)]), "days": DAYS},
        language=user.language if user else "tr",
    )
    return True


def token_of(contact: ContactPoint) -> str:
    """Knows the row and a hash of its address, and no address."""
    value = keyed_hash(contact.normalised, purpose="confirm_contact").hex()[:24]
    return signing.dumps([contact.pk, value], salt=SALT)


def read_token(token: str) -> ContactPoint:
    try:
        pk, value = signing.loads(token, salt=SALT, max_age=DAYS * DAY)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise BrokenLink from problem
    contact = ContactPoint.objects.filter(pk=pk, kind=ContactPoint.Kind.EMAIL).first()
    if contact is None or keyed_hash(contact.normalised, purpose="confirm_contact").hex()[:24] != value:
        raise BrokenLink
    return contact


@transaction.atomic
def confirm_contact(*, contact: ContactPoint) -> None:
    """Its owner says, or somebody found, that it reaches them: confirmed now, and used again if it was given up."""
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if held.verified_at is None or not held.is_alive:
        held.verified_at = timezone.now()
        held.revive()
        held.save(update_fields=["verified_at", "dead_at", "dead_evidence", "dead_reason", "dead_by", "updated_at"])
