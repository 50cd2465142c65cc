"""What a member changes about themselves: languages, links, earlier names."""

from typing import Any

from django.db import transaction

from alumni.registry.about.models import About, FormerName
from alumni.registry.models import Alumnus
from mik.common.turkish import fold
from mik.people.models import Person, Source


@transaction.atomic
def save_about(*, alumnus: Alumnus, kind: type[About], values: dict[str, Any], row: Any = None) -> About:
    """Add or change a row as the member's word."""
    Alumnus.objects.select_for_update(of=("self",)).get(pk=alumnus.pk)
    row = row or kind(alumnus=alumnus)  # type: ignore[misc]  # every kind has one
    for name, value in values.items():
        setattr(row, name, value)
    row.source = Source.MEMBER
    row.save()
    if kind is FormerName:
        note_newest_surname(alumnus)
    return row  # type: ignore[no-any-return]  # one of several models


@transaction.atomic
def remove_about(*, row: Any) -> None:
    """The searched former surname stays: the university may know it from elsewhere."""
    row.delete()


def note_newest_surname(alumnus: Alumnus) -> None:
    """The registry searches one former surname: the newest that differs from today's."""
    person = Person.objects.select_for_update().get(pk=alumnus.pk)
    names = FormerName.objects.filter(alumnus=alumnus)
    newest = next((name.surname for name in names if fold(name.surname) != fold(person.surname)), "")
    if newest and newest != person.former_surname:
        person.former_surname = newest
        person.save(update_fields=["former_surname", "updated_at"])
