"""The desk of cards: lists, search, decisions, exports, batches; what is done there is logged."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus
from alumni.registry.scopes import office_scope
from alumni.registry.segments.services import save_segment
from cards.applications.models import CardApplication
from cards.desk import views
from cards.issuing.models import Card
from cards.issuing.services import report_loss
from cards.printing.models import PrintBatch
from mik.accounts.models import Office, User
from mik.audit.models import AccessEvent
from mik.common.tables import read_table
from mik.units.models import Unit
from tests.factories.accounts import UserFactory, appoint
from tests.factories.alumni import enrol, graduate
from tests.factories.cards import application_of, card_of
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
LIST = "/koordinator/kartlar/"


def read(client: Client, url: str, **data: Any) -> str:
    answer = client.get(url, data)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


def people(department: Unit, count: int) -> list[Alumnus]:
    made = [graduate(programme_of(department), contacts=False, surname=f"Şahin{place}") for place in range(count)]
    for alumnus in made:
        enrol(alumnus, UserFactory.create())
    return made


def test_each_list_holds_its_own(department: Unit, clerk: User, client_for: Sign) -> None:
    waiting, active, lost, expired, replaced = people(department, 5)
    application_of(waiting)
    card_of(active)
    report_loss(card=card_of(lost), by=clerk)
    card_of(expired, valid_until=timezone.localdate() - timedelta(days=1))
    card_of(replaced, state="replaced", ended_at=timezone.now())
    client = client_for(clerk)
    everybody = (waiting, active, lost, expired, replaced)

    def shown(tab: str) -> set[str]:
        page = read(client, LIST, sekme=tab)
        return {alumnus.person.surname for alumnus in everybody if alumnus.person.full_name in page}

    assert {tab: shown(tab) for tab in ("bekleyen", "etkin", "kayip", "biten", "tumu")} == {
        "bekleyen": {"Şahin0"},
        "etkin": {"Şahin1"},
        "kayip": {"Şahin2"},
        "biten": {"Şahin3", "Şahin4"},
        "tumu": {"Şahin1", "Şahin2", "Şahin3", "Şahin4"},
    }


def test_search_knows_turkish_letters_and_numbers(
    holder: Alumnus, other_holder: Alumnus, department: Unit, clerk: User, client_for: Sign
) -> None:
    cards = {alumnus.person.full_name: card_of(alumnus) for alumnus in (holder, other_holder)}
    client = client_for(clerk)

    def found(**asked: Any) -> set[str]:
        page = read(client, LIST, sekme="tumu", **asked)
        return {name for name in cards if name in page}

    elif_, isil = "Elif Şahin Yıldırım", "Işıl Iğdırlıoğlu"
    assert found() == {elif_, isil}
    assert found(q="SAHIN yildirim") == {elif_}
    assert found(q="igdirlioglu") == {isil}
    assert found(q=cards[isil].number_spaced) == {isil}
    assert found(birim=department.pk) == {elif_}
    assert found(baski="var") == set()
    assert found(birim="hepsi") == set()
    assert found(q="yok böyle biri") == set()


@pytest.mark.parametrize("tab", ["bekleyen", "etkin", "tumu"])
def test_queries_do_not_grow_with_the_rows(tab: str, department: Unit, clerk: User, client_for: Sign) -> None:
    client = client_for(clerk)
    read(client, LIST)
    counts = []
    for place, alumnus in enumerate(people(department, 3)):
        application_of(alumnus) if tab == "bekleyen" else card_of(alumnus)
        if place in {0, 2}:
            with CaptureQueriesContext(connection) as queries:
                read(client, LIST, sekme=tab)
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_saved_segment_narrows_the_list_and_the_batch(
    department: Unit, coordinator: User, clerk: User, client_for: Sign
) -> None:
    """For who reads the registry; others are offered none."""
    one, other = people(department, 2)
    card_of(one)
    card_of(other)
    Alumnus.objects.filter(pk=one.pk).update(tags=["yönetim"])
    filters = {"list": {"etiket": ["yönetim"]}}
    segment = save_segment(scope=office_scope(coordinator), name="Yöneticiler", shared=True, filters=filters)
    client, asked = client_for(coordinator), f"{LIST}?sekme=etkin&kitle="
    page = client.get(f"{asked}{segment.pk}")
    assert [row["name"] for row in page.context["rows"]] == [one.person.full_name]
    assert [chip.label for chip in page.context["cards"].chips] == ["Kitle: Yöneticiler"]
    chosen = client.post(f"{LIST}toplu/", {"islem": "bas", "hepsi": "1", "liste": f"sekme=etkin&kitle={segment.pk}"})
    assert chosen.context["count"] == 1
    assert client.get(f"{asked}0").context["rows"] == []
    assert "kitle" not in client_for(clerk).get(LIST, {"sekme": "etkin"}).context["cards"].form.fields


def test_a_segment_one_may_not_ask_lists_nobody(
    department: Unit, coordinator: User, clerk: User, client_for: Sign
) -> None:
    """Neither on the page nor in what is done with "all of the list"; nor once the last segment is deleted."""
    card_of(people(department, 1)[0])
    segment = save_segment(scope=office_scope(coordinator), name="Herkes", shared=True, filters={})
    key = segment.pk
    asked = f"sekme=etkin&kitle={key}"
    for user in (clerk, coordinator):
        if user is coordinator:
            segment.delete()
        client = client_for(user)
        page = client.get(f"{LIST}?{asked}")
        assert (page.context["rows"], "kitle" in page.context["cards"].form.errors) == ([], True)
        assert "Süzgeçleri kaldır" in page.content.decode()
        chosen = client.post(f"{LIST}toplu/", {"islem": "bas", "hepsi": "1", "liste": asked})
        assert (chosen.status_code, PrintBatch.objects.count()) == (302, 0)
        taken = client.post(f"{LIST}disa-aktar/", {"liste": asked})
        assert taken.context["count"] == 0


def test_each_list_is_logged_with_whom_it_showed(holder: Alumnus, clerk: User, client_for: Sign) -> None:
    application_of(holder)
    read(client_for(clerk), LIST)
    event = AccessEvent.objects.get()
    assert (event.action, event.subjects, event.user_id) == ("list", [holder.pk], clerk.pk)


# --- decisions ------------------------------------------------------------------------------------


def test_approving_gives_a_card_and_leads_to_the_next(
    holder: Alumnus, other_holder: Alumnus, clerk: User, client_for: Sign
) -> None:
    first, second = application_of(holder), application_of(other_holder)
    client = client_for(clerk)
    page = read(client, reverse("coordinator:card_application", args=[first.pk]))
    assert f"/kart/foto/{first.photo_id}/" in page
    answer = client.post(reverse("coordinator:card_application", args=[first.pk]), {"karar": "onay"})
    assert answer.headers["Location"] == reverse("coordinator:card_application", args=[second.pk])
    assert Card.objects.get().alumnus == holder
    late: Any = client.post(reverse("coordinator:card_application", args=[first.pk]), {"karar": "onay"}, follow=True)
    assert "bu arada karar verildi" in late.content.decode()
    assert Card.objects.count() == 1


def test_a_refusal_needs_a_reason(holder: Alumnus, clerk: User, client_for: Sign) -> None:
    application = application_of(holder)
    client, url = client_for(clerk), reverse("coordinator:card_application", args=[application.pk])
    assert client.post(url, {"karar": "ret", "reason": " "}).status_code == 422
    assert client.post(url, {"karar": "ret", "reason": "Yüz seçilmiyor"}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.reason) == ("refused", "Yüz seçilmiyor")


def test_the_own_application_is_seen_and_not_decided(
    department: Unit, registrar: User, coordinator: User, client_for: Sign
) -> None:
    (own,) = people(department, 1)
    user = own.person.user
    assert user
    appoint(user, Office.ASSISTANT, by=registrar, under=coordinator.appointments.get())
    application, client = application_of(own), client_for(user)
    url = reverse("coordinator:card_application", args=[application.pk])
    assert "kararı ofisten başka biri vermeli" in read(client, url)
    assert client.post(url, {"karar": "onay"}).status_code == 403
    bulk = {"islem": "onayla", "onay": "1", "s": [application.pk], "liste": "sekme=bekleyen"}
    answer: Any = client.post(reverse("coordinator:card_bulk"), bulk, follow=True)
    assert "1 başvuru olduğu gibi kaldı" in answer.content.decode()
    card = card_of(people(department, 1)[0])
    Card.objects.filter(pk=card.pk).update(state="lost", ended_at=timezone.now())
    mine = card_of(own)
    for name in ("card_replace", "card_revoke"):
        assert client.get(reverse(f"coordinator:{name}", args=[mine.pk])).status_code == 403
        assert client.post(reverse(f"coordinator:{name}", args=[mine.pk]), {"reason": "x"}).status_code == 403


def test_many_are_approved_after_one_question(department: Unit, clerk: User, client_for: Sign) -> None:
    applications = [application_of(alumnus) for alumnus in people(department, 3)]
    client, url = client_for(clerk), reverse("coordinator:card_bulk")
    chosen = {"islem": "onayla", "liste": "sekme=bekleyen", "s": [applications[0].pk, applications[2].pk]}
    assert "2 başvuruyu onayla" in client.post(url, chosen).content.decode()
    assert not Card.objects.exists()
    client.post(url, {**chosen, "onay": "1"})
    assert CardApplication.objects.waiting().get() == applications[1]
    client.post(url, {"islem": "onayla", "liste": "sekme=bekleyen", "hepsi": "1", "onay": "1"})
    assert Card.objects.count() == 3
    assert client.post(url, {"islem": "bas", "liste": "sekme=bekleyen"}).status_code == 400
    assert client.post(url, {"islem": "onayla", "liste": "sekme=bekleyen", "s": ["x"]}).status_code == 404
    assert client.post(url, {"islem": "onayla", "liste": "sekme=bekleyen", "s": ["0"]}).status_code == 404


def test_more_than_one_form_can_send_is_asked_in_parts(
    department: Unit, clerk: User, client_for: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_APPROVED", 1)
    monkeypatch.setattr(views, "MOST_CARDS", 1)
    client, url = client_for(clerk), reverse("coordinator:card_bulk")
    one, two = people(department, 2)
    application_of(one)
    application_of(two)
    asked = client.post(url, {"islem": "onayla", "liste": "sekme=bekleyen", "hepsi": "1"}).content.decode()
    assert ("1 başvuruyu onayla" in asked, asked.count('name="s"')) == (True, 1)
    card_of(one)
    card_of(two)
    told: Any = client.post(url, {"islem": "bas", "liste": "sekme=etkin", "hepsi": "1"}, follow=True)
    assert "Bir partide en çok" in told.content.decode()


def test_a_card_is_lost_replaced_or_revoked_after_a_question(holder: Alumnus, clerk: User, client_for: Sign) -> None:
    client = client_for(clerk)
    for name, state in (("card_lost", "lost"), ("card_replace", "replaced"), ("card_revoke", "revoked")):
        card = Card.objects.filter(alumnus=holder, state="active").first() or card_of(holder)
        url = reverse(f"coordinator:{name}", args=[card.pk])
        assert client.get(url).status_code == 200
        card.refresh_from_db()
        assert card.state == "active"
        client.post(url, {"reason": "Kayıt karışmış"})
        card.refresh_from_db()
        assert card.state == state
        late: Any = client.post(url, {"reason": "Yine"}, follow=True)
        assert "msgbox warn" in late.content.decode()


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "first"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_a_list_is_taken_home_and_logged(
    kind: str, first: bytes, holder: Alumnus, clerk: User, client_for: Sign
) -> None:
    card = card_of(holder)
    sent, url, client = {"liste": "sekme=tumu", "bicim": kind}, reverse("coordinator:card_export"), client_for(clerk)
    assert 'name="liste" value="sekme=tumu"' in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "reason": "", "sutun": ["0"]}).status_code == 422
    assert client.post(url, {**sent, "reason": "Tören listesi"}).status_code == 422
    assert client.post(url, {**sent, "reason": "Tören listesi", "sutun": ["0", "99"]}).status_code == 422
    answer = client.post(url, {**sent, "reason": "Tören listesi", "sutun": ["1", "0", "4", "5"]})
    assert answer.content.startswith(first)
    with read_table(io.BytesIO(answer.content), f"liste.{kind}") as table:
        header, row = [tuple(row.cells) for row in next(iter(table.sheets)).rows()]
    assert header[:4] == ("Ad", "Soyad", "Kart no", "Durum")
    assert row[:4] == ("Elif", "Şahin Yıldırım", card.number_spaced, "Geçerli")
    assert "Bölüm" not in header
    event = AccessEvent.objects.get()
    assert (event.action, event.subjects, event.reason) == ("export", [holder.pk], "Tören listesi")


def test_the_pdf_of_a_card_is_logged(holder: Alumnus, clerk: User, client_for: Sign) -> None:
    card = card_of(holder)
    assert client_for(clerk).get(reverse("coordinator:card_pdf", args=[card.pk])).content[:5] == b"%PDF-"
    event = AccessEvent.objects.get()
    assert (event.action, event.subjects, event.as_role) == ("download", [holder.pk], "staff")


def test_chosen_cards_become_a_batch_and_its_files_are_logged(
    holder: Alumnus, clerk: User, client_for: Sign, django_capture_on_commit_callbacks: Any
) -> None:
    card = card_of(holder)
    client = client_for(clerk)
    sent = {"islem": "bas", "liste": "sekme=etkin&baski=yok", "s": [card.pk], "onay": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("coordinator:card_bulk"), sent)
    batch = PrintBatch.objects.get()
    assert answer.headers["Location"] == reverse("coordinator:card_batch", args=[batch.pk])
    page = read(client, reverse("coordinator:card_batch", args=[batch.pk]))
    assert (batch.state, card.number_spaced in page) == ("prepared", True)
    for kind in ("pdf", "liste"):
        file: Any = client.get(reverse("coordinator:card_batch_file", args=[batch.pk, kind]))
        assert b"".join(file.streaming_content)[:4] in {b"%PDF", b"PK\x03\x04"}
    assert client.get(reverse("coordinator:card_batch_file", args=[batch.pk, "baska"])).status_code == 404
    downloads = AccessEvent.objects.filter(action="download").values_list("subjects", flat=True)
    assert list(downloads) == [[holder.pk], [holder.pk]]
    for state in ("sent", "delivered", "delivered"):
        client.post(reverse("coordinator:card_batch_move", args=[batch.pk]))
        batch.refresh_from_db()
        assert batch.state == state
    assert "Basım partileri" in read(client, reverse("coordinator:card_batch_list"))
    assert card.number_spaced not in read(client, LIST, sekme="etkin", baski="yok")


def test_no_desk_without_the_duty(holder: Alumnus, staff: User, client_for: Sign) -> None:
    card = card_of(holder)
    client = client_for(staff)
    for url in (LIST, f"{LIST}basim/", reverse("coordinator:card_detail", args=[card.pk])):
        assert client.get(url).status_code == 404
