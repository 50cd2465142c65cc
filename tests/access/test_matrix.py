"""Every URL × method × role × own/other department. An address without a row fails; so does a status not listed.

The rows stand in ``rows.py``. Each request runs in a transaction of its own that is rolled back, so that rows do not
see one another. «own» is the department of ``representative`` and ``alumna``, «other» that of the other ones.
Every page that opens is read for identity numbers on the way, because asking for all of them again is dear.
"""

import gc
import logging
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mik.accounts.models import User
from tests.access.expect import NOT_ALLOWED, OFFICE, SIGN_IN, Row
from tests.access.identity import IdentityNumbers
from tests.access.rows import ROWS
from tests.access.world import ROLES, World

# The pages that tell a masked identity number; the second is the refusal of an unmasking without a reason.
MASKED = ("coordinator:graduate_detail", "coordinator:graduate_unmask")
# These stand to the one department as the first of each pair stands to the other: asked again they would say the same.
MIRRORED = {"other_alumna": "alumna", "other_representative": "representative"}
# Who may the least and the most: they try methods that are not known.
UNKNOWING = ("student", "coordinator")
ASKED = tuple(role for role in ROLES if role not in MIRRORED)
GROUPS = (ASKED[:3], ASKED[3:6], ASKED[6:9], ASKED[9:])


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            yield from url_names(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))


def test_every_address_has_a_row() -> None:
    names = list(url_names(get_resolver()))
    assert "None" not in {name.split(":")[-1] for name in names}
    assert sorted(set(names) - set(ROWS)) == []
    assert sorted(set(ROWS) - set(names)) == []


class Visitor:
    """A test client without what a matrix has no use for: contexts, templates, cookies that change."""

    def __init__(self, user: User | None) -> None:
        self.requests = RequestFactory()
        self.handler = BaseHandler()
        self.handler.load_middleware()
        if user is not None:
            client = Client()
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
            self.requests.cookies = client.cookies

    def ask(self, method: str, url: str) -> tuple[int, str]:
        """The status and the text of one answer; the request leaves nothing behind."""
        request = self.requests.generic(method, url)
        setattr(request, "_dont_enforce_csrf_checks", True)  # noqa: B010  (as the test client does)
        with transaction.atomic():
            answer = self.handler.get_response(request)
            body = b"".join(answer)
            answer.close()
            transaction.set_rollback(True)
        asked = answer.status_code == 302 and answer["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?next=")
        return SIGN_IN if asked else answer.status_code, body.decode(errors="replace")


class Answer(NamedTuple):
    name: str
    method: str
    label: str
    expected: int
    found: int
    page: str


def addresses(name: str, row: Row, world: World) -> dict[str, str]:
    """The address with the own department's objects and with the other's; once where there are none in it."""
    own, other = (reverse(name, kwargs=row.arguments(side)) for side in (world.own, world.other))
    return {"own": own} if own == other else {"own": own, "other": other}


def answers(visitor: Visitor, role: str, name: str, row: Row, world: World) -> Iterator[Answer]:
    """Each request with the status expected of it.

    Whose object it is cannot matter to a role that reaches neither side's. A method that is not known is tried by one
    who reaches the address, and by those who may the least and the most.
    """
    reaches = role in {*row.who, *row.other}
    for label, url in addresses(name, row, world).items():
        for method in ("GET", "POST"):
            expected = row.expected(role, method, label)
            if expected == NOT_ALLOWED and (label != "own" or role not in {*row.who[:1], *UNKNOWING}):
                continue
            if label == "own" or reaches:
                yield Answer(name, method, label, expected, *visitor.ask(method, url))


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound()


@pytest.fixture
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of refusals are no news and need no page (a fifth of the time); the end of a request must not end the
    test's connection; and the collector need not walk through all that is loaded again and again (a sixth).
    """
    monkeypatch.setattr("mik.urls.handler404", refuse)
    logging.disable(logging.ERROR)
    gc.freeze()
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)
    gc.unfreeze()
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_cheap")
@pytest.mark.parametrize("roles", GROUPS, ids=lambda roles: roles[0])
def test_addresses(roles: tuple[str, ...], world: World) -> None:
    """Roles in groups, because the world is dear to make."""
    numbers, wrong, whole, masked = IdentityNumbers(world), {}, set(), set()
    for role in roles:
        user = world.users[role]
        visitor = Visitor(user)
        for answer in (one for name, row in ROWS.items() for one in answers(visitor, role, name, row, world)):
            name, method, label, expected, found, page = answer
            if found != expected:
                wrong[f"{role}: {method} {name} ({label})"] = {"expected": expected, "found": found}
            if numbers.whole_on(page):
                whole.add((role, name))
            if numbers.masked_on(page, user):
                masked.add((role, name))
    assert wrong == {}
    assert whole == set()
    assert masked == {(role, name) for role in roles if role in OFFICE for name in MASKED}


def test_the_matrix_knows_every_role() -> None:
    assert sorted([*(role for roles in GROUPS for role in roles), *MIRRORED]) == sorted(ROLES)


@pytest.mark.parametrize(("role", "image"), MIRRORED.items())
def test_a_role_that_is_not_asked_is_the_mirror_image_of_one_that_is(role: str, image: str) -> None:
    for name, row in ROWS.items():
        for method in ("GET", "POST"):
            for label, across in (("own", "other"), ("other", "own")):
                assert row.expected(role, method, label) == row.expected(image, method, across), (name, method)
