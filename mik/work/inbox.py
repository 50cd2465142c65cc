"""Notices as they are read: in the reader's language, with a link only where it still leads somewhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve

from mik.common import hooks
from mik.work.models import Notification


@dataclass(frozen=True)
class Entry:
    notice: Notification
    text: str
    url: str


def entries(user: Any, notices: Iterable[Notification]) -> list[Entry]:
    """One query for each kind among them that knows who may still open what."""
    rows = list(notices)
    open_to = _reachable(user, rows)
    return [Entry(one, one.said, one.url if _leads_on(one, open_to) else "") for one in rows]


def _reachable(user: Any, notices: Iterable[Notification]) -> dict[str, Collection[str]]:
    targets: dict[str, set[str]] = defaultdict(set)
    for one in notices:
        if one.target:
            targets[one.kind].add(one.target)
    kinds = {code: hooks.notification_kinds.get(code) for code in targets}
    return {code: kind.reachable(user, targets[code]) for code, kind in kinds.items() if kind and kind.reachable}


def _leads_on(notice: Notification, open_to: dict[str, Collection[str]]) -> bool:
    """Its object is still there for this reader, and the platform still knows the address."""
    if not notice.url or (notice.target and notice.target not in open_to.get(notice.kind, (notice.target,))):
        return False
    try:
        resolve(notice.url.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True
