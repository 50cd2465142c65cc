"""Asking another department about a graduate: what each side can learn, and what nobody can."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.duplicates.services import outcome
from alumni.registry.merging.services import merge_records
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Unit
from mik.work.models import Notification
from mik.work.wanted import wanted
from tests.access.foreign import ANEW
from tests.factories.alumni import GraduationFactory, graduate
from tests.factories.units import department_with_programmes, programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def url(name: str, unit: Unit, *args: int) -> str:
    return reverse(f"representatives:{name}", args=[unit.pk, *args])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def mine(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Gülizar", surname="Hacıimamoğlu", tckn="", tckn_hash=None)


@pytest.fixture
def theirs(other_department: Unit) -> Alumnus:
    return graduate(
        programme_of(other_department), given_names="Gülizar", surname="Hacıimamoğlu", former_surname="Gizlisoyad",
        contacts=False,
    )  # fmt: skip


def ask(client: Client, unit: Unit, about: Alumnus, other: Unit, **more: Any) -> Any:
    data = {"unit": other.pk, "name": "Gülizar Hacıimamoğlu", "year": 2014, "note": "Çift anadal yapmıştı."} | more
    return client.post(url("merge_request_add", unit, about.pk), data)


@pytest.fixture
def asked(
    client_for: Sign, representative: User, department: Unit, other_department: Unit, mine: Alumnus, theirs: Alumnus
) -> MergeRequest:
    assert ask(client_for(representative), department, mine, other_department).status_code == 302
    return MergeRequest.objects.get()


def test_a_question_finds_the_record_and_tells_its_representative(
    asked: MergeRequest, mine: Alumnus, theirs: Alumnus, other_representative: User, department: Unit
) -> None:
    """``other_representative`` took office after the question in this test's order of fixtures, so she has no notice,
    but the question stands on her desk.
    """
    pair = DuplicatePair.objects.get()
    assert (asked.alumnus, asked.other, asked.pair, pair.state) == (mine, theirs, pair, "asked")
    assert list(MergeRequest.objects.visible_to(other_representative)) == [asked]


def test_the_representative_asked_is_told(
    client_for: Sign, representative: User, other_representative: User, department: Unit, other_department: Unit,
    mine: Alumnus, theirs: Alumnus,
) -> None:  # fmt: skip
    ask(client_for(representative), department, mine, other_department)
    notice = Notification.objects.get()
    assert (notice.user, notice.url) == (other_representative, url("merge_request_list", other_department))
    assert [item.count for item in wanted(other_representative) if "hakkında soru" in item.label] == [1]


def test_the_asker_learns_nothing_of_the_other_department(
    client_for: Sign, representative: User, department: Unit, other_department: Unit, mine: Alumnus
) -> None:
    """Letter by letter the same, whether or not somebody is recorded there, at every step of the way."""
    empty = department_with_programmes("Harita Mühendisliği")
    client, twin = client_for(representative), graduate(programme_of(other_department), given_names="Gülizar",
        surname="Hacıimamoğlu", contacts=False)  # fmt: skip

    def told(unit: Unit) -> list[str]:
        answers = [ask(client, department, mine, unit)]
        question = MergeRequest.objects.latest("pk")
        pages = [
            client.get(url(name, department, *args))
            for name, args in (
                ("merge_request_list", ()),
                ("duplicate_list", ()),
                ("graduate_detail", (mine.pk,)),
                ("graduate_history", (mine.pk,)),
            )
        ]
        if question.other_id:
            MergeRequest.objects.filter(pk=question.pk).update(state="agreed", answered_at=question.created_at)
        pages.append(client.get(url("merge_request_list", department)))
        again = ask(client, department, mine, unit)
        client.post(url("merge_request_withdraw", department, question.pk))
        client.get(url("merge_request_list", department))  # reads the message, or it would stand on the next page
        MergeRequest.objects.filter(pk=question.pk).delete()
        return [f"{page.status_code} {anonymous(text(page), unit, question)}" for page in (*answers, *pages, again)]

    with_record, without = told(other_department), told(empty)
    assert DuplicatePair.objects.get().second == twin
    assert with_record == without


def anonymous(page: str, unit: Unit, question: MergeRequest) -> str:
    """The page without what the asker put in: which department was asked, and the number of the question."""
    page = re.sub(r"<select.*?</select>", "", ANEW.sub("", page))
    return page.replace(unit.label, "").replace(f"/{question.pk}/", "")


def test_a_record_the_asker_sees_anyway_is_not_paired(
    client_for: Sign, representative: User, department: Unit, other_department: Unit, mine: Alumnus, theirs: Alumnus
) -> None:
    """In the own list the pair would turn up just because the other department has that record too."""
    GraduationFactory.create(alumnus=theirs, programme=programme_of(department))
    ask(client_for(representative), department, mine, other_department)
    assert MergeRequest.objects.get().other is None
    assert not DuplicatePair.objects.exists()


def test_the_other_representative_sees_the_statement_beside_the_own_record(
    client_for: Sign, asked: MergeRequest, other_representative: User, department: Unit, other_department: Unit,
    mine: Alumnus,
) -> None:  # fmt: skip
    mine.person.given_names = "Başkaad"
    mine.person.save()
    client = client_for(other_representative)
    page = text(client.get(url("merge_request_list", other_department)))
    assert "Çift anadal yapmıştı." in page
    assert "Gizlisoyad" in page
    assert "Başkaad" not in page
    assert str(mine.person.contacts.filter(kind="email").get().value) not in page
    assert client.get(url("graduate_detail", other_department, mine.pk)).status_code == 404


@pytest.mark.parametrize(("word", "state"), [("ayni", "agreed"), ("degil", "refused")])
def test_the_answer_goes_to_the_office_alone(
    client_for: Sign, asked: MergeRequest, other_representative: User, coordinator: User, other_department: Unit,
    word: str, state: str,
) -> None:  # fmt: skip
    client = client_for(other_representative)
    assert client.post(url("merge_request_answer", other_department, asked.pk), {"yanit": word}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (state, other_representative)
    assert not Notification.objects.filter(user=asked.asked_by).exists()
    assert client.post(url("merge_request_answer", other_department, asked.pk)).status_code == 404
    page = text(client_for(coordinator).get(reverse("coordinator:merge_request_detail", args=[asked.pk])))
    assert str(asked.get_state_display()) in page
    assert "İnşaat Mühendisliği temsilcisi yanıtladı" in page


def test_only_the_department_asked_may_answer(
    client_for: Sign, asked: MergeRequest, representative: User, department: Unit
) -> None:
    client = client_for(representative)
    assert client.post(url("merge_request_answer", department, asked.pk), {"yanit": "ayni"}).status_code == 404


@pytest.mark.parametrize("end", ["closed", "different", "merged"])
def test_the_asker_hears_the_same_sentence_whatever_came_of_it(
    client_for: Sign, asked: MergeRequest, coordinator: User, end: str
) -> None:
    client = client_for(coordinator)
    if end == "closed":
        client.post(reverse("coordinator:merge_request_close", args=[asked.pk]))
    elif end == "different":
        client.post(reverse("coordinator:duplicate_different", args=[asked.pair_id]))
    else:
        assert asked.other is not None
        merge_records(winner=asked.alumnus, loser=asked.other, choices={}, by=coordinator)
    asked.refresh_from_db()
    assert asked.state == "closed"
    assert [notice.text for notice in Notification.objects.filter(user=asked.asked_by)] == [outcome()]


def test_a_question_is_taken_back(
    client_for: Sign, asked: MergeRequest, representative: User, other_representative: User, department: Unit
) -> None:
    client_for(representative).post(url("merge_request_withdraw", department, asked.pk))
    asked.refresh_from_db()
    assert (asked.state, DuplicatePair.objects.get().state) == ("withdrawn", "open")
    assert not MergeRequest.objects.visible_to(other_representative).exists()


def test_the_same_is_asked_once(
    client_for: Sign, asked: MergeRequest, representative: User, department: Unit, other_department: Unit, mine: Alumnus
) -> None:
    response = ask(client_for(representative), department, mine, other_department)
    assert response.status_code == 422
    assert "zaten sordunuz" in text(response)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeRequest.objects.create(alumnus=mine, asking_unit=department, unit=other_department, name="x")


@pytest.mark.parametrize("change", [{"other": "alumnus"}, {"state": "agreed"}])
def test_constraints(asked: MergeRequest, change: dict[str, str]) -> None:
    values: dict[str, Any] = {"other": asked.alumnus} if "other" in change else change
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeRequest.objects.filter(pk=asked.pk).update(**values)
