"""What one click does to a record: planned from the record as it is, shown first, saved only after a yes.

A plan is empty where nothing is to be done, so a second click changes nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alumni.registry.health.conditions import HALF_TURKISH, SLIPS
from alumni.registry.models import Alumnus
from alumni.registry.profile import phone_text
from mik.common.identifiers import normalise_phone
from mik.common.turkish import fold, lower, title_case, upper
from mik.people.models import ContactPoint, Evidence, Person


@dataclass(frozen=True)
class Edit:
    """Some fields of one object, and how the change reads: what was, what will be."""

    thing: Model
    values: dict[str, Any]
    before: str
    after: str

    @property
    def is_other_text(self) -> bool:
        """Whether ``after`` stands in the place of ``before``; else it says what becomes of it."""
        return "is_primary" not in self.values or len(self.values) > 1

    @property
    def label(self) -> str:
        return self.thing.get_kind_display() if isinstance(self.thing, ContactPoint) else _("Ad soyad")

    def save(self) -> None:
        for name, value in self.values.items():
            setattr(self.thing, name, value)
        self.thing.save(update_fields=[*self.values, "updated_at"])


Plan = Callable[[Alumnus], Iterator[Edit]]


@dataclass(frozen=True)
class Repair:
    """``label`` says what the button does; ``plan`` finds the edits of one record, whose contacts are at hand."""

    label: str | Promise
    plan: Plan


def contacts_of(alumnus: Alumnus) -> list[ContactPoint]:
    return list(alumnus.person.contacts.all())


# --- Contacts --------------------------------------------------------------------------------------


def correct_domain(alumnus: Alumnus) -> Iterator[Edit]:
    """The domain meant; where the person has that address already, the mistyped one is laid aside instead."""
    for contact in _mistyped(alumnus):
        name, _at, domain = contact.normalised.rpartition("@")
        address = f"{name}@{SLIPS[domain]}"
        yield _replaced(alumnus, contact, address, address)


def _mistyped(alumnus: Alumnus) -> Iterator[ContactPoint]:
    for contact in contacts_of(alumnus):
        domain = contact.normalised.rpartition("@")[2]
        if contact.kind == "email" and contact.is_alive and not contact.verified_at and domain in SLIPS:
            yield contact


def complete_number(alumnus: Alumnus) -> Iterator[Edit]:
    """The number with its country code, where that makes a valid one."""
    for contact in contacts_of(alumnus):
        if contact.kind == "phone" and contact.is_alive and _is_half_turkish(contact.normalised):
            number = normalise_phone(f"0{contact.normalised[1:]}")
            if number:
                yield _replaced(alumnus, contact, number, phone_text(number))


def _is_half_turkish(number: str) -> bool:
    import re

    return bool(re.match(HALF_TURKISH, number))


def _replaced(alumnus: Alumnus, contact: ContactPoint, value: str, words: str) -> Edit:
    known = {other.normalised for other in contacts_of(alumnus) if other.kind == contact.kind}
    if value not in known:
        return Edit(contact, {"value": value, "normalised": value}, contact.value, words)
    laid_aside = {
        "dead_at": timezone.now(),
        "dead_evidence": Evidence.BY_HAND.value,
        "dead_reason": _("Yanlış yazılmış; doğrusu kayıtta var"),
    }
    return Edit(contact, laid_aside, contact.value, _("kullanılmayacak; doğrusu kayıtta var"))


def make_living_primary(alumnus: Alumnus) -> Iterator[Edit]:
    """The living one that was verified, else the newest, comes first. The old one steps back before."""
    contacts = contacts_of(alumnus)
    for dead in contacts:
        if not dead.is_primary or dead.is_alive:
            continue
        living = [one for one in contacts if one.kind == dead.kind and one.is_alive]
        if living:
            best = max(living, key=lambda one: (one.verified_at is not None, one.created_at, one.pk))
            yield Edit(dead, {"is_primary": False}, dead.value, _("artık öncelikli değil"))
            yield Edit(best, {"is_primary": True}, best.value, _("öncelikli olur"))


# --- The person ------------------------------------------------------------------------------------


def write_as_a_name(alumnus: Alumnus) -> Iterator[Edit]:
    person = alumnus.person
    written = {field: _as_name(getattr(person, field)) for field in ("given_names", "surname")}
    changed = {field: name for field, name in written.items() if name != getattr(person, field)}
    if changed:
        after = " ".join(written.values())
        yield Edit(person, changed, person.full_name, after)


def _as_name(name: str) -> str:
    """Only a part written in one case; a name with capitals of its own (McDonald) is left as it is."""
    return title_case(name) if name in {upper(name), lower(name)} else name


def forget_former_surname(alumnus: Alumnus) -> Iterator[Edit]:
    person: Person = alumnus.person
    if person.former_surname and fold(person.former_surname) == fold(person.surname):
        yield Edit(person, {"former_surname": ""}, person.former_surname, _("önceki soyadı boş"))
