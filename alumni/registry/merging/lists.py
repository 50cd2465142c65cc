"""The merges one desk sees, and a page of them; the pairs' tab of merged ones shows the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from alumni.registry.merging.managers import MergeQuerySet
from alumni.registry.merging.models import Merge
from alumni.registry.scopes import Scope


@dataclass(frozen=True)
class MergeRow:
    """``url`` is the page of the merge, where it is taken back; ``winner_url`` the record that stayed."""

    merge: Merge
    url: str
    winner_url: str


def merges_of(scope: Scope) -> MergeQuerySet:
    """Merges into records of the scope."""
    seen = Merge.objects.visible_to(scope.user).filter(winner__in=scope.alumni().values("pk"))
    return seen.without_images().select_related("winner__person", "by", "undone_by")


def rows_of(merges: Iterable[Merge], scope: Scope) -> list[MergeRow]:
    return [
        MergeRow(one, scope.url("merge_detail", one.pk), scope.url("graduate_detail", one.winner_id)) for one in merges
    ]
