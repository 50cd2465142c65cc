"""Who may decide about a pair that they see."""

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.scopes import Scope


def may_decide(scope: Scope, pair: DuplicatePair) -> bool:
    """Whoever sees it, but nobody about the own record."""
    return scope.may_change(pair.first) and scope.may_change(pair.second)


def may_undo(scope: Scope, pair: DuplicatePair) -> bool:
    """The office takes back any "not the same person"; a representative the own ones."""
    if pair.state != DuplicatePair.State.DIFFERENT:
        return False
    return scope.is_office or pair.decided_by_id == scope.user.pk
