"""Versions: a draft may change, a published version never; the office's pages of them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from surveys.models import QuestionnaireVersion
from surveys.questionnaires.services import AlreadyPublished, ContentProblems, publish_version, save_draft, start_draft
from tests.factories.surveys import VersionFactory, question, small_content

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def url(name: str, *args: int) -> str:
    return reverse(f"coordinator:survey_form{name}", args=args)


def page_of(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"pages": [{"questions": list(questions)}]}


FORWARDS = page_of(question("a", condition={"question": "b", "in": ["yes"]}), question("b"))


@pytest.mark.parametrize("change", [{"content": {}}, {"number": 7}, {"state": "draft", "published_at": None}])
def test_the_database_refuses_to_change_a_published_version(change: dict[str, Any]) -> None:
    version = VersionFactory.create()
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionnaireVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionnaireVersion.objects.filter(pk=version.pk).delete()


def test_a_new_version_starts_as_a_copy_and_there_is_one_draft(coordinator: User) -> None:
    version = VersionFactory.create()
    draft = start_draft(questionnaire=version.questionnaire, by=coordinator)
    assert (draft.number, draft.content, draft.state) == (2, version.content, "draft")
    assert start_draft(questionnaire=version.questionnaire, by=coordinator) == draft
    save_draft(version=draft, content=page_of(question("only")))
    publish_version(version=draft)
    version.refresh_from_db()
    assert version.content == small_content()
    with pytest.raises(AlreadyPublished):
        save_draft(version=draft, content=small_content())


def test_what_is_no_questionnaire_is_not_saved_nor_published(coordinator: User) -> None:
    draft = VersionFactory.create(state="draft", content=FORWARDS)
    with pytest.raises(ContentProblems, match="Koşul ileriyi gösteriyor"):
        publish_version(version=draft)
    with pytest.raises(ContentProblems):
        save_draft(version=draft, content={})


def test_the_page_lists_problems_and_loses_nothing_typed(coordinator: User, client_for: Sign) -> None:
    draft, client = VersionFactory.create(state="draft"), client_for(coordinator)
    typed = json.dumps(FORWARDS)
    answer = client.post(url("_edit", draft.pk), {"text": typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "1. sayfa, 1. soru (a):" in text
    assert "«b» sorusu daha sonra, 1. sayfanın 2. sorusu." in text
    assert answer.context["form"]["text"].value() == typed
    broken = client.post(url("_edit", draft.pk), {"text": '{"pages": [}'})
    assert "JSON okunamadı: 1. satır, 12. sütun." in broken.content.decode()
    draft.refresh_from_db()
    assert draft.content == small_content()


@pytest.mark.parametrize("bad", ['"\\u0000"', '"\\ud800"', "NaN", "1e999", "9" * 5000])
def test_json_the_database_cannot_keep_is_refused(coordinator: User, client_for: Sign, bad: str) -> None:
    draft = VersionFactory.create(state="draft")
    typed = json.dumps(page_of(question("a", "number", max="?"))).replace('"?"', bad)
    answer = client_for(coordinator).post(url("_edit", draft.pk), {"text": typed})
    assert (answer.status_code, "saklanamayan bir değer var" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xff\xfe{", "UTF-8 değil"), (b"[" * 100_000, "JSON"), (b" " * 600_000, "en çok 500 KB")],
)
def test_files_that_are_none(coordinator: User, client_for: Sign, data: bytes, said: str) -> None:
    draft = VersionFactory.create(state="draft")
    upload = SimpleUploadedFile("form.json", data)
    answer = client_for(coordinator).post(url("_edit", draft.pk), {"file": upload})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_draft_from_upload_to_publication(coordinator: User, client_for: Sign) -> None:
    version, client = VersionFactory.create(), client_for(coordinator)
    made: Any = client.post(url("_draft", version.questionnaire_id))
    draft = QuestionnaireVersion.objects.get(state="draft")
    assert made.url == url("_edit", draft.pk)
    content = page_of(question("worked"), question("why", "text", condition={"question": "worked", "in": ["no"]}))
    client.post(made.url, {"file": SimpleUploadedFile("form.json", json.dumps(content).encode())})
    page = client.get(url("", draft.pk)).content.decode()
    assert "Yalnız 1. soruya “Hayır” diyenlere sorulur." in page
    client.post(url("_publish", draft.pk))
    draft.refresh_from_db()
    assert (draft.state, draft.content) == ("published", content)
    assert client.get(url("_edit", draft.pk))["Location"] == url("", draft.pk)
    assert client.get(url("_download", draft.pk)).json() == content


def test_the_preview_shows_all_questions_and_keeps_nothing(coordinator: User, client_for: Sign) -> None:
    version, client = VersionFactory.create(), client_for(coordinator)
    page = client.get(url("_preview", version.pk, 1)).content.decode()
    assert ("hours?" in page, "yazılan kaydedilmez" in page) == (True, True)
    assert client.get(url("_preview", version.pk, 9)).status_code == 404


def test_a_draft_is_thrown_away_a_published_version_is_not(coordinator: User, client_for: Sign) -> None:
    version, client = VersionFactory.create(), client_for(coordinator)
    draft = start_draft(questionnaire=version.questionnaire, by=coordinator)
    for pk in (draft.pk, version.pk):
        client.post(url("_discard", pk))
    assert list(QuestionnaireVersion.objects.all()) == [version]
