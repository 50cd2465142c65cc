"""Merge, unmerge, merge again: the database is equal row for row, whatever the two records hold.

More examples: ``MERGE_EXAMPLES=2000 pytest tests/alumni/registry/merging/test_row_for_row.py``.
"""

import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alumni.registry.merging.fields import IDENTIFIERS, PERSON_FIELDS, numbers_differ
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.merging.rows import Rows
from mik.people.models import Person
from mik.units.models import Unit
from mik.work.models import Notification
from tests.alumni.registry.merging.random_records import Ground, everything, pairs, questions, record, without

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("MERGE_EXAMPLES", "12"))
sides = st.sampled_from(["winner", "loser"])


class RolledBack(Exception):
    """Ends an example; the next one starts from the same ground."""


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # making a failure smaller takes minutes
)
@given(data=st.data())
def test_row_for_row(
    ground: Ground, coordinator: User, representative: User, other_department: Unit, data: st.DataObject
) -> None:
    try:
        with transaction.atomic():
            _there_and_back(ground, coordinator, representative, other_department, data)
            raise RolledBack
    except RolledBack:
        pass


def _there_and_back(ground: Ground, by: User, asker: User, elsewhere: Unit, data: st.DataObject) -> None:
    first, second = (record(data.draw, ground, number) for number in (1, 2))
    pairs(data.draw, first, second, ground.third)
    home = ground.programmes[0].department
    questions(data.draw, asker, [home, elsewhere], first, second, ground.third)
    choices = _choices(data, first, second)
    before = everything()

    merge = merge_records(winner=first, loser=second, choices=choices, by=by)
    merged = everything()
    _check_merged(before, merged, merge)

    undone = unmerge(merge=merge, by=by)
    assert undone.leftovers == ()
    assert everything() == before

    again = merge_records(winner=first, loser=second, choices=choices, by=by)
    # A notice to the account that is unlinked is a new one each time, and so is the moment a consent or card ended.
    assert _timeless(everything(), again) == _timeless(merged, merge)
    unmerge(merge=again, by=by)
    assert everything() == before


def _choices(data: st.DataObject, first: Alumnus, second: Alumnus) -> dict[str, str]:
    names = data.draw(st.lists(st.sampled_from(list(PERSON_FIELDS)), unique=True, max_size=4))
    names += [name for name in IDENTIFIERS if numbers_differ(first, second, name)]
    return {name: data.draw(sides) for name in names}


def _check_merged(before: Rows, merged: Rows, merge: Merge) -> None:
    """One record less, and nothing of it left behind."""
    for model in (Person, Alumnus):
        assert set(before[model]) - set(merged[model]) == {merge.loser_id}
    assert Merge.objects.in_force().get().loser_id == merge.loser_id


def _timeless(rows: Rows, merge: Merge) -> list[Any]:
    """What does not depend on when the merge was. The database writes no noughts after the last digit of a second."""
    moment = f"{merge.at:%Y-%m-%dT%H:%M:%S.%f}".rstrip("0").rstrip(".") + "+00:00"
    return [
        {name: "then" if value == moment else value for name, value in row.items()}
        for __, some in sorted(without(rows, Notification).items(), key=lambda pair: pair[0]._meta.label)
        for __, row in sorted(some.items(), key=lambda pair: str(pair[0]))
    ]
