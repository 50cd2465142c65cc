"""The end of a card whose holder has died."""

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.registry.models import Alumnus
from cards.applications.services import withdraw_waiting
from cards.issuing.models import Card
from cards.issuing.services import end_card
from mik.accounts.models import User


@transaction.atomic
def end_cards_of(*, alumnus_id: int, by_id: int) -> None:
    """The active card ends and what waits is closed; nobody is written to."""
    by = User.objects.get(pk=by_id)
    for card in Card.objects.select_for_update(of=("self",)).filter(alumnus=alumnus_id, state=Card.State.ACTIVE):
        end_card(card, Card.State.REVOKED, by, _("Vefat"))
    withdraw_waiting(alumnus=Alumnus.objects.get(pk=alumnus_id))
