"""From the check page to the mailing: once only, to those who consented, refused with a way out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordinator.newsroom.models import PURPOSE_OF, Announcement, Kind
from coordinator.newsroom.permissions import may_send_mailing
from coordinator.newsroom.progress import Progress
from mik.accounts.models import Office, User
from mik.accounts.services import end_appointment
from mik.audit.models import AccessEvent
from mik.mail.models import Delivery, Mailing
from mik.people.models import Purpose
from mik.units.models import Unit
from tests.factories.accounts import UserFactory, appoint, grant, represent
from tests.factories.mail import nobody_works
from tests.factories.news import agreed, mailed, published, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def at(name: str, announcement: Announcement, **more: Any) -> str:
    kwargs = {"pk": announcement.pk, **more}
    if announcement.unit_id:
        kwargs["unit_id"] = announcement.unit_id
    space = "department_news" if announcement.unit_id else "coordinator"
    return reverse(f"{space}:{name}", kwargs=kwargs)


def send(client: Client, announcement: Announcement, **asked: str) -> Any:
    with nobody_works():
        return client.post(at("announcement_check", announcement), asked or {"platform": "on", "mail": "on"})


def test_sent_once_however_often_one_clicks(coordinator: User, department: Unit, client_for: Sign) -> None:
    agreed(programme_of(department))
    announcement, client = written(coordinator), client_for(coordinator)
    first, second = send(client, announcement), send(client, announcement)
    assert (first.url, second.url) == (at("mailing_detail", announcement),) * 2
    assert (Mailing.objects.count(), Delivery.objects.count()) == (1, 1)
    announcement.refresh_from_db()
    assert (announcement.state, announcement.published_by, announcement.mailing) == (
        "published", coordinator, Mailing.objects.get(),
    )  # fmt: skip


def test_only_published_nothing_is_mailed(coordinator: User, department: Unit, client_for: Sign) -> None:
    agreed(programme_of(department))
    announcement = written(coordinator)
    send(client_for(coordinator), announcement, platform="on")
    announcement.refresh_from_db()
    assert (announcement.state, announcement.on_platform, Mailing.objects.count()) == ("published", True, 0)


def test_only_mailed_it_stands_on_nobodys_list(
    coordinator: User, alumna: User, department: Unit, client_for: Sign
) -> None:
    agreed(programme_of(department))
    announcement = written(coordinator)
    send(client_for(coordinator), announcement, mail="on")
    announcement.refresh_from_db()
    assert (announcement.on_platform, Delivery.objects.count()) == (False, 1)
    assert client_for(alumna).get(reverse("news:announcement_detail", args=[announcement.pk])).status_code == 404


def test_an_empty_audience_is_refused_with_a_way_out(coordinator: User, alumna: User, client_for: Sign) -> None:
    announcement = written(coordinator, year_to=1970)
    response = send(client_for(coordinator), announcement)
    announcement.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, announcement.state, Mailing.objects.count()) == (422, "draft", 0)
    assert ("gönderilecek kimse yok" in page, "Ölçütleri genişletip" in page) == (True, True)


def test_nothing_ticked_is_asked_again(coordinator: User, client_for: Sign) -> None:
    response = client_for(coordinator).post(at("announcement_check", written(coordinator)), {"x": "1"})
    assert "En az birini seçin" in response.content.decode()


def test_what_is_unfinished_cannot_go_out(coordinator: User, client_for: Sign) -> None:
    announcement = written(coordinator, body_tr="Sayın {isim},")
    client = client_for(coordinator)
    shown, sent = client.get(at("announcement_check", announcement)), send(client, announcement)
    assert "Böyle bir yer tutucu yok: {isim}" in shown.content.decode()
    assert (sent.status_code, Announcement.objects.get().state) == (422, "draft")


@pytest.mark.parametrize("kind", list(Kind))
def test_the_consent_asked_is_the_one_its_text_names(kind: Kind) -> None:
    expected = Purpose.NEWS if kind in (Kind.NEWS, Kind.EVENT) else Purpose.CAREER
    assert PURPOSE_OF[kind] == expected


def test_a_job_goes_to_those_who_agreed_to_jobs(coordinator: User, department: Unit, client_for: Sign) -> None:
    programme = programme_of(department)
    agreed(programme, purposes=("news",))
    wanted = agreed(programme, purposes=("career",))
    send(client_for(coordinator), written(coordinator, kind="job"))
    assert [one.person for one in Delivery.objects.all()] == [wanted.person]


def test_a_representatives_mail_stays_in_the_department(
    representative: User, department: Unit, other_department: Unit, client_for: Sign
) -> None:
    own = agreed(programme_of(department))
    agreed(programme_of(other_department))
    send(client_for(representative), written(representative, unit=department))
    assert [one.person for one in Delivery.objects.all()] == [own.person]


def test_who_may_send_is_asked_at_every_moment(
    coordinator: User, staff: User, registrar: User, representative: User, other_representative: User,
    department: Unit, alumna: User,
) -> None:  # fmt: skip
    announcement = mailed(representative, [alumna.person], unit=department)
    mailing = announcement.mailing
    assert mailing is not None
    with_duty, colleague = UserFactory.create(), UserFactory.create()
    grant(appoint(with_duty, Office.STAFF, by=registrar), "mail.send", coordinator)
    represent(colleague, department.parent or department, [6], by=registrar)
    may = [may_send_mailing(user, mailing) for user in (coordinator, with_duty, representative)]
    may_not = [may_send_mailing(user, mailing) for user in (staff, other_representative, colleague, alumna, None)]
    assert (set(may), set(may_not)) == ({True}, {False})
    term = representative.appointments.get()
    end_appointment(by=registrar, appointment=term, on=timezone.localdate() - timedelta(days=1), reason="Ayrıldı")
    representative.__dict__.pop("_powers", None)
    assert may_send_mailing(representative, mailing) is False


def test_withdrawing_stops_what_still_waits(coordinator: User, department: Unit, client_for: Sign) -> None:
    people = [agreed(programme_of(department)).person for _ in range(2)]
    announcement = mailed(coordinator, people, states=("accepted", "queued"))
    client_for(coordinator).post(at("announcement_withdraw", announcement))
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.counts["accepted"], mailing.counts["skipped"]) == ("cancelled", 1, 1)


# --- The page of a mailing --------------------------------------------------------------------------


@pytest.fixture
def under_way(coordinator: User, department: Unit) -> Announcement:
    states = ("accepted", "bounced", "queued", "uncertain", "skipped")
    people = [agreed(programme_of(department), surname=f"Alıcı{n}").person for n in range(5)]
    return mailed(coordinator, people, states=states, title_tr="Giden")


def test_the_page_shows_states_masks_addresses_and_is_logged(
    under_way: Announcement, coordinator: User, client_for: Sign
) -> None:
    url = at("mailing_detail", under_way)
    page = client_for(coordinator).get(url).content.decode()
    assert under_way.mailing is not None
    row = under_way.mailing.deliveries.get(state="bounced")
    assert ((row.address or "") in page, row.masked_address in page, "Sorunlu <span>3</span>" in page) == (
        False, True, True,
    )  # fmt: skip
    event = AccessEvent.objects.get()
    problems = under_way.mailing.deliveries.exclude(state__in=["accepted", "queued"])
    assert (event.action, sorted(event.subjects)) == ("list", sorted(problems.values_list("person", flat=True)))


def test_tabs_search_and_export_tell_the_same(under_way: Announcement, coordinator: User, client_for: Sign) -> None:
    client, url = client_for(coordinator), at("mailing_detail", under_way)
    found = client.get(f"{url}?durum=all&ara=alici1").content.decode()
    assert ("Alıcı1" in found, "Alıcı2" in found) == (True, False)
    export, why = at("mailing_export", under_way), {"reason": "Geri dönenleri aramak", "sutun": ["0", "1"]}
    assert "Gerekçe" in client.get(f"{export}?durum=accepted").content.decode()
    listing = client.post(f"{export}?durum=accepted", {**why, "bicim": "csv"}).content.decode("utf-8-sig")
    assert ("Alıcı0" in listing, "Alıcı1" in listing, "@ornek.example" in listing) == (True, False, True)
    assert "alici" not in listing.replace("alicilar", "")
    assert listing.splitlines()[0].split(";")[:2] == ["Alıcı", "Adres"]
    assert "Durum" not in listing
    assert client.post(export, why).headers["Content-Type"].endswith("sheet")
    assert list(AccessEvent.objects.filter(action="export").values_list("reason", flat=True)) == [why["reason"]] * 2


def test_the_progress_is_polled_and_the_page_renewed_at_a_turn(
    under_way: Announcement, coordinator: User, client_for: Sign
) -> None:
    client, url = client_for(coordinator), at("mailing_detail", under_way)
    same = client.get(f"{url}?hal=paused", headers={"HX-Request": "true"})
    turned = client.get(f"{url}?hal=sending", headers={"HX-Request": "true"})
    assert ("<html" in same.content.decode(), "%80" in same.content.decode()) == (False, True)
    assert turned.headers["HX-Refresh"] == "true"


def test_the_brakes(under_way: Announcement, coordinator: User, client_for: Sign) -> None:
    client = client_for(coordinator)

    def press(name: str, **data: Any) -> str:
        with nobody_works():
            client.post(at(name, under_way), data)
        return Mailing.objects.get().state

    assert [press("mailing_resume"), press("mailing_pause"), press("mailing_resume")] == [
        "sending",
        "paused",
        "sending",
    ]
    press("mailing_pace", pace="60")
    assert Mailing.objects.get().per_minute == 60
    press("mailing_pace", pace="7")
    assert Mailing.objects.get().per_minute == 60
    assert [press("mailing_cancel"), press("mailing_resume")] == ["cancelled", "cancelled"]


@pytest.mark.parametrize(("word", "state"), [("gonder", "queued"), ("say", "skipped")])
def test_a_person_settles_what_is_uncertain(
    word: str, state: str, under_way: Announcement, coordinator: User, client_for: Sign
) -> None:
    row = Delivery.objects.get(state="uncertain")
    url = at("mailing_settle", under_way, delivery=row.pk)
    with nobody_works():
        client_for(coordinator).post(url, {"karar": word})
        client_for(coordinator).post(url, {"karar": word})
    row.refresh_from_db()
    assert (row.state, row.settled_by) == (state, coordinator)


def test_a_delivery_of_another_mailing_is_not_there(
    under_way: Announcement, coordinator: User, department: Unit, client_for: Sign
) -> None:
    other = mailed(coordinator, [agreed(programme_of(department)).person], states=("uncertain",))
    assert other.mailing is not None
    url = at("mailing_settle", under_way, delivery=other.mailing.deliveries.get().pk)
    assert client_for(coordinator).post(url, {"karar": "say"}).status_code == 404


def test_without_a_mailing_there_is_no_such_page(coordinator: User, client_for: Sign) -> None:
    assert client_for(coordinator).get(at("mailing_detail", published(coordinator))).status_code == 404


def test_writing_alone_does_not_open_the_recipients(
    coordinator: User, registrar: User, under_way: Announcement, client_for: Sign
) -> None:
    writer = UserFactory.create()
    grant(appoint(writer, Office.STAFF, by=registrar), "news.write", coordinator)
    client = client_for(writer)
    detail = client.get(at("announcement_detail", under_way)).status_code
    assert (detail, client.get(at("mailing_detail", under_way)).status_code) == (200, 403)
    draft = written(coordinator)
    send(client, draft, mail="on")
    draft.refresh_from_db()
    assert (draft.state, draft.mailing) == ("draft", None)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "1 dakika"), (100, "100 dakika"), (125, "2 saat"), (72_000, "1.200 saat")]
)
def test_what_takes_long_is_told_in_hours(minutes: int, words: str) -> None:
    mailing = Mailing(state=Mailing.State.SENDING, started_at=timezone.now() - timedelta(minutes=minutes))
    mailing.counts = {str(state): 0 for state in Delivery.State} | {"accepted": 50, "queued": 50}
    assert Progress(mailing).time_left == f"kalan yaklaşık {words}"


def test_nothing_is_told_before_there_is_a_speed() -> None:
    mailing = Mailing(state=Mailing.State.SENDING, started_at=timezone.now())
    mailing.counts = {str(state): 0 for state in Delivery.State} | {"accepted": 1, "queued": 99}
    assert Progress(mailing).time_left == ""
