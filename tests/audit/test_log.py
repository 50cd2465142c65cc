"""The log of looks at personal data."""

from typing import Any

import pytest
from django.test import RequestFactory

from mik.audit.log import log_access
from mik.audit.models import AccessEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_request_says_who_where_and_in_which_role(rf: RequestFactory) -> None:
    request: Any = rf.get("/x/")
    request.user = UserFactory.create()
    request.role = "representative"
    request.resolver_match = type("Match", (), {"view_name": "representatives:person"})()
    event = log_access(request_or_user=request, action="view", subjects=[3, 1, 3])
    event.refresh_from_db()
    assert (event.user, event.view, event.as_role) == (
        request.user,
        "representatives:person",
        "representative",
    )
    assert (event.subjects, event.count) == ([1, 3], 2)


def test_a_person_finds_who_looked() -> None:
    user = UserFactory.create()
    first = log_access(request_or_user=user, action="list", subjects=[1, 2])
    second = log_access(request_or_user=user, action="unmask", subjects=[2], reason="Diploma eşleştirme")
    log_access(request_or_user=user, action="view", subjects=[3])
    assert list(AccessEvent.objects.of_person(2)) == [second, first]


def test_unknown_actions_are_refused() -> None:
    with pytest.raises(ValueError, match="peek"):
        log_access(request_or_user=UserFactory.create(), action="peek", subjects=[1])


def test_the_log_outlives_the_account() -> None:
    user = UserFactory.create()
    event = log_access(request_or_user=user, action="view", subjects=[1])
    gone = user.pk
    user.delete()
    assert AccessEvent.objects.get(pk=event.pk).user_id == gone
