"""A member's own surveys: without the mail, own answers only, what the file of own data holds, what erasing takes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.accounts.models import User
from mik.common import hooks
from surveys import hooks as survey_hooks
from surveys.answering.access import COOKIE
from surveys.models import Answer, Invitation, Response, Wave
from tests.factories.surveys import AnswerFactory, InvitationFactory, ResponseFactory, WaveFactory
from tests.surveys.conftest import Respondent, queries

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


@pytest.fixture
def invitation(wave: Wave, alumna: User) -> Invitation:
    """Of a member who agreed to no mails."""
    return InvitationFactory.create(wave=wave, person=alumna.person, sent_at=None, unsent="no_consent")


def test_a_member_answers_without_the_mail(invitation: Invitation, alumna: User, client_for: Sign) -> None:
    client = client_for(alumna)
    assert [i.pk for i in client.get(reverse("surveys:mine")).context["waiting"]] == [invitation.pk]
    begun = client.post(reverse("surveys:begin", args=[invitation.pk]))
    assert (begun["Location"], begun.cookies[COOKIE]["httponly"]) == ("/anket/", True)
    member = Respondent(invitation, client)
    member.send(1, activity="study")
    member.send(3, words="Selam")
    mine = client.get(reverse("surveys:mine"))
    assert (mine.context["waiting"], [i.pk for i in mine.context["earlier"]]) == ([], [invitation.pk])
    assert "Yanıtlarımı gör" in client.get(reverse("surveys:done")).content.decode()
    page = client.get(reverse("surveys:own_answers", args=[invitation.pk])).content.decode()
    assert ("Öğrenciyim" in page, "Selam" in page) == (True, True)


def test_a_members_way_in_ends_with_the_session(invitation: Invitation, alumna: User, client_for: Sign) -> None:
    client = client_for(alumna)
    client.post(reverse("surveys:begin", args=[invitation.pk]))
    kept = client.cookies[COOKIE].value
    client.logout()
    client.cookies[COOKIE] = kept
    assert client.get("/anket/")["Location"] == "/anket/baglanti/"


def test_another_members_survey_is_not_there(
    invitation: Invitation, other_alumna: User, coordinator: User, client_for: Sign
) -> None:
    """Not for the coordinator either: these pages are about the own ones."""
    ResponseFactory.create(invitation=invitation)
    for user in (other_alumna, coordinator):
        client = client_for(user)
        assert client.post(reverse("surveys:begin", args=[invitation.pk])).status_code == 404
        assert client.get(reverse("surveys:own_answers", args=[invitation.pk])).status_code == 404
        assert client.get(reverse("surveys:mine")).context["waiting"] == []


def test_the_list_asks_the_same_number_of_questions(alumna: User, client_for: Sign) -> None:
    client, found = client_for(alumna), []
    for _round in range(2):
        for completed in (None, timezone.now()):
            invitation = InvitationFactory.create(wave=WaveFactory.create(), person=alumna.person)
            ResponseFactory.create(invitation=invitation, completed_at=completed)
        found.append(queries(client, reverse("surveys:mine")))
    assert found[0] == found[1]


def opted_out(respondent: Respondent) -> bool:
    respondent.invitation.refresh_from_db()
    return respondent.invitation.opted_out_at is not None


def test_opting_out_is_asked_for_and_can_be_undone(respondent: Respondent) -> None:
    address = reverse("surveys:leave")
    assert "Bu anket için yazmayalım mı?" in respondent.client.get(address).content.decode()
    assert not opted_out(respondent)
    page = respondent.client.post(address, {"do": "leave"}, follow=True)
    assert ("size yazmayacağız" in page.content.decode(), opted_out(respondent)) == (True, True)
    respondent.send(1, activity="study")
    assert respondent.answers() == {"activity": ["study"]}
    respondent.client.post(address, {"do": "back"})
    assert not opted_out(respondent)


# --- hooks -----------------------------------------------------------------------------------------


def items(user: User) -> list[tuple[str, int]]:
    return [(str(item.label), item.count) for item in survey_hooks.attention(user)]


def test_what_wants_attention(invitation: Invitation, alumna: User, coordinator: User, staff: User) -> None:
    assert items(alumna) == [("Sizi bekleyen anket", 1)]
    WaveFactory.create(state="draft")
    Wave.objects.filter(pk=invitation.wave_id).update(closes_on=timezone.localdate())
    assert items(coordinator) == [("Açılış günü gelen anket", 1), ("Bu hafta kapanacak anket", 1)]
    assert items(staff) == []
    ResponseFactory.create(invitation=invitation, completed_at=timezone.now())
    assert items(alumna) == []


def test_the_timeline_says_that_and_not_what(invitation: Invitation, alumna: User, coordinator: User,
                                             representative: User) -> None:  # fmt: skip
    response = ResponseFactory.create(invitation=invitation, completed_at=timezone.now())
    AnswerFactory.create(response=response, question="words", option="", text="Gizli")
    for user in (alumna, coordinator):
        (entry,) = survey_hooks.timeline(alumna.person.pk, user)
        assert (entry.title, entry.detail) == ("Anketi yanıtladı", "Mezun memnuniyet anketi 2026")
    assert list(survey_hooks.timeline(alumna.person.pk, representative)) == []


def test_own_data_holds_the_answers_and_erasing_takes_them(invitation: Invitation, alumna: User) -> None:
    AnswerFactory.create(response=ResponseFactory.create(invitation=invitation))
    kept = AnswerFactory.create(response__invitation__wave=invitation.wave)
    entries = {entry.model: entry for entry in hooks.personal_data if entry.model.startswith("surveys.")}
    assert set(entries) == {"surveys.Invitation", "surveys.Response", "surveys.Answer"}
    answers = entries["surveys.Answer"].export
    assert answers is not None
    assert list(answers(alumna.person.pk)) == [
        {
            "survey": "Mezun memnuniyet anketi 2026",
            "question": "Şu anda asıl uğraşınız nedir?",
            "answer": ["Ücretli çalışıyorum"],
        }
    ]
    for entry in entries.values():
        assert entry.export is not None
        assert len(list(entry.export(alumna.person.pk))) == 1
    for entry in entries.values():
        assert entry.erase is not None
        assert entry.erase(alumna.person.pk) == 1
    assert (list(Answer.objects.all()), Response.objects.count(), Invitation.objects.count()) == ([kept], 1, 1)
    assert Wave.objects.get(pk=invitation.wave_id).population == 1
