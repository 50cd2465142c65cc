"""Reading, searching, deleting, erasing and merging conversations."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alumni.messages.merging import unite_conversations
from alumni.messages.models import Conversation, Message, Report, Side
from alumni.messages.reporting import report
from coordinator.protection.destroying import destroy_expired
from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import Merging
from mik.units.models import Unit
from tests.alumni.messages.conftest import Sign, record, say, write
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


def listed(client_for: Sign, user: User, words: str = "") -> str:
    return client_for(user).get(reverse("alumni:conversation_list"), {"ara": words}).content.decode()


def test_unread_messages_are_counted_until_read(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    for _ in range(2):
        say(talk, other_alumna)
    assert "2 yeni" in listed(client_for, alumna)
    assert "2 yeni" not in listed(client_for, other_alumna)
    client_for(alumna).get(reverse("alumni:conversation", args=[talk.pk]))
    assert "2 yeni" not in listed(client_for, alumna)


@pytest.mark.parametrize(
    ("words", "found"), [("ığdırlı", True), ("IĞDIRLI", True), ("kahve", True), ("ışıl kahve", True), ("çay", False)]
)
def test_the_own_conversations_are_searched_by_name_and_text(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation, words: str, found: bool
) -> None:
    say(talk, other_alumna, "Bir kahve içelim")
    assert ("Işıl" in listed(client_for, alumna, words)) is found


def test_texts_are_not_readable_in_the_database(talk: Conversation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text::text FROM alumni_message")
        assert all("Merhaba" not in row[0] for row in cursor.fetchall())


def test_a_long_conversation_is_paged(client_for: Sign, alumna: User, talk: Conversation) -> None:
    sender = record(alumna)
    Message.objects.bulk_create(
        Message(conversation=talk, sender=sender, text=f"Satır {n}.", key=uuid.uuid4()) for n in range(40)
    )
    client, url = client_for(alumna), reverse("alumni:conversation", args=[talk.pk])
    page = client.get(url)
    text = page.content.decode()
    assert "Satır 39." in text
    assert "Satır 9." not in text
    assert "Satır 9." in client.get(url, {"sonra": page.context["page"].last_key}).content.decode()


def test_each_deletes_for_oneself_and_the_last_for_good(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    delete = reverse("alumni:conversation_delete", args=[talk.pk])
    assert client_for(alumna).get(delete).status_code == 200
    client_for(alumna).post(delete)
    assert "Işıl" not in listed(client_for, alumna)
    assert "Elif" in listed(client_for, other_alumna)
    say(talk, other_alumna, "Orada mısınız?")
    page = client_for(alumna).get(reverse("alumni:conversation", args=[talk.pk])).content.decode()
    assert "Orada mısınız?" in page
    assert "Merhaba, aynı yıl" not in page
    client_for(other_alumna).post(delete)
    assert [one.text for one in Message.objects.all()] == ["Orada mısınız?"]


def test_erasing_a_person_takes_the_texts_and_leaves_the_others(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    say(talk, other_alumna, "Benim sözüm")
    report(reporter=record(other_alumna), about=record(alumna), reason="spam", conversation=talk)
    person = record(other_alumna).pk
    models = ("Report", "Message", "Side", "Block", "MessageSettings", "Conversation")
    entries = [hooks.personal_data.get(f"alumni.{name}") for name in models]
    for entry in entries:
        assert entry is not None
        assert entry.erase is not None
        entry.erase(person)
    assert not Message.objects.filter(sender=person).exists()
    assert not Report.objects.exists()
    assert Side.objects.get().alumnus == record(alumna)
    page = client_for(alumna).get(reverse("alumni:conversation", args=[talk.pk]))
    assert page.status_code == 200


def test_the_own_data_hold_the_own_texts_only(alumna: User, other_alumna: User, talk: Conversation) -> None:
    say(talk, other_alumna, "Onun sözü")
    entry = hooks.personal_data.get("alumni.Message")
    assert entry is not None
    assert entry.export is not None
    assert [row["text"] for row in entry.export(record(alumna).pk)] == ["Merhaba, aynı yıl mezun olmuşuz."]


def test_the_nightly_round_forgets_old_reports(alumna: User, other_alumna: User, talk: Conversation) -> None:
    made = report(reporter=record(alumna), about=record(other_alumna), reason="spam", conversation=talk)
    long_ago = timezone.now() - timedelta(days=731)
    Report.objects.filter(pk=made.pk).update(outcome="dismissed", decided_at=long_ago)
    Side.objects.update(cleared_up_to=Message.objects.get().pk)
    done = destroy_expired()
    assert (done["alumni.message_reports"], done["alumni.messages"]) == (1, 1)
    again = destroy_expired()
    assert (again["alumni.message_reports"], again["alumni.messages"]) == (0, 0)


def test_a_merge_joins_the_conversations_with_one_partner(
    alumna: User, other_alumna: User, third: User, department: Unit, talk: Conversation
) -> None:
    """The loser had written to the same partner; and to the winner, which is oneself."""
    winner, partner = record(alumna), record(other_alumna)
    loser = graduate(programme_of(department), given_names="Elif")
    twin = Conversation.objects.create(asker=partner, asked=loser)
    Conversation.objects.create(asker=winner, asked=loser)
    lone = write(third, other_alumna)
    Message.objects.create(conversation=twin, sender=partner, text="Öteki kayda")
    unite_conversations(
        Merging(winner_id=winner.pk, loser_id=loser.pk, by_id=other_alumna.pk, at=timezone.now(), choices={})
    )
    assert set(Conversation.objects.values_list("pk", flat=True)) == {talk.pk, lone.pk}
    assert [one.text for one in talk.messages.order_by("pk")][-1] == "Öteki kayda"
