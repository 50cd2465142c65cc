"""Registries, duty codes and the developers' page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import Duties, Functions, HookError, Keyed, PersonalData, PersonalDataRegistry

ForClient = Callable[[User | None], Client]


def one() -> int:
    return 1


def test_functions_keep_their_order_and_refuse_a_second_registration() -> None:
    registry: Functions[Callable[[], int]] = Functions("test", "")
    registry.register(one)
    with pytest.raises(HookError, match="already"):
        registry.register(one)
    assert [function() for function in registry] == [1]


def test_keys_are_unique() -> None:
    registry: Keyed[int] = Keyed("test", "")
    registry.register("a", 1)
    with pytest.raises(HookError, match="'a'"):
        registry.register("a", 2)
    assert registry.get("a") == 1
    assert registry.get("b") is None


def test_a_model_declares_its_personal_data_once() -> None:
    registry = PersonalDataRegistry("test", "")
    entry = PersonalData("people.Person", "", ("surname",), "", "", "")
    registry.add(entry)
    with pytest.raises(HookError):
        registry.add(entry)


def test_an_unknown_duty_code_is_refused_once_all_apps_are_ready() -> None:
    duties = Duties("test", "")
    duties.declare("known", "Known")
    assert duties.require("known") == "known"
    with pytest.raises(HookError, match="'unknown'"):
        duties.require("unknown")


def test_a_required_code_that_nobody_declared_stops_the_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.duties, "_required", {"nobody.declared"})
    assert [problem.id for problem in run_checks() if problem.id == "mik.E001"] == ["mik.E001"]
    with pytest.raises(HookError, match=r"nobody\.declared"):
        hooks.duties.verify()


def test_every_required_duty_is_declared() -> None:
    assert hooks.duties.undeclared() == []


@pytest.mark.django_db
def test_the_office_sees_the_developers_page(client_for: ForClient, coordinator: User) -> None:
    response = client_for(coordinator).get("/gelistirici/kancalar/")
    assert response.status_code == 200
    assert "personal_data" in response.content.decode()


@pytest.mark.django_db
def test_nobody_else_knows_of_it(client_for: ForClient, representative: User, anonymous: Any) -> None:
    assert client_for(representative).get("/gelistirici/kancalar/").status_code == 404
    assert client_for(None).get("/gelistirici/kancalar/").status_code == 302
