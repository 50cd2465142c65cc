"""What is done to many records at once: asking for an update, tagging. What leaves the house: registry/exchange."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry import bulk
from alumni.registry.models import Alumnus
from alumni.registry.scopes import representative_scope
from mik.accounts.models import User
from mik.common.models import Job, JobState
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
OnCommit = Callable[..., Any]


@pytest.fixture
def client(client_for: Sign, representative: User) -> Client:
    return client_for(representative)


@pytest.fixture
def own(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Elif", surname="Şahin")


@pytest.fixture
def foreign(other_department: Unit) -> Alumnus:
    return graduate(programme_of(other_department), given_names="Gizli", surname="Yabancı")


def post(client: Client, department: Unit, action: str, **data: Any) -> Any:
    address = reverse("representatives:graduate_bulk", args=[department.pk])
    return client.post(address, {"islem": action, **data})


# --- Which records ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["guncelleme", "etiket", "disa-aktar"])
def test_one_foreign_id_and_nothing_happens(
    client: Client, department: Unit, own: Alumnus, foreign: Alumnus, action: str
) -> None:
    data = {"s": [own.pk, foreign.pk], "onay": "1", "tags": "x", "reason": "y"}
    assert post(client, department, action, **data).status_code == 404
    assert (len(mail.outbox), Job.objects.count()) == (0, 0)
    assert list(Alumnus.objects.exclude(tags=[])) == []


@pytest.mark.parametrize("ids", [["abc"], ["-1"], ["999999"]])
def test_ids_that_are_none_are_404(client: Client, department: Unit, ids: list[str]) -> None:
    assert post(client, department, "etiket", s=ids).status_code == 404


def test_nothing_ticked_leads_back_to_the_list(client: Client, department: Unit) -> None:
    response = post(client, department, "etiket", liste="durum=stale")
    assert response.headers["Location"].endswith("/mezunlar/?durum=stale")


def test_an_unknown_action_is_refused(client: Client, department: Unit, own: Alumnus) -> None:
    assert post(client, department, "sil", s=[own.pk]).status_code == 400


def test_all_results_are_those_of_the_filtered_list(client: Client, department: Unit, foreign: Alumnus) -> None:
    early = graduate(programme_of(department), year=1999)
    graduate(programme_of(department), year=2020)
    post(client, department, "etiket", hepsi="1", liste="yil_son=2000", onay="1", tags="eski")
    assert list(Alumnus.objects.filter(tags=["eski"])) == [early]


def test_it_asks_before_it_acts(client: Client, department: Unit, own: Alumnus) -> None:
    response = post(client, department, "guncelleme", s=[own.pk])
    assert "1 mezundan güncelleme iste" in response.content.decode()
    assert len(mail.outbox) == 0


# --- Asking for an update --------------------------------------------------------------------------


def test_asking_writes_once_in_thirty_days(
    client: Client, department: Unit, own: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    without = graduate(programme_of(department), contacts=False)
    with django_capture_on_commit_callbacks(execute=True):
        post(client, department, "guncelleme", s=[own.pk, without.pk], onay="1")
    assert [message.to for message in mail.outbox] == [[own.person.contacts.get(kind="email").value]]
    own.refresh_from_db()
    assert own.update_asked_at
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("representatives:graduate_bulk", args=[department.pk]),
            {"islem": "guncelleme", "s": [own.pk], "onay": "1"},
            follow=True,
        )
    assert len(mail.outbox) == 1
    assert "son 30 günde zaten yazılmıştı" in response.content.decode()


def test_a_dead_address_is_not_written_to(representative: User, department: Unit, own: Alumnus) -> None:
    own.person.contacts.update(dead_at=timezone.now(), dead_evidence="bounced")
    scope = representative_scope(representative, department.pk)
    assert bulk.ask_to_update(scope=scope, ids=[own.pk]) == bulk.Asked(0, 1, 0)


def test_asking_leaves_out_what_is_not_in_scope(representative: User, department: Unit, foreign: Alumnus) -> None:
    scope = representative_scope(representative, department.pk)
    assert bulk.ask_to_update(scope=scope, ids=[foreign.pk]) == bulk.Asked()


def test_many_are_left_to_the_workers(
    client: Client, department: Unit, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: OnCommit
) -> None:
    monkeypatch.setattr("alumni.registry.desk.listing.AT_ONCE", 1)
    ids = [graduate(programme_of(department)).pk for __ in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        response = post(client, department, "guncelleme", s=ids, onay="1")
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("common:job_detail", args=[job.pk])
    assert (job.state, job.counters["sent"]) == (JobState.DONE, 2)
    assert job.params == {"unit_id": department.pk, "ids": ids}


# --- Tags ------------------------------------------------------------------------------------------


def test_tags_are_added_and_taken_off(client: Client, department: Unit, own: Alumnus) -> None:
    post(client, department, "etiket", s=[own.pk], onay="1", tags="mentor adayı, kurucu  üye,mentor adayı")
    own.refresh_from_db()
    assert own.tags == ["mentor adayı", "kurucu üye"]
    post(client, department, "etiket", s=[own.pk], onay="1", tags="kurucu üye", remove="on")
    own.refresh_from_db()
    assert own.tags == ["mentor adayı"]


def test_empty_tags_are_asked_again(client: Client, department: Unit, own: Alumnus) -> None:
    response = post(client, department, "etiket", s=[own.pk], onay="1", tags=" ,")
    assert "En az bir etiket yazın" in response.content.decode()
