"""Whatever dies in the middle: all of a merge happened, or nothing. And of two at once, one.

Each merge runs in a process of its own that dies by SIGKILL just before some statement.
"""

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alumni.registry.merging.fields import MergeRefused
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.accounts.powers import powers_of
from tests.alumni.registry.merging.loaded import loaded
from tests.alumni.registry.merging.random_records import Ground, everything
from tests.processes import killed_before

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 10


def statements_of(work: Callable[[], Any]) -> int:
    """As counted here, with two more for the transaction around it."""
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        work()
        transaction.set_rollback(True)
    return len(queries)


def test_killed_at_ten_points_of_a_merge_and_of_its_undo(ground: Ground, coordinator: User) -> None:
    winner, loser = loaded(ground), loaded(ground)
    dice = random.Random(16)

    def merge() -> Merge:
        return merge_records(winner=winner, loser=loser, choices={"tckn": "winner"}, by=coordinator)

    powers_of(coordinator)  # known from here on, in every process
    before, length = everything(), statements_of(merge)
    for point in sorted(dice.sample(range(3, length - 2), POINTS)):
        assert killed_before(point, merge)
        assert everything() == before
        assert not Merge.objects.exists()

    assert not killed_before(length * 2, merge)
    done = Merge.objects.get()
    merged = everything()
    assert merged != before

    def undo() -> None:
        unmerge(merge=done, by=coordinator)

    for point in sorted(dice.sample(range(3, statements_of(undo) - 2), 4)):
        assert killed_before(point, undo)
        assert everything() == merged
    undo()
    assert everything() == before


def test_of_two_merges_at_once_one_happens(ground: Ground, coordinator: User) -> None:
    """Two people decide about the same pair, each for the other survivor; a third record is merged beside them."""
    first, second, third = (loaded(ground) for __ in range(3))
    told: list[str] = []
    start = threading.Barrier(3)

    def merge(winner: Alumnus, loser: Alumnus) -> None:
        start.wait()
        try:
            merge_records(winner=winner, loser=loser, choices={"tckn": "winner"}, by=coordinator)
            told.append("done")
        except MergeRefused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=pair) for pair in ((first, second), (second, first), (first, third))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # The third finds its winner, or finds that it was merged away before it.
    assert sorted(told) in (["done", "done", "refused"], ["done", "refused", "refused"])
    merges = Merge.objects.in_force().count()
    assert (merges, Alumnus.objects.exclude(pk=ground.third.pk).count()) == (told.count("done"), 3 - told.count("done"))
