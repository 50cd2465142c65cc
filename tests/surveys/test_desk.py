"""The desk of those who run surveys: lists, numbers, acts, and one page for single answers."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from mik.accounts.models import Office, User
from mik.audit.models import AccessEvent
from mik.organisations.models import Contact
from mik.units.models import Unit
from surveys.models import Invitation, Wave
from tests.factories.accounts import UserFactory, appoint, grant
from tests.factories.alumni import graduate
from tests.factories.surveys import (
    AnswerFactory,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    VersionFactory,
    WaveFactory,
)
from tests.factories.units import programme_of
from tests.surveys.conftest import queries

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def url(name: str, *args: int) -> str:
    return reverse(f"coordinator:survey_{name}", args=args)


@pytest.fixture
def runner(coordinator: User, registrar: User) -> User:
    """Staff who run surveys and may not read single answers."""
    user = UserFactory.create(name="Rüya Koşar")
    grant(appoint(user, Office.STAFF, by=registrar), "surveys.run", coordinator)
    return user


def test_lists_ask_the_same_number_of_questions_however_long_they_are(
    coordinator: User, department: Unit, other_department: Unit, client_for: Sign
) -> None:
    client = client_for(coordinator)
    wave, programme = WaveFactory.create(), programme_of(department)
    invitation = ResponseFactory.create(invitation__wave=wave, invitation__programme=programme).invitation
    pages = [url("list"), url("invitations", invitation.wave_id), url("form_list"), url("detail", invitation.wave_id)]
    before = [queries(client, page) for page in pages]
    for _n in range(2):
        ResponseFactory.create(invitation__wave=wave, invitation__programme=programme_of(other_department))
        VersionFactory.create(state="draft", questionnaire=WaveFactory.create().version.questionnaire, number=2)
    assert [queries(client, page) for page in pages] == before


def test_the_list_counts_each_wave_by_itself(coordinator: User, client_for: Sign) -> None:
    wave = WaveFactory.create(population=8)
    for completed in (timezone.now(), None):
        ResponseFactory.create(invitation__wave=wave, completed_at=completed)
    InvitationFactory.create(wave=wave, sent_at=None)
    ResponseFactory.create(invitation__wave=WaveFactory.create())
    rows = {w.pk: (w.invited, w.started, w.completed, r.percent) for w, r in
            client_for(coordinator).get(url("list")).context["rows"]}  # fmt: skip
    assert rows[wave.pk] == (2, 2, 1, 12.5)


def test_a_wave_is_made_aimed_and_opened(
    coordinator: User, department: Unit, client_for: Sign, django_capture_on_commit_callbacks: Any
) -> None:
    client, version = client_for(coordinator), VersionFactory.create()
    graduate(programme_of(department))
    today = timezone.localdate()
    facts = {"version": version.pk, "title_tr": "Deneme", "title_en": "Trial", "opens_on": today}
    wrong = client.post(url("add"), {**facts, "closes_on": today - timedelta(days=1)})
    assert (wrong.status_code, "Son gün geçmişte olamaz." in wrong.content.decode()) == (422, True)
    made: Any = client.post(url("add"), {**facts, "closes_on": today + timedelta(days=9)})
    wave = Wave.objects.get()
    assert made.url == url("audience", wave.pk)
    client.post(made.url, {"birim": [department.pk], "duzey": [6], "uyelik": "all"})
    wave.refresh_from_db()
    assert (wave.criteria["unit_ids"], wave.criteria["levels"]) == ([department.pk], [6])
    assert "Makine Mühendisliği" in client.get(url("detail", wave.pk)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        job: Any = client.post(url("open", wave.pk))
    assert job.url.startswith("/is/")
    wave.refresh_from_db()
    assert (wave.state, wave.population) == ("open", 1)
    for page in ("edit", "audience", "open"):
        assert client.get(url(page, wave.pk))["Location"] == url("detail", wave.pk)
    assert client.post(url("close", wave.pk), follow=True).status_code == 200
    wave.refresh_from_db()
    assert wave.state == "closed"


def test_employers_are_chosen_and_added(coordinator: User, runner: User, client_for: Sign) -> None:
    wave = WaveFactory.create(state="draft", version__questionnaire__audience="employers")
    known, client = ContactFactory.create(), client_for(coordinator)
    page = url("audience", wave.pk)
    none = client.post(page, {"who": "chosen"})
    assert (none.status_code, "En az bir yetkili seçin" in none.content.decode()) == (422, True)
    client.post(page, {"who": "chosen", "contacts": [known.pk]})
    wave.refresh_from_db()
    assert wave.criteria == {"contacts": [known.pk]}
    new = {"organisation": known.organisation.name.upper(), "name": "Ali Can", "email": "ALI@sirket.example",
           "language": "tr"}  # fmt: skip
    client.post(url("contact_add", wave.pk), new)
    added = Contact.objects.get(name="Ali Can")
    assert (added.email, added.organisation) == ("ali@sirket.example", known.organisation)
    again = client.post(url("contact_add", wave.pk), new)
    assert "kayıtlı bir yetkili var" in again.content.decode()
    other = client_for(runner)
    assert known.name not in other.get(page).content.decode()
    assert "yetkili-ekle" not in other.get(page).content.decode()
    assert other.get(url("contact_add", wave.pk)).status_code == 404
    for odd in ("9" * 30, "x", "-1"):
        assert client.post(page, {"who": "chosen", "contacts": [odd]}).status_code == 422


def test_invitations_show_who_and_never_what(coordinator: User, client_for: Sign) -> None:
    answer = AnswerFactory.create(
        question="words", option="", text="Çok gizli söz", response__completed_at=timezone.now()
    )
    wave, person = answer.response.invitation.wave, answer.response.invitation.person
    assert person is not None
    waiting = InvitationFactory.create(wave=wave)
    client = client_for(coordinator)
    page = client.get(url("invitations", wave.pk))
    assert (person.full_name in page.content.decode(), "Çok gizli söz" in page.content.decode()) == (True, False)
    look = AccessEvent.objects.get()
    assert (look.action, look.subjects) == ("list", sorted([person.pk, waiting.person_id or 0]))
    done = client.get(url("invitations", wave.pk) + "?durum=bitirdi")
    assert [row["name"] for row in done.context["rows"]] == [person.full_name]
    table = client.post(
        url("invitations_download", wave.pk) + "?durum=bitirdi", {"reason": "Teşekkür yazısı", "sutun": ["0", "3"]}
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[1]) for row in rows[1:]] == [(person.full_name, "Bitirdi")]
    assert AccessEvent.objects.filter(action="export").get().subjects == [person.pk]


def test_single_answers_want_the_duty_and_each_look_is_recorded(
    coordinator: User, runner: User, client_for: Sign
) -> None:
    answer = AnswerFactory.create()
    wave, person = answer.response.invitation.wave, answer.response.invitation.person
    assert person is not None
    page = url("response", wave.pk, answer.response.pk)
    assert client_for(runner).get(page).status_code == 404
    assert "Oku" not in client_for(runner).get(url("invitations", wave.pk)).content.decode()
    shown = client_for(coordinator).get(page)
    assert "Ücretli çalışıyorum" in shown.content.decode()
    look = AccessEvent.objects.filter(action="view").get()
    assert (look.subjects, look.user_id) == ([person.pk], coordinator.pk)


def test_odd_addresses_show_the_list_all_the_same(coordinator: User, client_for: Sign) -> None:
    invitation, client = InvitationFactory.create(), client_for(coordinator)
    for query in ("page=-1", "page=x", "page=99999999999999999999", "durum=%00&page=0"):
        assert client.get(f"{url('list')}?{query}").status_code == 200
        for name in ("invitations", "invitations_download"):
            assert client.get(f"{url(name, invitation.wave_id)}?{query}").status_code == 200
        assert client.get(f"{url('results', invitation.wave_id)}?sirala=%00").status_code == 200
    assert client.get(url("detail", 10**20)).status_code == 404


def test_an_answer_is_found_under_its_own_wave_only(coordinator: User, client_for: Sign) -> None:
    answer, other = AnswerFactory.create(), WaveFactory.create()
    assert client_for(coordinator).get(url("response", other.pk, answer.response.pk)).status_code == 404


def test_staff_with_the_duty_run_surveys_others_see_nothing(
    runner: User, staff: User, representative: User, vice_rector: User, client_for: Sign
) -> None:
    wave = WaveFactory.create()
    assert client_for(runner).get(url("detail", wave.pk)).status_code == 200
    for user in (staff, representative, vice_rector):
        assert client_for(user).get(url("detail", wave.pk)).status_code == 404


def test_a_draft_can_be_deleted_an_open_wave_cannot(coordinator: User, client_for: Sign) -> None:
    draft, running, client = WaveFactory.create(state="draft"), WaveFactory.create(), client_for(coordinator)
    page = client.post(url("close", draft.pk), follow=True).content.decode()
    assert ("Anket henüz açılmadı" in page, "artık yanıt almıyor" in page) == (True, False)
    for wave in (draft, running):
        client.post(url("delete", wave.pk))
    assert list(Wave.objects.all()) == [running]
    assert Invitation.objects.count() == 0
