"""What of cards hangs on a department in the matrix."""

from typing import Any

from alumni.registry.models import Alumnus
from cards.issuing.models import Card
from cards.printing.models import PrintBatch, PrintLine
from cards.verification.codes import token_of
from tests.access.side import Side
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.cards import application_of, card_of
from tests.factories.units import programme_of


def objects(side: Side) -> dict[str, Any]:
    """Every member has a card, somebody else waits for one, a batch waits to be prepared."""
    for member in Alumnus.objects.filter(membership__isnull=False, cards=None, card_applications=None):
        card_of(member)
    applicant = graduate(programme_of(side.unit), given_names="Saklı", surname=f"Başvuran{side.unit.pk}")
    enrol(applicant, UserFactory.create())
    card = Card.objects.get(alumnus__person__user=side.member)
    batch = PrintBatch.objects.create()
    PrintLine.objects.create(batch=batch, card=card, sequence=1)
    return {
        "card": card,
        "card_token": token_of(card.code),
        "card_application": application_of(applicant),
        "card_batch": batch,
    }
