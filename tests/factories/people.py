"""People with Turkish names, identifiers and contact points."""

from datetime import date
from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from mik.common.fields import keyed_hash
from mik.people.models import ContactPoint, Person


def tckn(seed: int) -> str:
    """A valid T.C. identity number made from nine digits."""
    digits = [int(d) for d in f"{100_000_000 + seed % 899_999_999:09d}"]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    eleventh = (sum(digits) + tenth) % 10
    return "".join(map(str, [*digits, tenth, eleventh]))


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    given_names = Sequence(lambda n: ["Elif", "Işıl", "Çağrı", "Ömer Şükrü", "İbrahim"][n % 5])
    surname = Sequence(lambda n: f"{['Iğdırlıoğlu', 'Şahin', 'Öztürk', 'Yılmaz', 'Kılıç'][n % 5]}")
    birth_date = date(1990, 5, 17)
    nationality = "TR"
    tckn = Sequence(lambda n: tckn(n * 7919 + 13))
    tckn_hash = LazyAttribute(lambda p: keyed_hash(p.tckn, purpose="tckn") if p.tckn else None)


class ContactPointFactory(DjangoModelFactory[ContactPoint]):
    class Meta:
        model = ContactPoint

    person = SubFactory(PersonFactory)
    kind = ContactPoint.Kind.EMAIL
    value = Sequence(lambda n: f"gizli{n}@ornek.example")
    normalised = LazyAttribute(lambda c: c.value)
    is_primary = True


def add_contacts(person: Person, **fields: Any) -> None:
    """An e-mail and a phone that no test may find where they do not belong."""
    ContactPointFactory.create(person=person, **fields)
    ContactPointFactory.create(
        person=person,
        kind=ContactPoint.Kind.PHONE,
        value="+905321112233",
        normalised=f"+9053211{person.pk % 100000:05d}",
        **fields,
    )
