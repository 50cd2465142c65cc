"""One inbox: kinds, keys, choices, mails at once, links that still lead somewhere."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import Channel, MailedBy, NotificationKind
from mik.mail.models import OutgoingMail
from mik.work.choices import choices_of, choose
from mik.work.forgetting import KEPT, due_read, forget_read
from mik.work.models import Notification, NotificationChoice
from mik.work.services import notify, notify_all

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    some = (
        NotificationKind(code="test.news", label="Haber", about="Deneme", channel=Channel.WEEKLY),
        NotificationKind(code="test.decision", label="Karar", about="Deneme", mandatory=True),
        NotificationKind(code="test.own", label="Oda", about="Deneme", mandatory=True, mailed_by=MailedBy.ROOM),
        NotificationKind(
            code="test.thing", label="Şey", about="Deneme", reachable=lambda user, targets: {"7"} & set(targets)
        ),
    )
    for kind in some:
        hooks.notification_kinds.add(kind)
    yield
    for kind in some:
        hooks.notification_kinds.unregister(kind.code)


def mails() -> list[str]:
    return [mail.subject or "" for mail in OutgoingMail.objects.order_by("pk")]


def test_a_happening_with_a_key_is_told_once(alumna: User, other_alumna: User) -> None:
    for _ in range(2):
        notify_all(user_ids=[alumna.pk, other_alumna.pk], kind="test.decision", text="Karar verildi.", key="karar:1")
    assert Notification.objects.count() == 2
    assert len(mails()) == 2


def test_the_text_is_told_in_the_readers_language(client_for: Sign, alumna: User) -> None:
    notify(user=alumna, kind="test.thing", text=gettext_noop("%(n)s gün"), params={"n": 3})
    with override("tr"):
        assert Notification.objects.get().said == "3 gün"


def test_who_wants_it_weekly_waits_for_the_digest(alumna: User) -> None:
    notify(user=alumna, kind="test.news", text="Haber")
    assert Notification.objects.for_digest().count() == 1
    assert mails() == []


def test_a_choice_steers_the_mail(alumna: User) -> None:
    choose(user=alumna, channels={"test.news": "now"})
    notify(user=alumna, kind="test.news", text="Haber")
    assert mails() == ["Haber"]
    choose(user=alumna, channels={"test.news": "never"})
    notify(user=alumna, kind="test.news", text="Başka haber")
    assert mails() == ["Haber"]
    assert Notification.objects.count() == 2


def test_what_waits_leaves_the_digest_when_it_is_no_longer_wanted(alumna: User) -> None:
    notify(user=alumna, kind="test.news", text="Haber")
    choose(user=alumna, channels={"test.news": "never"})
    assert not Notification.objects.for_digest().exists()


def test_a_decision_cannot_be_silenced(alumna: User) -> None:
    NotificationChoice.objects.create(user=alumna, kind="test.decision", channel="never")
    notify(user=alumna, kind="test.decision", text="Karar")
    assert mails() == ["Karar"]


def test_a_room_that_mails_itself_is_not_helped(alumna: User) -> None:
    notify(user=alumna, kind="test.own", text="Karar")
    assert mails() == []
    assert Notification.objects.count() == 1


def test_an_unknown_kind_is_a_mistake(alumna: User) -> None:
    with pytest.raises(hooks.HookError):
        notify(user=alumna, kind="test.nothing", text="Haber")


def test_a_link_that_leads_nowhere_is_text(client_for: Sign, alumna: User) -> None:
    for target, text in (("7", "Hâlâ var"), ("8", "Gitmiş")):
        notify(user=alumna, kind="test.thing", text=text, url="/mezun/", target=target)
    notify(user=alumna, kind="test.thing", text="Adres yok", url="/boyle/bir/sayfa/yok/")
    client = client_for(alumna)
    page = client.get(reverse("work:notification_list")).content.decode()
    assert page.count("artık açılamıyor") == 2
    gone = Notification.objects.get(text="Gitmiş")
    answer = client.post(reverse("work:notification_open", args=[gone.pk]))
    assert answer["Location"] == reverse("work:notification_list")
    gone.refresh_from_db()
    assert gone.read_at is not None


def test_the_page_of_choices_saves_a_row_for_each_kind(client_for: Sign, alumna: User) -> None:
    client, url = client_for(alumna), reverse("work:notification_choices")
    page = client.get(url).content.decode()
    assert "Karar" in page
    assert 'name="test-decision"' not in page
    rows = [row for row in choices_of(alumna) if row.kind.choices]
    sent = {row.kind.code.replace(".", "-"): "never" for row in rows}
    assert client.post(url, sent).status_code == 302
    assert set(NotificationChoice.objects.values_list("channel", flat=True)) == {"never"}
    assert NotificationChoice.objects.count() == len(rows)


def test_everybody_finds_the_kinds_that_concern_them(alumna: User, representative: User) -> None:
    member = {row.kind.code for row in choices_of(alumna)}
    desk = {row.kind.code for row in choices_of(representative)}
    assert "messages.request" in member - desk
    assert "work.jobs" in desk - member


def test_read_notices_go_after_twelve_months(alumna: User) -> None:
    now = timezone.now()
    for text, read in (("eski", now - timedelta(days=366)), ("yeni", now - timedelta(days=300)), ("yok", None)):
        Notification.objects.create(user=alumna, text=text, read_at=read)
    assert [due_read(now - KEPT), forget_read(now - KEPT), forget_read(now - KEPT)] == [1, 1, 0]
    assert set(Notification.objects.values_list("text", flat=True)) == {"yeni", "yok"}


def test_erasing_a_person_takes_the_inbox(alumna: User, other_alumna: User) -> None:
    for user in (alumna, other_alumna):
        notify(user=user, kind="test.news", text="Haber")
    entry = hooks.personal_data.get("work.Notification")
    assert entry is not None
    assert entry.erase is not None
    assert entry.erase(alumna.person.pk) == 1
    assert Notification.objects.get().user == other_alumna
