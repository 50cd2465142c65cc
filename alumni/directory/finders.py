"""Other members in the search across everything: whom the directory shows, with no more than it shows of them."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.directory.search import DirectoryList
from alumni.registry.access_log import AS_MEMBER
from alumni.registry.member_services import member_record
from alumni.visibility.audience import audience_of
from mik.accounts.models import User
from mik.common.hooks.finders import PEOPLE, Group, Hit


def find_members(user: Any, words: str, most: int) -> Iterator[Group]:
    own = member_record(user) if isinstance(user, User) else None
    if own is None:
        return
    query = QueryDict(mutable=True)
    query["ad"] = words
    members = DirectoryList(audience=audience_of(user), data=query)
    rows = members.rows[:most]
    yield Group(
        label=_("Rehber"),
        hits=[Hit(row.name, reverse("alumni:member", args=[row.pk]), ", ".join(row.diplomas)) for row in rows],
        count=members.count_label,
        place=PEOPLE,
        url=f"{reverse('alumni:directory')}?{query.urlencode()}",
        icon="users",
        subjects=tuple(row.pk for row in rows if row.pk != own.pk),
        as_role=AS_MEMBER,
    )
