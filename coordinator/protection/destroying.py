"""Periodic destruction: every class of data whose time is over, logged (Regulation of 28.10.2017, art. 7, 11)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from coordinator.protection.models import DestructionRun
from mik.common import hooks
from mik.common.hooks import Destruction
from mik.common.turkish import fold

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Period:
    """One class of data on the desk's page: how long, what would go now, when it last went."""

    destruction: Destruction
    due: int
    last: DestructionRun | None

    @property
    def days(self) -> int:
        return self.destruction.keep.days


def destroy_expired(*, now: datetime | None = None) -> dict[str, int]:
    """Destroy whatever has had its time; returns how many, by class.

    Each class is logged as soon as it is through: a run that dies is taken up by the next, which finds what is left.
    A class that fails is logged as failed and keeps no other from its turn.
    """
    now = now or timezone.now()
    return {one.code: _destroy(one, now) for one in hooks.destructions}


def _destroy(one: Destruction, now: datetime) -> int:
    before, problem, count = now - one.keep, "", 0
    try:
        count = one.destroy(before)
    except Exception as error:
        # Its text may hold a value of the row it failed at.
        problem = type(error).__name__
        logger.error("destruction of %s failed: %s", one.code, problem)
    if count or problem or not _logged_today(one, now):
        DestructionRun.objects.create(
            day=timezone.localdate(now), code=one.code, before=before, count=count, problem=problem
        )
    return count


def _logged_today(one: Destruction, now: datetime) -> bool:
    return DestructionRun.objects.filter(code=one.code, day=timezone.localdate(now), problem="").exists()


def periods(*, now: datetime | None = None) -> Iterator[Period]:
    """The classes in the order of their names, with what would go now; read only."""
    now = now or timezone.now()
    last = {run.code: run for run in DestructionRun.objects.order_by("code", "-at").distinct("code")}
    for one in sorted(hooks.destructions, key=lambda one: fold(str(one.label))):
        yield Period(one, one.due(now - one.keep), last.get(one.code))
