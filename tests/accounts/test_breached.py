"""Passwords that thieves have are refused, and who still has one is asked for another; nobody else learns of it."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from mik.accounts import breached
from tests.factories.accounts import UserFactory

STOLEN = "Galatasaray1905"


@pytest.mark.parametrize("password", ["galatasaray1905", STOLEN, "SENISEVIYORUM", "besiktas1903", "123456789a"])
def test_a_stolen_password_is_refused_in_clear_words(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "password_breached" in {error.code for error in refusal.value.error_list}


def test_a_password_of_ones_own_is_not() -> None:
    validate_password("mor-fındık-yayla-73")
    made = [f"{n}-kendi-parolam-{n * 7919}" for n in range(2000)]
    assert [password for password in made if breached.is_breached(password)] == []


def test_the_list_is_sorted_and_as_long_as_its_sources_say() -> None:
    known = breached.known()
    data = [known[at] for at in range(len(known))]
    assert data == sorted(set(data))
    text = (breached.LIST.parent / "SOURCES.md").read_text()
    assert f"{len(known):,} passwords" in text
    assert breached.LIST.stat().st_size < 3_000_000


def test_the_list_is_made_by_a_command(tmp_path: Any, monkeypatch: Any) -> None:
    (tmp_path / "a").write_text("uzun-parola-1\nkisa\nUZUN-PAROLA-1\n")
    (tmp_path / "b").write_text("trabzon-uzun-1\nbaska-uzun-1\n")
    (tmp_path / "words").write_text("trabzon\n")
    monkeypatch.setattr("mik.accounts.management.commands.make_breached_list.LIST", tmp_path / "list")
    call_command(
        "make_breached_list",
        str(tmp_path / "a"),
        words=tmp_path / "words",
        containing=[tmp_path / "b"],
        stdout=StringIO(),
    )
    found = breached.Fingerprints((tmp_path / "list").read_bytes())
    assert len(found) == 2
    assert breached.fingerprint("Trabzon-Uzun-1") in found
    assert breached.fingerprint("baska-uzun-1") not in found


@pytest.mark.django_db
def test_who_signs_in_by_one_is_asked_for_another(caplog: Any) -> None:
    user, client = UserFactory.create(), Client()
    user.set_password(STOLEN)
    user.save()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("account_login"), {"login": user.email, "password": STOLEN})
    assert answer["Location"] == reverse("account_change_password")
    assert STOLEN not in caplog.text
    assert "breach" not in caplog.text
    page = client.get(answer["Location"]).content.decode()
    assert "çalınıp yayılmış parolalar" in page
    new = {"oldpassword": STOLEN, "password1": "mor-fındık-yayla-73", "password2": "mor-fındık-yayla-73"}
    client.post(answer["Location"], new)
    assert "çalınıp yayılmış parolalar" not in client.get(answer["Location"]).content.decode()
