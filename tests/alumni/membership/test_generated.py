"""150 generated claims with the mistakes people make: none joins a wrong record, nine in ten find the right one."""

import pytest
from django.urls import reverse

from alumni.registry.models import Alumnus
from tests.bench.claim_door import prepare
from tests.factories.claims import judge, make_world, score

pytestmark = pytest.mark.django_db


def test_generated_claims_never_join_a_wrong_record_and_find_the_right_one() -> None:
    world = make_world(seed=101, records=500, claims=150)
    found = score(world, {claim.pk: judge(claim) for claim in world.claims})
    assert found.wrong == 0
    assert found.joined > 5
    assert found.share >= 0.90


def test_the_door_answers_alike_for_known_and_unknown(record: Alumnus) -> None:
    answers = [prepare(one)() for one in (record, None)]
    assert {(answer.status_code, answer.url, answer.content) for answer in answers} == {
        (302, reverse("alumni:claim_status"), b"")
    }
