"""Asking for a card, and the desk's answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.applications.photos import PURPOSE
from cards.issuing.models import Card
from cards.issuing.services import CardProblem, issue_card, tell_holder
from cards.permissions import may_issue
from mik.accounts.models import User
from mik.files.models import StoredFile
from mik.files.services import delete_file, store_file

State = CardApplication.State


class AlreadyDecided(CardProblem):
    """Somebody else was quicker, or the member withdrew."""


def obstacle(alumnus: Alumnus) -> str:
    """Why this graduate cannot apply now; empty where nothing is in the way."""
    if alumnus.state != Alumnus.State.CONFIRMED or not Membership.objects.filter(alumnus=alumnus).exists():
        return _("Kart yalnız kaydı doğrulanmış üyelere verilir.")
    if CardApplication.objects.waiting().filter(alumnus=alumnus).exists():
        return _("Bekleyen bir başvurunuz var; sonuçlanmadan yenisi gönderilemez.")
    active = Card.objects.filter(alumnus=alumnus, state=Card.State.ACTIVE).first()
    if active and not active.is_renewable:
        return _("Geçerli bir kartınız var. Kaybettiyseniz önce kayıp bildirin.")
    return ""


def reusable_photo(alumnus: Alumnus) -> StoredFile | None:
    """The photo of the last card, which a replacement may bear again."""
    last = Card.objects.filter(alumnus=alumnus, photo__isnull=False).newest_first().select_related("photo").first()
    return last.photo if last else None


@transaction.atomic
def apply_for_card(*, alumnus: Alumnus, by: User, photo: bytes | None) -> CardApplication:
    """``photo`` is a JPEG as ``clean_photo`` draws it; None takes that of the last card. Raises CardProblem."""
    alumnus = Alumnus.objects.select_for_update(of=("self",)).get(pk=alumnus.pk)
    if problem := obstacle(alumnus):
        raise CardProblem(problem)
    kept = reusable_photo(alumnus) if photo is None else _store(photo, by)
    if kept is None:
        raise CardProblem(_("Bir fotoğraf seçin."))
    _drop_photos(CardApplication.objects.filter(alumnus=alumnus, state=State.REFUSED))
    return CardApplication.objects.create(alumnus=alumnus, applied_by=by, photo=kept)


def _store(photo: bytes, by: User) -> StoredFile:
    return store_file(upload=ContentFile(photo), purpose=PURPOSE, by=by, name="foto.jpg", media_type="image/jpeg")


@transaction.atomic
def withdraw_application(*, application: CardApplication, by: User) -> CardApplication:
    """The member takes it back; the photo goes."""
    locked = _lock(application)
    if locked.alumnus.person.user_id != by.pk:
        raise PermissionDenied
    _close(locked, State.WITHDRAWN, None)
    _drop_photos([locked])
    return locked


@transaction.atomic
def withdraw_waiting(*, alumnus: Alumnus) -> None:
    """Take back what waits of a graduate who got a card some other way."""
    for application in CardApplication.objects.select_for_update(of=("self",)).waiting().filter(alumnus=alumnus):
        _close(application, State.WITHDRAWN, None)
        _drop_photos([application])


@transaction.atomic
def approve_application(*, application: CardApplication, by: User) -> Card:
    """One application, one card: the second of two decisions hears AlreadyDecided."""
    locked = _lock(application)
    _check(locked, by)
    assert locked.photo is not None  # a constraint of the database
    if not Membership.objects.filter(alumnus=locked.alumnus_id).exists():
        raise CardProblem(_("Başvuran artık üye değil; kart verilemez."))
    _close(locked, State.APPROVED, by)
    card = issue_card(alumnus=locked.alumnus, photo=locked.photo, by=by, application=locked)
    tell_holder(alumnus=locked.alumnus, template="issued", text=_("Mezun kartınız hazır."))
    return card


@transaction.atomic
def refuse_application(*, application: CardApplication, by: User, reason: str) -> CardApplication:
    """With a reason, which the member is told; the member may apply again."""
    locked = _lock(application)
    _check(locked, by)
    _close(locked, State.REFUSED, by, reason)
    text = _("Kart başvurunuz kabul edilmedi; gerekçesi kart sayfanızda.")
    tell_holder(alumnus=locked.alumnus, template="refused", text=text, reason=reason)
    return locked


@dataclass(frozen=True)
class Approved:
    cards: int
    left: int


def approve_many(*, applications: Iterable[CardApplication], by: User) -> Approved:
    """Each on its own: what cannot be approved is left as it is and counted."""
    done = left = 0
    for application in applications:
        try:
            approve_application(application=application, by=by)
            done += 1
        except (CardProblem, PermissionDenied):
            left += 1
    return Approved(done, left)


def _lock(application: CardApplication) -> CardApplication:
    locked = (
        CardApplication.objects.select_for_update(of=("self",))
        .select_related("alumnus__person__user", "photo")
        .get(pk=application.pk)
    )
    if locked.state != State.SUBMITTED:
        raise AlreadyDecided(
            _("Bu başvuruya bu arada karar verildi: %(state)s. Kararınız kaydedilmedi.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _check(application: CardApplication, by: User) -> None:
    own = by.pk in {application.applied_by_id, application.alumnus.person.user_id}
    if own or not may_issue(by):
        raise PermissionDenied


def _close(application: CardApplication, state: str, by: User | None, reason: str = "") -> None:
    application.state, application.decided_by, application.reason = state, by, reason[:500]
    application.decided_at = timezone.now()
    application.save()


def _drop_photos(applications: Iterable[CardApplication]) -> int:
    """Delete the photos of applications that came to nothing, save those a card bears."""
    dropped = 0
    for application in applications:
        photo, application.photo = application.photo, None
        if photo is None:
            continue
        application.save(update_fields=["photo"])
        if not Card.objects.filter(photo=photo).exists():
            delete_file(file=photo)
            dropped += 1
    return dropped


@transaction.atomic
def forget_old_photos(*, before: datetime) -> int:
    """Delete the photos of applications refused before that moment; returns how many."""
    return _drop_photos(_refused(before).select_related("photo"))


def due_old_photos(before: datetime) -> int:
    return _refused(before).count()


def _refused(before: datetime) -> "QuerySet[CardApplication]":
    return CardApplication.objects.filter(state=State.REFUSED, photo__isnull=False, decided_at__lt=before)
