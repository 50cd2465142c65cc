"""What cards tell the rest of the house."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mik.common import hooks
from mik.common.hooks import AttentionItem, Destruction, Keep, MailedBy, NotificationKind, PersonalData, TimelineEntry

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser, FileLike

# What the office has left lying for so many days is overdue.
OLD_DAYS = 7
REFUSED_PHOTO = timedelta(days=30)


def register() -> None:
    from cards import figures
    from cards.applications.photos import PURPOSE
    from cards.printing import jobs

    hooks.duties.declare("cards.issue", gettext_lazy("Mezun kartı başvuruları ve basımı"))
    hooks.notification_kinds.add(
        NotificationKind(
            code="cards.card",
            label=gettext_lazy("Mezun kartınız"),
            about=gettext_lazy("Kartınız hazır olduğunda, reddedildiğinde, kayıp ya da iptal edildiğinde."),
            mandatory=True,
            mailed_by=MailedBy.ROOM,
        )
    )
    hooks.attention.register(applications_waiting)
    hooks.attention.register(own_card)
    hooks.timeline.register(timeline)
    hooks.deaths.register(end_cards)
    hooks.file_readers.register(PURPOSE, may_read_photo)
    hooks.file_readers.register(jobs.PURPOSE, may_read_print)
    _declare_personal_data()
    hooks.personal_files.register(photos_of)
    hooks.file_subjects.register(PURPOSE, whose_photo)
    hooks.destructions.add(old_photos())
    figures.register()


NUMBER_STAYS = gettext_lazy("Kart numarası bir daha kimseye verilmez; kartın süresi numarayla birlikte kayıtlı kalır")


def _declare_personal_data() -> None:
    from cards.merging import unite_applications, unite_cards

    contract = gettext_lazy("KVKK m. 5/2-c: sözleşmenin kurulması ve ifası")
    hooks.personal_data.add(
        PersonalData(
            model="cards.CardApplication",
            person="alumnus",
            fields=("reason", "submitted_at", "decided_at"),
            purpose=gettext_lazy("Kart başvurusunu ve fotoğrafını değerlendirmek"),
            legal_basis=contract,
            retention=gettext_lazy("Üyelik sürdükçe; kabul edilmeyen fotoğraf 30 gün"),
            keep=Keep.UNTIL_ERASED,
            sees=gettext_lazy("Kişinin kendisi ve Mezun Ofisi"),
            stays=dict.fromkeys(("submitted_at", "decided_at"), NUMBER_STAYS),
            erase=erase_applications,
            merge=unite_applications,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="cards.Card",
            person="alumnus",
            fields=("printed_name", "printed_line", "reason", "issued_at", "valid_until", "ended_at"),
            purpose=gettext_lazy("Mezun kartını vermek ve doğrulamak"),
            legal_basis=contract,
            retention=gettext_lazy("Kart no süresiz (yeniden verilmemesi için); ad ve fotoğraf silme isteğine kadar"),
            keep=Keep.ARCHIVE,
            sees=gettext_lazy("Kişinin kendisi ve Mezun Ofisi; doğrulayana adın baş harfleri ve geçerlilik"),
            stays=dict.fromkeys(("number", "code", "issued_at", "valid_until", "ended_at"), NUMBER_STAYS),
            erase=erase_cards,
            merge=unite_cards,
        )
    )


def old_photos() -> Destruction:
    from cards.applications.services import due_old_photos, forget_old_photos

    return Destruction(
        code="cards.photos",
        model="cards.CardApplication",
        label=gettext_lazy("Kabul edilmeyen kart başvurularının fotoğrafları"),
        keep=REFUSED_PHOTO,
        due=due_old_photos,
        destroy=lambda before: forget_old_photos(before=before),
    )


def whose_photo(file: "FileLike") -> "Iterator[int]":
    from cards.applications.models import CardApplication
    from cards.issuing.models import Card

    models: tuple[Any, ...] = (Card, CardApplication)
    for model in models:
        yield from model.objects.filter(photo=file.id).values_list("alumnus", flat=True)


def photos_of(person_id: int) -> "Iterable[FileLike]":
    """The photos of cards and applications, each once."""
    from cards.applications.models import CardApplication
    from cards.issuing.models import Card
    from mik.files.models import StoredFile

    models: tuple[Any, ...] = (Card, CardApplication)
    ids = {pk for model in models for pk in model.objects.filter(alumnus=person_id).values_list("photo", flat=True)}
    return StoredFile.objects.filter(pk__in=ids - {None}).order_by("created_at")


def erase_applications(person_id: int) -> int:
    from cards.erasing import erase_applications as erase

    return erase(person_id)


def erase_cards(person_id: int) -> int:
    from cards.erasing import erase_cards as erase

    return erase(person_id)


def end_cards(person_id: int, by_id: int) -> None:
    from cards.issuing.ending import end_cards_of

    end_cards_of(alumnus_id=person_id, by_id=by_id)


# --- Files ----------------------------------------------------------------------------------------


def may_read_photo(user: "AnyUser", file: "FileLike") -> bool:
    """Its owner and the desk; nobody else, the representative neither."""
    from cards.applications.models import CardApplication
    from cards.issuing.models import Card

    return any(model.objects.visible_to(user).filter(photo=file.id).exists() for model in (CardApplication, Card))


def may_read_print(user: "AnyUser", file: "FileLike") -> bool:
    from cards.permissions import may_issue

    return may_issue(user)


# --- What wants attention -------------------------------------------------------------------------


def applications_waiting(user: "AnyUser") -> Iterator[AttentionItem]:
    """The desk: what waits, and since when the oldest."""
    from cards.applications.models import CardApplication
    from cards.permissions import may_issue

    if not may_issue(user):
        return
    waiting = CardApplication.objects.visible_to(user).waiting()
    count, oldest = waiting.count(), waiting.order_by("submitted_at").values_list("submitted_at", flat=True).first()
    if oldest is None:
        return
    days = (timezone.now() - oldest).days
    age = ngettext("en eskisi %(n)s gündür", "en eskisi %(n)s gündür", days) % {"n": days} if days else _("bugün geldi")
    tone = "warn" if days >= OLD_DAYS else "blue"
    yield AttentionItem(
        f"{_('Kart başvuruları bekliyor')} · {age}", count, reverse("coordinator:card_list"), tone, "id-card"
    )


def own_card(user: "AnyUser") -> Iterator[AttentionItem]:
    """The member: a refused application, a lost card without a new one, a card about to expire."""
    from cards.applications.models import CardApplication
    from cards.issuing.models import Card

    person = getattr(user, "person", None)
    if person is None:
        return
    last = CardApplication.objects.filter(alumnus=person.pk).order_by("-submitted_at", "-pk").first()
    if last and last.is_waiting:
        return
    card = Card.objects.filter(alumnus=person.pk).newest_first().first()
    url = reverse("cards:card")
    if last and last.state == CardApplication.State.REFUSED and not (card and card.is_valid):
        yield AttentionItem(_("Kart başvurunuz kabul edilmedi; yeni fotoğrafla başvurun"), 1, url, "warn", "id-card")
    elif card and card.state == Card.State.LOST:
        yield AttentionItem(_("Kaybolan kartınızın yerine yenisini isteyebilirsiniz"), 1, url, "", "id-card")
    elif card and card.is_renewable:
        yield AttentionItem(_("Mezun kartınızın süresi doluyor; yenisini isteyin"), 1, url, "warn", "id-card")


# --- The timeline of a person ---------------------------------------------------------------------


def timeline(person_id: int, user: Any) -> Iterator[TimelineEntry]:
    """That a card was given, lost or ended: its state, which a representative may know. No number, no photo."""
    from alumni.registry.models import Alumnus
    from cards.issuing.models import Card

    if not Alumnus.objects.visible_to(user).filter(pk=person_id).exists():
        return
    ends = {Card.State.LOST: _("Kart kayıp bildirildi"), Card.State.REVOKED: _("Kart iptal edildi")}
    for card in Card.objects.filter(alumnus=person_id):
        source = _("Mezun kartı")
        title = _("Kart yenilendi") if card.replaces_id else _("Mezun kartı verildi")
        yield TimelineEntry(card.issued_at, title, "", "id-card", source)
        if card.ended_at and card.state in ends:
            yield TimelineEntry(card.ended_at, ends[Card.State(card.state)], "", "circle-x", source)
