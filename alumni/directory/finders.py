"""Other members in the search across everything: whom the directory shows, with no more than it shows of them."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alumni.directory import search
from alumni.registry.access_log import AS_MEMBER
from alumni.registry.member_services import member_record
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.hooks.finders import PEOPLE, Group, Hit
from mik.common.keyset import count_in_words, limited_count

NO_PLACE = QueryDict()


def find_members(user: Any, words: str, most: int) -> Iterator[Group]:
    own = member_record(user) if isinstance(user, User) else None
    if own is None:
        return
    listed = Alumnus.objects.listed_for(user)
    found = search.find(listed, words=words)
    rows = search.rows_of(search.page_of(found, listed, NO_PLACE), listed)[:most]
    yield Group(
        label=_("Rehber"),
        hits=[Hit(row.alumnus.person.full_name, _address(row), _about(row)) for row in rows],
        count=count_in_words(limited_count(found)),
        place=PEOPLE,
        url=f"{reverse('alumni:directory')}?{urlencode({'ad': words})}",
        icon="users",
        subjects=tuple(row.alumnus.pk for row in rows if row.alumnus.pk != own.pk),
        as_role=AS_MEMBER,
    )


def _address(row: search.Row) -> str:
    return reverse("alumni:member", args=[row.alumnus.pk])


def _about(row: search.Row) -> str:
    return ", ".join(f"{graduation.programme.label} {graduation.year}" for graduation in row.graduations)
