"""A new card at once, decided at the desk without an application."""

from django.db import transaction
from django.utils.translation import gettext as _

from cards.applications.services import withdraw_waiting
from cards.issuing.models import Card
from cards.issuing.services import CardProblem, check_desk, create_card, end_card, lock_alumnus, tell_of
from mik.accounts.models import User

State = Card.State


@transaction.atomic
def replace_card(*, card: Card, by: User) -> Card:
    """With the same photo: for a lost card, or one that is worn or bears an old name. Raises CardProblem.

    What waits of the holder has nothing left to decide and is closed.
    """
    check_desk(card, by)
    alumnus = lock_alumnus(card.alumnus)
    old = Card.objects.select_for_update(of=("self",)).select_related("photo").get(pk=card.pk)
    photo = old.photo
    if photo is None:
        raise CardProblem(_("Kartın fotoğrafı silinmiş; mezun yeni fotoğrafla başvurmalı."))
    _check_replaceable(old)
    if old.state == State.ACTIVE:
        end_card(old, State.REPLACED, by)
    withdraw_waiting(alumnus=alumnus)
    new = create_card(alumnus, photo, by, None, old)
    tell_of(new, "issued", _("Yeni mezun kartınız verildi."))
    return new


def _check_replaceable(old: Card) -> None:
    if old.state not in {State.ACTIVE, State.LOST} or Card.objects.filter(replaces=old).exists():
        raise CardProblem(_("Bu kartın yerine yenisi verilmiş ya da kart iptal edilmiş."))
    if old.state == State.LOST and Card.objects.filter(alumnus=old.alumnus_id, state=State.ACTIVE).exists():
        raise CardProblem(_("Bu mezunun geçerli bir kartı var; ikinci kart verilemez."))
