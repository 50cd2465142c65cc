"""The first contact: one message, accepted or silently declined; who may write to whom."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.messages.limits import Refused
from alumni.messages.models import Conversation, Message, MessageSettings
from alumni.messages.services import accept, decline, write_first
from mik.accounts.models import User
from mik.units.models import Unit
from tests.alumni.messages.conftest import Sign, record, say, write
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate, hide
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
State, From = Conversation.State, MessageSettings.From


def text_of(client_for: Sign, user: User, conversation: Conversation) -> str:
    return client_for(user).get(reverse("alumni:conversation", args=[conversation.pk])).content.decode()


def test_a_request_is_written_accepted_and_answered(client_for: Sign, alumna: User, other_alumna: User) -> None:
    asker, asked = client_for(alumna), client_for(other_alumna)
    to = reverse("alumni:message_new", args=[record(other_alumna).pk])
    assert asker.get(to).status_code == 200
    answer = asker.post(to, {"text": "Merhaba <b>ben</b> https://ornek.example", "key": str(uuid.uuid4())})
    conversation = Conversation.objects.get()
    assert answer["Location"] == reverse("alumni:conversation", args=[conversation.pk])
    seen = text_of(client_for, other_alumna, conversation)
    assert "Merhaba &lt;b&gt;ben&lt;/b&gt; https://ornek.example" in seen
    assert 'href="https://ornek' not in seen
    assert "Kabul et" in seen
    assert "Henüz" not in seen
    asked.post(reverse("alumni:request_accept", args=[conversation.pk]))
    sent = asked.post(reverse("alumni:conversation", args=[conversation.pk]), {"text": "Selam", "key": uuid.uuid4()})
    assert sent.status_code == 302
    assert [one.text for one in Message.objects.order_by("pk")] == ["Merhaba <b>ben</b> https://ornek.example", "Selam"]
    assert "Selam" in text_of(client_for, alumna, conversation)


def test_no_page_shows_an_address(client_for: Sign, alumna: User, other_alumna: User, talk: Conversation) -> None:
    for user, other in ((alumna, other_alumna), (other_alumna, alumna)):
        client = client_for(user)
        for url in (reverse("alumni:conversation_list"), reverse("alumni:conversation", args=[talk.pk])):
            assert other.email not in client.get(url).content.decode()


def test_one_request_holds_one_message(alumna: User, other_alumna: User) -> None:
    conversation = write(alumna, other_alumna)
    with pytest.raises(Refused, match="yanıtlanmadı"):
        say(conversation, alumna)
    with pytest.raises(Refused, match="yanıtlanmadı"):
        write(alumna, other_alumna)


def test_a_form_sent_twice_is_one_request(alumna: User, other_alumna: User) -> None:
    key, sender, to = uuid.uuid4(), record(alumna), record(other_alumna)
    both = [write_first(sender=sender, to=to, text="Merhaba", key=key) for _ in range(2)]
    assert both[0] == both[1]
    assert Message.objects.count() == 1


def test_declining_is_silent(client_for: Sign, alumna: User, other_alumna: User) -> None:
    conversation = write(alumna, other_alumna)
    before = text_of(client_for, alumna, conversation)
    client_for(other_alumna).post(reverse("alumni:request_decline", args=[conversation.pk]))
    conversation.refresh_from_db()
    assert conversation.state == State.DECLINED
    after = text_of(client_for, alumna, conversation)
    assert "İsteğiniz henüz yanıtlanmadı." in before
    assert "İsteğiniz henüz yanıtlanmadı." in after
    assert not alumna.notifications.exists()
    gone = client_for(other_alumna).get(reverse("alumni:conversation", args=[conversation.pk]))
    assert gone.status_code == 404


@pytest.mark.parametrize(("days", "allowed"), [(91, False), (179, False), (181, True)])
@pytest.mark.parametrize("is_declined", [True, False])
def test_a_new_request_comes_as_late_after_a_refusal_as_after_silence(
    alumna: User, other_alumna: User, days: int, allowed: bool, is_declined: bool
) -> None:
    conversation = write(alumna, other_alumna)
    if is_declined:
        decline(conversation=conversation, member=record(other_alumna))
    Conversation.objects.update(requested_at=timezone.now() - timedelta(days=days))
    if allowed:
        assert write(alumna, other_alumna).state == State.REQUESTED
    else:
        with pytest.raises(Refused):
            write(alumna, other_alumna)


def test_a_request_is_answered_within_ninety_days(alumna: User, other_alumna: User) -> None:
    """So at least ninety days lie between declining and the next request."""
    conversation = write(alumna, other_alumna)
    Conversation.objects.update(requested_at=timezone.now() - timedelta(days=91))
    member = record(other_alumna)
    assert not decline(conversation=conversation, member=member)
    assert not accept(conversation=conversation, member=member)


def test_writing_back_accepts(alumna: User, other_alumna: User) -> None:
    first = write(alumna, other_alumna)
    second = write(other_alumna, alumna, "Merhaba!")
    assert first == second
    assert second.state == State.ACCEPTED


def test_only_the_asked_accepts(client_for: Sign, alumna: User, other_alumna: User) -> None:
    conversation = write(alumna, other_alumna)
    client_for(alumna).post(reverse("alumni:request_accept", args=[conversation.pk]))
    conversation.refresh_from_db()
    assert conversation.state == State.REQUESTED


def test_who_hides_can_neither_be_written_to_nor_write(client_for: Sign, alumna: User, other_alumna: User) -> None:
    hidden = record(other_alumna)
    hide(other_alumna)
    assert client_for(alumna).get(reverse("alumni:message_new", args=[hidden.pk])).status_code == 404
    with pytest.raises(Refused, match="almıyor"):
        write(other_alumna, alumna)


@pytest.mark.parametrize(("open_to", "works"), [(From.MEMBERS, True), (From.DEPARTMENT, False), (From.NOBODY, False)])
def test_the_setting_says_who_may_write_first(alumna: User, other_alumna: User, open_to: str, works: bool) -> None:
    MessageSettings.objects.create(alumnus=record(other_alumna), open_to=open_to)
    if works:
        assert write(alumna, other_alumna).state == State.REQUESTED
    else:
        with pytest.raises(Refused, match="almıyor"):
            write(alumna, other_alumna)


def test_graduates_of_the_own_department_may_write(alumna: User, third: User) -> None:
    MessageSettings.objects.create(alumnus=record(third), open_to=From.DEPARTMENT)
    assert write(alumna, third).state == State.REQUESTED


def test_the_settings_page_saves(client_for: Sign, alumna: User) -> None:
    client, url = client_for(alumna), reverse("alumni:message_settings")
    assert client.get(url).status_code == 200
    client.post(url, {"open_to": "nobody", "text_in_mail": "on"})
    own = MessageSettings.objects.get()
    assert (own.open_to, own.text_in_mail) == ("nobody", True)


@pytest.mark.parametrize("change", ["hide", "leave"])
def test_a_partner_who_is_gone_is_a_member_without_a_name(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation, change: str
) -> None:
    if change == "hide":
        hide(other_alumna)
    else:
        other_alumna.membership.delete()
    page = text_of(client_for, alumna, talk)
    listed = client_for(alumna).get(reverse("alumni:conversation_list")).content.decode()
    assert "Bu konuşma kapandı." in page
    assert "Işıl" not in page + listed
    assert "Iğdırlıoğlu" not in page + listed
    found = client_for(alumna).get(f"{reverse('alumni:conversation_list')}?ara=iğdırlıoğlu").content.decode()
    assert "Bir şey bulunamadı" in found
    with pytest.raises(Refused, match="kapandı"):
        say(talk, alumna)


def test_the_database_holds_one_conversation_of_two(alumna: User, other_alumna: User, talk: Conversation) -> None:
    one, other = record(alumna), record(other_alumna)
    with pytest.raises(IntegrityError, match="conversation_one_for_two_members"), transaction.atomic():
        Conversation.objects.create(asker=other, asked=one)
    with pytest.raises(IntegrityError, match="conversation_takes_two"), transaction.atomic():
        Conversation.objects.create(asker=one, asked=one)


def test_nobody_else_reads_a_conversation(
    client_for: Sign, alumna: User, other_alumna: User, third: User, representative: User, coordinator: User,
    staff_with_duty: User, vice_rector: User, talk: Conversation,
) -> None:  # fmt: skip
    """By no address of the messages: a third member, the representative, the office."""
    say(talk, alumna, "Gizli sözcük: zümrütanka")
    named = ("conversation", "conversation_delete", "conversation_block", "conversation_report")
    urls = [reverse(f"alumni:{name}", args=[talk.pk]) for name in named]
    message = Message.objects.order_by("-pk")[0]
    urls.append(f"{urls[-1]}?mesaj={message.pk}")
    for user in (third, representative, coordinator, staff_with_duty, vice_rector):
        client = client_for(user)
        assert [client.get(url).status_code for url in urls] == [404] * len(urls)
        posts = [reverse(f"alumni:{name}", args=[talk.pk]) for name in ("request_accept", "request_decline", *named)]
        assert [client.post(url, {"text": "x", "key": uuid.uuid4()}).status_code for url in posts] == [404] * len(posts)
        for url in (reverse("alumni:conversation_list"), reverse("home:find") + "?q=zümrütanka"):
            answer = client.get(url, follow=True)
            assert "Gizli sözcük" not in answer.content.decode()
    assert Message.objects.count() == 2


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client_for: Sign, alumna: User, other_alumna: User, third: User, talk: Conversation,
    department: Unit, django_assert_num_queries: object,
) -> None:  # fmt: skip
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = client_for(alumna), reverse("alumni:conversation_list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    fourth = UserFactory.create()
    enrol(graduate(programme_of(department), given_names="Deniz", surname="Ak"), fourth)
    write(alumna, third)
    write(fourth, alumna)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(one) == len(three)
