"""Ways to reach the demo's graduates, their consents. Addresses end in ornek.example; no telephone is anybody's."""

from collections.abc import Iterator
from datetime import datetime

from alumni.registry.member_services import ContactValues
from mik.accounts.models import User
from mik.home.demo.accounts import UNJOINED
from mik.home.demo.names import Chance, mail_name
from mik.home.demo.records import Graduate
from mik.people.models import ConsentEntry, ContactPoint, Evidence, Purpose, Source, Visibility

DOMAIN = "ornek.example"
Kind = ContactPoint.Kind
PREFIXES = ("505", "506", "507", "530", "532", "533", "535", "536", "537", "541", "542", "543", "544", "552", "555")
WHY_DEAD = {
    Kind.EMAIL: (Evidence.BOUNCED, "550 5.1.1 Böyle bir posta kutusu yok"),
    Kind.PHONE: (Evidence.NO_ANSWER, "Numara kullanılmıyor"),
}
HIDDEN, MEMBERS, PUBLIC = Visibility.NOBODY, Visibility.MEMBERS, Visibility.PUBLIC
# The wording of the consents before the first that is kept, and that one.
EARLIER_TEXTS, FIRST_TEXTS = "2024-01", "2026-11"
GIVEN = {Purpose.NEWS: 74, Purpose.CAREER: 58, Purpose.SURVEYS: 52}
Act = ConsentEntry.Act


class Addresses:
    """E-mail addresses and telephones, each given once."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        accounts = User.objects.values_list("email", flat=True)
        self.taken = {email.partition("@")[0] for email in [*accounts, UNJOINED.email]}

    def mail(self, *names: str) -> str:
        wish = mail_name(*names)
        found = next(name for name in self._variants(wish) if name not in self.taken)
        self.taken.add(found)
        return f"{found}@{DOMAIN}"

    @staticmethod
    def _variants(wish: str) -> Iterator[str]:
        yield wish
        for number in range(2, 10_000):
            yield f"{wish}{number}"

    def phone(self) -> str:
        """Subscriber numbers beginning with three noughts are not given out."""
        while True:
            number = f"+90{self.chance.choice(PREFIXES)}000{self.chance.randint(0, 9999):04d}"
            if number not in self.taken:
                self.taken.add(number)
                return number


def contacts_of(chance: Chance, addresses: Addresses, graduate: Graduate, now: datetime) -> Iterator[ContactPoint]:
    """An e-mail always for members, mostly for others; a telephone, a place and a page for some."""
    member = graduate.joined_at is not None
    recent = graduate.newest.year >= 2005
    if member or chance.likely(72 if recent else 46):
        yield _mail(chance, addresses, graduate, now)
    if chance.likely(72 if member else 55 if recent else 38):
        shown = chance.weighted({HIDDEN: 86.0, MEMBERS: 13.0, PUBLIC: 1.0}) if member else HIDDEN
        phone = _contact(chance, graduate, ContactValues(Kind.PHONE, addresses.phone(), visibility=shown))
        yield _perhaps_dead(chance, phone, 7, now)
    if member or chance.likely(52):
        shown = chance.weighted({HIDDEN: 25.0, MEMBERS: 62.0, PUBLIC: 13.0}) if member else HIDDEN
        place = ContactValues(Kind.ADDRESS, "", graduate.country, graduate.province, visibility=shown)
        yield _contact(chance, graduate, place)
    if member and chance.likely(6):
        page = f"https://{graduate.email.partition('@')[0]}.{DOMAIN}"
        yield _contact(chance, graduate, ContactValues(Kind.WEB, page, visibility=PUBLIC))


def _mail(chance: Chance, addresses: Addresses, graduate: Graduate, now: datetime) -> ContactPoint:
    member = graduate.joined_at is not None
    shown = chance.weighted({HIDDEN: 80.0, MEMBERS: 18.0, PUBLIC: 2.0}) if member else HIDDEN
    graduate.email = addresses.mail(graduate.person.given_names, graduate.person.surname)
    contact = _contact(chance, graduate, ContactValues(Kind.EMAIL, graduate.email, visibility=shown))
    contact.verified_at = graduate.joined_at
    return contact if member else _perhaps_dead(chance, contact, 11, now)


def _contact(chance: Chance, graduate: Graduate, values: ContactValues) -> ContactPoint:
    source = (
        Source.MEMBER if graduate.joined_at else chance.weighted({Source.IMPORT: 88.0, Source.REPRESENTATIVE: 12.0})
    )
    return ContactPoint(
        person=graduate.person,
        kind=values.kind,
        value=values.value,
        normalised=values.normalised,
        country=values.country,
        province=values.province,
        visibility=values.visibility,
        is_primary=True,
        source=source,
        created_at=graduate.joined_at or graduate.alumnus.created_at,
    )


def _perhaps_dead(chance: Chance, contact: ContactPoint, percent: float, now: datetime) -> ContactPoint:
    if chance.likely(percent):
        contact.dead_at = contact.created_at + (now - contact.created_at) * chance.random()
        contact.dead_evidence, contact.dead_reason = WHY_DEAD[Kind(contact.kind)]
    return contact


def word(purpose: str, channel: str, act: str, at: datetime) -> ConsentEntry:
    """A word said in the past; whose, ``records.write`` knows once the person has a number."""
    texts = FIRST_TEXTS if f"{at:%Y-%m}" >= FIRST_TEXTS else EARLIER_TEXTS
    return ConsentEntry(
        purpose=purpose,
        channel=channel,
        act=act,
        version=int(texts == FIRST_TEXTS),
        text_version=texts,
        language="tr",
        said_at=at,
        how=ConsentEntry.How.IMPORT,
    )


def consents_of(chance: Chance, graduate: Graduate, now: datetime) -> Iterator[ConsentEntry]:
    """Members only; some have withdrawn what they gave."""
    if graduate.joined_at is None:
        return
    for purpose, share in GIVEN.items():
        if not chance.likely(share):
            continue
        given = graduate.joined_at
        yield word(purpose, "email", Act.GIVEN, given)
        if purpose == Purpose.NEWS and given.day % 2:
            yield word(purpose, "sms", Act.GIVEN, given)
        if chance.likely(6):
            yield word(purpose, "email", Act.WITHDRAWN, given + (now - given) * chance.random())
