"""Card applications and cards: some wait, most were approved, a few were refused, lost or replaced; one batch."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.applications.photos import PURPOSE
from cards.issuing.models import Card
from cards.issuing.numbers import new_code, next_number
from cards.issuing.services import printed_line, valid_until
from cards.printing.models import PrintBatch, PrintLine
from mik.accounts.models import User
from mik.files.models import StoredFile
from mik.files.services import store_file
from mik.home.demo import accounts
from mik.home.demo.names import SEED, Chance
from mik.home.demo.portraits import portrait
from mik.people.models import Sex

CARDS, WAITING, REFUSED, LOST, REPLACED, REVOKED, PRINTED = 140, 12, 6, 4, 4, 2, 60
REASONS = (
    "Fotoğrafta yüz açıkça seçilmiyor; önden çekilmiş bir fotoğraf yükleyin.",
    "Fotoğrafta birden çok kişi var.",
    "Fotoğraf güneş gözlüğüyle çekilmiş.",
)
State = CardApplication.State


def make() -> None:
    """Does nothing where they are there already."""
    if CardApplication.objects.exists():
        return
    maker = _Maker(Chance(SEED + 3), timezone.now(), User.objects.get(email=accounts.COORDINATOR))
    people = maker.people()
    holders, others = people[:CARDS], people[CARDS:]
    cards = [maker.holder(alumnus, place) for place, alumnus in enumerate(holders)]
    for place, alumnus in enumerate(others[:WAITING]):
        maker.apply(alumnus, maker.now - timedelta(days=place, hours=3 * place + 1))
    for place, alumnus in enumerate(others[WAITING : WAITING + REFUSED]):
        maker.refused(alumnus, REASONS[place % len(REASONS)])
    maker.print(cards)


@dataclass
class _Maker:
    chance: Chance
    now: datetime
    by: User
    _photos: dict[bool, Iterator[StoredFile]] = field(default_factory=dict)

    def people(self) -> list[Alumnus]:
        """Members with a confirmed record, the member of the profile page first; nobody decides on the own."""
        own = Membership.objects.exclude(user=self.by).filter(alumnus__state=Alumnus.State.CONFIRMED)
        members = own.select_related("alumnus__person__user").order_by("alumnus")
        found = [membership.alumnus for membership in members]
        first = [alumnus for alumnus in found if alumnus.person.user and alumnus.person.user.email == accounts.MEMBER]
        rest = [alumnus for alumnus in found if alumnus not in first]
        self.chance.shuffle(rest)
        return [*first, *rest]

    def photo(self, alumnus: Alumnus) -> StoredFile:
        """A handful of portraits serve everybody."""
        female = alumnus.person.sex == Sex.FEMALE
        if female not in self._photos:
            files = [self._store(portrait(self.chance, long_hair=female)) for _number in range(5)]
            self._photos[female] = cycle(files)
        return next(self._photos[female])

    def _store(self, content: bytes) -> StoredFile:
        upload = ContentFile(content)
        return store_file(upload=upload, purpose=PURPOSE, by=None, name="foto.jpg", media_type="image/jpeg")

    def apply(self, alumnus: Alumnus, at: datetime) -> CardApplication:
        return CardApplication.objects.create(
            alumnus=alumnus, applied_by=alumnus.person.user, photo=self.photo(alumnus), submitted_at=at
        )

    def _decide(self, application: CardApplication, state: str, reason: str = "") -> datetime:
        at = min(application.submitted_at + timedelta(hours=self.chance.randint(5, 190)), self.now)
        application.state, application.decided_by, application.decided_at = state, self.by, at
        application.reason = reason
        application.save()
        return at

    def refused(self, alumnus: Alumnus, reason: str) -> None:
        application = self.apply(alumnus, self.now - timedelta(days=self.chance.randint(10, 25)))
        self._decide(application, State.REFUSED, reason)

    def holder(self, alumnus: Alumnus, place: int) -> Card:
        """An approved application and its card; some cards have a story behind them."""
        days = 39 if place == 0 else self.chance.randint(20, 700)
        application = self.apply(alumnus, self.now - timedelta(days=days))
        at = self._decide(application, State.APPROVED)
        card = self._card(alumnus, at, application)
        ends = [(LOST, Card.State.LOST), (REPLACED, Card.State.REPLACED), (REVOKED, Card.State.REVOKED)]
        start = 1
        for number, state in ends:
            if start <= place < start + number:
                return self._ended(card, state)
            start += number
        return card

    def _card(
        self, alumnus: Alumnus, at: datetime, application: CardApplication | None, before: Card | None = None
    ) -> Card:
        day = timezone.localdate(at)
        return Card.objects.create(
            alumnus=alumnus,
            application=application,
            number=next_number(day.year),
            code=new_code(),
            printed_name=alumnus.person.full_name,
            printed_line=printed_line(alumnus),
            photo=before.photo if before else application.photo if application else None,
            issued_at=at,
            issued_by=self.by,
            valid_until=valid_until(day),
            replaces=before,
        )

    def _ended(self, card: Card, state: str) -> Card:
        """Lost and not yet asked for again, replaced by a new one, or revoked."""
        at = card.issued_at + (self.now - card.issued_at) * 0.6
        card.state, card.ended_at = state, at
        card.reason = "Kayıttaki kişi başka biriyle karışmış." if state == Card.State.REVOKED else ""
        card.ended_by = card.alumnus.person.user if state == Card.State.LOST else self.by
        card.save()
        return self._card(card.alumnus, at, None, card) if state == Card.State.REPLACED else card

    def print(self, cards: list[Card]) -> None:
        """One batch that waits to be prepared: its job makes the files when somebody starts it."""
        chosen = sorted((card for card in cards if card.is_valid), key=lambda card: card.issued_at)[:PRINTED]
        if not chosen:
            return
        at = timezone.make_aware(datetime.combine(timezone.localdate(self.now) - timedelta(days=6), time(10, 20)))
        batch = PrintBatch.objects.create(created_by=self.by, created_at=at)
        lines = [PrintLine(batch=batch, card=card, sequence=place) for place, card in enumerate(chosen, start=1)]
        PrintLine.objects.bulk_create(lines)
