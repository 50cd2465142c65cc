"""Taking a person out of the cards: the numbers stay taken, nothing else stays."""

from django.db import transaction

from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.issuing.services import end_card
from cards.printing.services import forget_prints
from mik.files.models import StoredFile
from mik.files.services import delete_file

ERASED = "—"


@transaction.atomic
def erase_applications(person_id: int) -> int:
    """What waits is taken back, reasons and photos go."""
    applications = list(CardApplication.objects.filter(alumnus=person_id).select_related("photo"))
    photos = [application.photo for application in applications]
    for application in applications:
        if application.is_waiting:
            application.state, application.decided_at = CardApplication.State.WITHDRAWN, application.submitted_at
        application.photo, application.reason = None, ERASED if application.reason else ""
        application.save()
    _delete_unused(photos)
    return len(applications)


@transaction.atomic
def erase_cards(person_id: int) -> int:
    """An active card ends; what is printed on it and its photo go, with the files it was printed from."""
    cards = list(Card.objects.filter(alumnus=person_id).select_related("photo"))
    photos = [card.photo for card in cards]
    for card in cards:
        if card.state == Card.State.ACTIVE:
            end_card(card, Card.State.REVOKED, None, ERASED)
        card.printed_name, card.printed_line, card.photo = "", "", None
        card.reason = ERASED if card.reason else ""
        card.save()
    forget_prints(person_id=person_id)
    _delete_unused(photos)
    return len(cards)


def _delete_unused(photos: list[StoredFile | None]) -> None:
    for photo in {photo.pk: photo for photo in photos if photo}.values():
        used = (model.objects.filter(photo=photo).exists() for model in (Card, CardApplication))
        if not any(used):
            delete_file(file=photo)
