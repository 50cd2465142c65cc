"""The front page, the errors, and what keeps private pages private."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Context

from mik.accounts.models import User
from mik.home import errors
from mik.home.middleware import PrivatePagesMiddleware
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
CODE = re.compile(r"[A-Z][1-9]-[0-9]{4}")


# --- Front page ------------------------------------------------------------------------------------


def test_the_front_page_counts_graduates_in_fives(client: Client, department: Unit) -> None:
    cache.clear()
    for _ in range(12):
        graduate(programme_of(department), contacts=False)
    page = client.get("/")
    assert page.status_code == 200
    assert [(f.label, f.value) for f in page.context["figures"]] == [("Kayıtlı mezun", 10)]
    cache.clear()


def test_an_empty_platform_shows_no_figures(client: Client) -> None:
    cache.clear()
    assert client.get("/").context["figures"] == []
    cache.clear()


@pytest.mark.parametrize("name", ["home:front", "home:privacy", "home:accessibility"])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_visitors_read_the_public_pages(client: Client, name: str, language: str) -> None:
    page = client.get(reverse(name), headers={"accept-language": language})
    assert (page.status_code, page["Content-Language"]) == (200, language)


def test_the_language_is_changed_by_post(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/kvkk/"})
    assert (answer.status_code, answer["Location"]) == (302, "/kvkk/")
    assert client.get("/kvkk/")["Content-Language"] == "en"


def test_the_student_home_is_the_students(client_for: Sign, student: User, alumna: User) -> None:
    assert client_for(student).get(reverse("home:student")).status_code == 200
    assert client_for(alumna).get(reverse("home:student")).status_code == 404


# --- Errors ----------------------------------------------------------------------------------------


def test_a_missing_page_gives_a_code_that_is_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="mik.home.errors"):
        page = client.get("/boyle-bir-sayfa-yok/?ad=Elif")
    found = CODE.search(page.content.decode())
    assert page.status_code == 404
    assert found is not None
    said = [record.getMessage() for record in caplog.records if record.name == "mik.home.errors"]
    assert said == [f"{found[0]} 404 view=- cause=Resolver404"]


def test_a_refusal_says_why(rf: RequestFactory) -> None:
    from django.core.exceptions import PermissionDenied

    request = rf.get("/x/")
    request.resolver_match = None
    page = errors.forbidden(request, PermissionDenied("Kendi görevinizi siz kaydedemezsiniz."))
    assert page.status_code == 403
    assert "Kendi görevinizi siz kaydedemezsiniz." in page.content.decode()


def test_a_broken_page_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    request = rf.get("/x/")
    request.resolver_match = None
    with CaptureQueriesContext(connection) as captured:
        page = errors.server_error(request)
    assert (page.status_code, len(captured)) == (500, 0)
    assert CODE.search(page.content.decode())


def test_a_form_without_its_token_is_explained(alumna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alumna)
    page = client.post(reverse("work:notification_read_all"))
    assert page.status_code == 403
    assert "Sayfa uzun süre açık kalmış" in page.content.decode()


def test_codes_hold_no_letter_that_is_mistaken() -> None:
    codes = [errors.new_reference() for _ in range(200)]
    assert all(CODE.fullmatch(code) for code in codes)
    assert not any(letter in code for code in codes for letter in "IJLOQW")


# --- Private pages ---------------------------------------------------------------------------------


def test_pages_of_somebody_signed_in_are_never_stored(client_for: Sign, alumna: User) -> None:
    page = client_for(alumna).get(reverse("work:notification_list"))
    assert {part.strip() for part in page["Cache-Control"].split(",")} == {"no-store", "private"}


def test_public_pages_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/kvkk/").get("Cache-Control", "")


@pytest.mark.parametrize(
    ("role", "path", "expected"),
    [
        ("coordinator", "/koordinator/mezunlar/", "coordinator"),
        ("assistant", "/koordinator/", "assistant"),
        ("staff", "/koordinator/", "staff"),
        ("registrar", "/koordinator/atamalar/", "registrar"),
        ("coordinator", "/koordinator/atamalar/", ""),
        ("vice_rector", "/koordinator/ozet/", "vice_rector"),
        ("vice_rector", "/koordinator/gorevler/", "vice_rector"),
        ("representative", "/temsilci/", "representative"),
        ("alumna", "/temsilci/", ""),
        ("alumna", "/mezun/", "member"),
        ("representative_alumna", "/mezun/", "member"),
        ("representative_alumna", "/temsilci/1/mezunlar/", "representative"),
        ("coordinator", "/bildirimler/", ""),
    ],
)
def test_the_role_acted_in_follows_the_address(
    request: pytest.FixtureRequest, rf: RequestFactory, role: str, path: str, expected: str
) -> None:
    seen: list[str] = []

    def view(passed: HttpRequest) -> HttpResponse:
        seen.append(passed.role)  # type: ignore[attr-defined]  # set by middleware or pghistory
        return HttpResponse()

    asked = rf.get(path)
    asked.user, asked.session = request.getfixturevalue(role), {}  # type: ignore[assignment]  # a bare request
    PrivatePagesMiddleware(view)(asked)
    assert seen == [expected]


def test_history_names_the_role(client_for: Sign, registrar: User, staff: User) -> None:
    term = staff.appointments.get()
    url = reverse("coordinator:appointment_end", args=[term.pk])
    client_for(registrar).post(url, {"on": term.ends.isoformat(), "reason": "istifa"})
    event: Any = staff.appointments.get().events.order_by("-pgh_id").first()  # type: ignore[attr-defined]  # set by middleware or pghistory
    metadata = Context.objects.get(pk=event.pgh_context_id).metadata
    assert (metadata["user"], metadata["role"]) == (registrar.pk, "registrar")
