"""Who may say that two records are one person, and who may take it back."""

from collections.abc import Iterable

from alumni.registry.managers import REGISTRY
from alumni.registry.merging.models import Merge
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.people.models import Person


def may_merge(user: User, first: Alumnus, second: Alumnus) -> bool:
    """The office; a representative whose department gave every diploma of both. Nobody decides on the own record."""
    owners = {first.person.user_id, second.person.user_id}
    return user.pk not in owners and (may_merge_all(user) or _wholly_in_reach(user, {first.pk, second.pk}))


def may_merge_all(user: User) -> bool:
    """Whether identity numbers, too, are this user's to decide."""
    return powers_of(user).has_duty(REGISTRY)


def may_unmerge(user: User, merge: Merge, loser_user_id: int | None = None) -> bool:
    """Whoever might merge the two today; the loser's diplomas hang on the winner now."""
    owners = {Person.objects.filter(pk=merge.winner_id).values_list("user_id", flat=True).first(), loser_user_id}
    return user.pk not in owners and (may_merge_all(user) or _wholly_in_reach(user, {merge.winner_id}))


def _wholly_in_reach(user: User, ids: Iterable[int]) -> bool:
    wanted, reach = set(ids), powers_of(user).programme_ids
    rows = list(Graduation.objects.filter(alumnus__in=wanted).values_list("alumnus_id", "programme_id"))
    return {alumnus for alumnus, __ in rows} == wanted and all(programme in reach for __, programme in rows)
