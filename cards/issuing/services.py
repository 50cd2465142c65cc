"""Giving out cards and ending them. Everything here is atomic; whoever decides never decides on the own card."""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.deaths.services import death_of
from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.issuing.numbers import new_code, next_number
from cards.permissions import may_issue
from mik.accounts.models import User
from mik.files.models import StoredFile
from mik.mail.services import send_mail
from mik.work.services import notify

State = Card.State


class CardProblem(Exception):
    """What was asked cannot be done; the message is for whoever asked."""


def valid_until(issued: date) -> date:
    return date(issued.year + settings.CARD_YEARS, 12, 31)


@transaction.atomic
def issue_card(
    *,
    alumnus: Alumnus,
    photo: StoredFile,
    by: User | None,
    application: CardApplication | None = None,
) -> Card:
    """A new active card; an active one in its last days is replaced by it. Raises CardProblem."""
    alumnus = lock_alumnus(alumnus)
    before = _predecessor(alumnus)
    if before and before.state == State.ACTIVE:
        if not before.is_renewable:
            raise CardProblem(_("Bu mezunun geçerli bir kartı var; ikinci kart verilemez."))
        end_card(before, State.REPLACED, by)
    return create_card(alumnus, photo, by, application, before)


def lock_alumnus(alumnus: Alumnus) -> Alumnus:
    """One card at a time for one graduate, whoever gives it out."""
    locked = Alumnus.objects.select_for_update(of=("self",)).select_related("person__user").get(pk=alumnus.pk)
    if locked.state != Alumnus.State.CONFIRMED:
        raise CardProblem(_("Kart yalnız doğrulanmış mezun kaydına verilir."))
    if death_of(locked.pk) is not None:
        raise CardProblem(_("Bu mezunun vefat ettiği kayıtlı; kart verilemez."))
    return locked


def _predecessor(alumnus: Alumnus) -> Card | None:
    """The active card, else the last lost one nothing has replaced yet."""
    cards = Card.objects.select_for_update(of=("self",)).filter(alumnus=alumnus, replaced_by=None)
    found = {card.state: card for card in cards.order_by("issued_at", "pk")}
    return found.get(State.ACTIVE) or found.get(State.LOST)


def create_card(
    alumnus: Alumnus, photo: StoredFile, by: User | None, application: CardApplication | None, before: Card | None
) -> Card:
    today = timezone.localdate()
    return Card.objects.create(
        alumnus=alumnus,
        application=application,
        number=next_number(today.year),
        code=new_code(),
        printed_name=alumnus.person.full_name[:250],
        printed_line=printed_line(alumnus),
        photo=photo,
        issued_by=by,
        valid_until=valid_until(today),
        replaces=before,
    )


def printed_line(alumnus: Alumnus) -> str:
    """Department and year of the last diploma, in the words of the card: Turkish."""
    last = alumnus.graduations.select_related("programme__parent").order_by("-year", "-pk").first()
    return f"{last.programme.department.name} · {last.year}"[:220] if last else ""


def end_card(card: Card, state: str, by: User | None, reason: str = "") -> None:
    card.state, card.ended_at, card.ended_by, card.reason = state, timezone.now(), by, reason[:300]
    card.save()


@transaction.atomic
def report_loss(*, card: Card, by: User) -> Card:
    """From this moment the old code is no longer valid. The holder reports it, or the desk for the holder."""
    card = _lock_card(card)
    if not (_is_holder(card, by) or may_issue(by)):
        raise PermissionDenied
    end_card(card, State.LOST, by)
    tell_of(card, "lost", _("Kartınız kayıp olarak işaretlendi; eski karekodu artık geçersiz."))
    return card


@transaction.atomic
def revoke_card(*, card: Card, by: User, reason: str) -> Card:
    """Withdraw a card for a reason, which its holder is told."""
    card = _lock_card(card)
    check_desk(card, by)
    end_card(card, State.REVOKED, by, reason)
    tell_of(card, "revoked", _("Mezun kartınız iptal edildi; gerekçesi kart sayfanızda."))
    return card


def _lock_card(card: Card) -> Card:
    locked = Card.objects.select_for_update(of=("self",)).select_related("alumnus__person__user").get(pk=card.pk)
    if locked.state != State.ACTIVE:
        raise CardProblem(_("Bu kart artık etkin değil: %(state)s.") % {"state": locked.get_state_display()})
    return locked


def _is_holder(card: Card, user: User) -> bool:
    return card.alumnus.person.user_id == user.pk


def check_desk(card: Card, by: User) -> None:
    if not may_issue(by) or _is_holder(card, by):
        raise PermissionDenied


def tell_of(card: Card, template: str, text: str) -> None:
    tell_holder(alumnus=card.alumnus, template=template, text=text, reason=card.reason)


def tell_holder(*, alumnus: Alumnus, template: str, text: str, reason: str = "") -> None:
    """A mail to the account's address and a notice in the bell; nothing where there is no account any more."""
    user = alumnus.person.user
    if user is None:
        return
    context = {"name": alumnus.person.full_name, "reason": reason, "path": reverse("cards:card")}
    send_mail(to=user.email, template=f"cards/{template}", context=context, language=user.language)
    notify(user=user, kind="cards.card", text=text, url=reverse("cards:card"))
