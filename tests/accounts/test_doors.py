"""Every door of the sign-in is counted, from one address and for one account, and says so on one page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mik.accounts.doors import BY_VIEW, DOORS, Door
from mik.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TYPED = {"login": "biri@ornek.example", "email": "biri@ornek.example", "password": "yanlis-Parola-9"}
ARGS: dict[str, dict[str, str]] = {
    "openid_connect_login": {"provider_id": "university"},
    "openid_connect_callback": {"provider_id": "university"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "yok"},
}
# Pages of one's own account, of the way out, or that only tell what happened: there is nothing to guess at them.
NO_DOORS = {
    "account_logout", "account_inactive", "account_reset_password_done", "account_reset_password_from_key_done",
    "mfa_index", "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_connections", "usersessions_list",
    "accounts:second_factor", "accounts:time_zone", "accounts:session_end",
}  # fmt: skip


def addresses(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """(path, name, view) of everything the platform answers."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, path, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield path, f"{space}{pattern.name}", pattern.callback


def test_every_address_of_the_accounts_is_a_door_or_is_known_not_to_be() -> None:
    names = {name for path, name, __ in addresses() if path.startswith("hesap/")}
    assert names - set(BY_VIEW) - NO_DOORS == set()
    assert set(BY_VIEW) - names == set()


def test_there_is_no_other_door() -> None:
    """The Django admin signs people in by itself, past limits and second factor; it is mounted nowhere.

    Whoever mounts it meets this test: give its sign-in page a place in ``mik.accounts.doors``, let it send people to
    ``account_login`` instead of asking for a password itself, and put it behind ``SecondFactorOfOffices``; then
    change what is asserted here.
    """
    assert not apps.is_installed("django.contrib.admin")
    modules = {getattr(view, "__module__", "") for __, ___, view in addresses()}
    views = {getattr(getattr(view, "view_class", None), "__module__", "") for __, ___, view in addresses()}
    strangers = ("django.contrib.admin", "django.contrib.auth.views", "allauth.headless", "allauth.idp")
    assert [name for name in modules | views if name.startswith(strangers)] == []


def knock(client: Client, door: Door, view: str, times: int, **extra: Any) -> list[int]:
    url, method = reverse(view, kwargs=ARGS.get(view)), door.methods[-1]
    call = client.post if method == "POST" else client.get
    credential = '{"id": "bir-anahtar"}'
    return [call(url, {**TYPED, "credential": credential}, **extra).status_code for __ in range(times)]


@pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])
def test_a_door_closes_for_the_address(door: Door, client_for: Callable[..., Client], monkeypatch: Any) -> None:
    """With the limit taken down to three, so that the test is quick; the real ones are checked below."""
    monkeypatch.setitem(BY_VIEW, door.views[0], Door(door.name, door.views, None, 3, 99, door.methods))
    statuses = knock(client_for(UserFactory.create()), door, door.views[0], 4, REMOTE_ADDR="192.0.2.7")
    assert (429 in statuses[:3], statuses[3]) == (False, 429)
    assert knock(client_for(UserFactory.create()), door, door.views[0], 1, REMOTE_ADDR="192.0.2.8") != [429]


@pytest.mark.parametrize("door", [door for door in DOORS if door.account], ids=lambda door: door.name)
def test_a_door_closes_for_the_account_whatever_the_address(
    door: Door, client_for: Callable[..., Client], monkeypatch: Any
) -> None:
    monkeypatch.setitem(BY_VIEW, door.views[0], Door(door.name, door.views, door.account, 99, 2, door.methods))
    client, statuses = client_for(UserFactory.create()), []
    client.session.save()
    for number in range(3):
        statuses += knock(client, door, door.views[0], 1, REMOTE_ADDR=f"192.0.2.{number}")
    assert (429 in statuses[:2], statuses[2]) == (False, 429)


def test_the_limits_are_those_we_publish() -> None:
    assert {door.by_address for door in DOORS} == {20, 30, 40}  # a minute
    assert max(door.by_account for door in DOORS) == 20  # in five minutes
    assert {door.name: door.by_account for door in DOORS}["password"] == 5


@pytest.mark.parametrize(
    ("language", "heading"), [("tr", "<h1>Biraz bekleyin</h1>"), ("en", "<h1>Please wait a little</h1>")]
)
def test_the_page_says_what_to_do_in_both_languages(language: str, heading: str) -> None:
    client = Client(headers={"Accept-Language": language})
    answers = [client.post(reverse("account_login"), TYPED) for __ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert heading in answers[-1].content.decode()
    assert answers[-1]["Retry-After"] == "300"


def test_a_right_password_forgives_the_wrong_ones() -> None:
    user, client = UserFactory.create(), Client()
    url, right = reverse("account_login"), {"login": user.email, "password": "parola-Deneme-1"}
    for __ in range(2):
        assert [client.post(url, right | {"password": "yanlis-Parola-9"}).status_code for ___ in range(4)] == [200] * 4
        assert client.post(url, right).status_code == 302
        client.post(reverse("account_logout"))


def test_capitals_and_spaces_are_no_new_account(db: None) -> None:
    client, url = Client(), reverse("account_login")
    spellings = ("Biri@ornek.example", " biri@ORNEK.example", "biri@ornek.example ", "BIRI@ornek.example")
    tries = [client.post(url, {"login": typed, "password": "yanlis-Parola-9"}) for typed in spellings * 2]
    assert tries[-1].status_code == 429


def test_a_session_of_ones_own_is_ended_from_another(client_for: Callable[..., Client]) -> None:
    user: User = UserFactory.create()
    here, there, stranger = Client(), Client(), client_for(UserFactory.create())
    for one in (here, there):
        right = {"login": user.email, "password": "parola-Deneme-1"}
        one.post(reverse("account_login"), right, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    other = UserSession.objects.get(session_key=there.session.session_key)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Windows" in page
    url = reverse("accounts:session_end", args=[other.pk])
    assert url in page
    assert stranger.post(url).status_code == 404
    assert here.post(url).status_code == 302
    assert there.get(reverse("mfa_index")).status_code == 302  # signed out
    assert here.post(url).status_code == 404  # gone already
    own = UserSession.objects.get(session_key=here.session.session_key)
    assert here.post(reverse("accounts:session_end", args=[own.pk]))["Location"] == reverse("account_logout")
