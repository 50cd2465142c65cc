"""Reports: what the office sees, what it can do, who is told what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from alumni.messages.blocking import block_member
from alumni.messages.limits import Refused
from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report
from alumni.messages.reporting import Decided, decide, excerpt, report
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.mail.models import OutgoingMail
from tests.alumni.messages.conftest import Sign, record, say
from tests.factories.accounts import grant
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Outcome = Report.Outcome


@pytest.fixture
def reported(alumna: User, other_alumna: User, talk: Conversation) -> Report:
    """The other one's message in the middle of nine; the alumna reports it."""
    said = [say(talk, user, f"Satır {n}") for n, user in enumerate([alumna, other_alumna] * 3)]
    return report(
        reporter=record(alumna), about=record(other_alumna), reason="spam", note="Reklam",
        conversation=talk, message=said[3],
    )  # fmt: skip


def told(user: User) -> list[str]:
    return [one.said for one in user.notifications.filter(kind__in=["messages.report", "messages.warning"])]


def test_a_member_reports_a_message_from_the_conversation(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    message = say(talk, other_alumna, "Kazandınız!")
    client, url = client_for(alumna), reverse("alumni:conversation_report", args=[talk.pk])
    assert "Kazandınız!" in client.get(f"{url}?mesaj={message.pk}").content.decode()
    for _ in range(2):
        client.post(f"{url}?mesaj={message.pk}", {"reason": "fraud", "note": "", "block": "on"})
    made = Report.objects.get()
    assert (made.message, made.about.person.user, made.reason) == (message, other_alumna, "fraud")
    assert Block.objects.count() == 1
    own = Message.objects.get(sender=record(alumna))
    assert client.get(f"{url}?mesaj={own.pk}").status_code == 404
    assert other_alumna.notifications.filter(kind="messages.report").count() == 0


def test_a_person_is_reported_without_a_conversation(client_for: Sign, alumna: User, other_alumna: User) -> None:
    url = reverse("alumni:member_report", args=[record(other_alumna).pk])
    assert client_for(alumna).post(url, {"reason": "other", "note": "Rahatsız ediyor"}).status_code == 302
    assert (Report.objects.get().conversation, Report.objects.get().note) == (None, "Rahatsız ediyor")


def test_the_office_sees_the_message_and_two_around_it(
    client_for: Sign, coordinator: User, reported: Report, alumna: User, other_alumna: User
) -> None:
    client = client_for(coordinator)
    assert "Işıl Iğdırlıoğlu" in client.get(reverse("coordinator:message_reports")).content.decode()
    page = client.get(reverse("coordinator:message_report", args=[reported.pk])).content.decode()
    assert [n for n in range(6) if f"Satır {n}" in page] == [1, 2, 3, 4, 5]
    assert "Merhaba, aynı yıl" not in page
    look = AccessEvent.objects.filter(user=coordinator, action="view").latest("pk")
    assert set(look.subjects) == {record(alumna).pk, record(other_alumna).pk}


def test_of_a_person_the_office_sees_the_last_messages_of_theirs(
    alumna: User, other_alumna: User, reported: Report, talk: Conversation
) -> None:
    about = report(reporter=record(alumna), about=record(other_alumna), reason="other", conversation=talk)
    assert [one.text for one in excerpt(about)] == ["Satır 1", "Satır 3", "Satır 5"]


def test_only_the_duty_opens_the_queue(
    client_for: Sign, staff: User, representative: User, vice_rector: User, alumna: User, reported: Report,
    coordinator: User,
) -> None:  # fmt: skip
    urls = [reverse("coordinator:message_reports"), reverse("coordinator:message_report", args=[reported.pk])]
    for user in (staff, representative, vice_rector, alumna):
        assert [client_for(user).get(url).status_code for url in urls] == [404, 404]
    grant(staff.appointments.get(), "alumni.messages", coordinator)
    assert [client_for(staff).get(url).status_code for url in urls] == [200, 200]


@pytest.mark.parametrize(
    ("outcome", "days", "heard"),
    [
        (Outcome.DISMISSED, None, []),
        (Outcome.WARNED, None, ["Mezun Ofisi bir mesajınız için sizi uyarıyor: lütfen mesajlaşma kurallarına uyun."]),
        (Outcome.HIDDEN, None, ["Mezun Ofisi kurallara uymayan bir mesajınızı gizledi."]),
        (Outcome.SUSPENDED, 7, ["Mezun Ofisi mesaj göndermenizi 7 gün için durdurdu."]),
    ],
)
def test_each_decision_is_told_to_both_gently(
    coordinator: User, alumna: User, other_alumna: User, reported: Report, outcome: str, days: int | None,
    heard: list[str],
) -> None:  # fmt: skip
    mails = OutgoingMail.objects.count()
    decide(report=reported, by=coordinator, outcome=outcome, days=days)
    assert told(other_alumna) == heard
    assert len(told(alumna)) == 1
    assert "Bildiriminizi inceledik" in told(alumna)[0]
    assert OutgoingMail.objects.count() == mails + 1 + len(heard)
    with pytest.raises(Decided):
        decide(report=reported, by=coordinator, outcome=Outcome.DISMISSED)


def test_a_hidden_message_is_hidden_from_both(
    client_for: Sign, coordinator: User, alumna: User, other_alumna: User, reported: Report, talk: Conversation
) -> None:
    client_for(coordinator).post(reverse("coordinator:message_report", args=[reported.pk]), {"outcome": "hidden"})
    for user in (alumna, other_alumna):
        page = client_for(user).get(reverse("alumni:conversation", args=[talk.pk])).content.decode()
        assert "Satır 3" not in page
        assert "Bu mesaj Mezun Ofisi tarafından gizlendi." in page


def test_a_suspended_member_reads_and_does_not_write(
    client_for: Sign, coordinator: User, alumna: User, other_alumna: User, reported: Report, talk: Conversation
) -> None:
    url = reverse("coordinator:message_report", args=[reported.pk])
    assert client_for(coordinator).post(url, {"outcome": "suspended"}).status_code == 422
    client_for(coordinator).post(url, {"outcome": "suspended", "days": "30"})
    with pytest.raises(Refused, match="durdurdu"):
        say(talk, other_alumna)
    page = client_for(other_alumna).get(reverse("alumni:conversation", args=[talk.pk])).content.decode()
    assert "Mesaj göndermeniz bir süre için durduruldu." in page
    assert say(talk, alumna)
    client_for(other_alumna).post(reverse("alumni:message_settings"), {"open_to": "nobody"})
    assert MessageSettings.objects.get(alumnus=record(other_alumna)).suspended_until is not None


def test_nobody_decides_about_oneself(coordinator: User, reported: Report, other_alumna: User) -> None:
    department = record(other_alumna).graduations.get().programme.parent
    assert department is not None
    alumnus = graduate(programme_of(department), given_names="Ayşe")
    enrol(alumnus, coordinator)
    Report.objects.filter(pk=reported.pk).update(about=alumnus)
    with pytest.raises(PermissionDenied):
        decide(report=reported, by=coordinator, outcome=Outcome.DISMISSED)


def test_reports_of_one_message_are_decided_together(
    coordinator: User, third: User, other_alumna: User, reported: Report
) -> None:
    twin = report(
        reporter=record(third), about=record(other_alumna), reason="spam",
        conversation=reported.conversation, message=reported.message,
    )  # fmt: skip
    decide(report=reported, by=coordinator, outcome=Outcome.WARNED)
    twin.refresh_from_db()
    assert twin.outcome == Outcome.WARNED
    assert len(told(other_alumna)) == 1
    assert len(told(third)) == 1


def test_what_waits_for_a_decision_outlives_deletion_on_both_sides(
    client_for: Sign, coordinator: User, alumna: User, other_alumna: User, reported: Report, talk: Conversation
) -> None:
    for user in (alumna, other_alumna):
        client_for(user).post(reverse("alumni:conversation_delete", args=[talk.pk]))
    assert Message.objects.filter(conversation=talk).count() == 7
    decide(report=reported, by=coordinator, outcome=Outcome.DISMISSED)
    assert not Message.objects.filter(conversation=talk).exists()


def test_blocking_the_reporter_does_not_undo_the_report(alumna: User, other_alumna: User, reported: Report) -> None:
    block_member(blocker=record(other_alumna), blocked=record(alumna))
    assert Report.objects.open().count() == 1
