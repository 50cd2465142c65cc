"""The mail of a message: who wrote and no more, once until it is read, with a link that opens after sign-in."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from alumni.messages.models import Conversation, MessageSettings, Side
from alumni.messages.telling import reply_token
from mik.accounts.models import User
from mik.common.log_masks import masked
from mik.mail.models import OutgoingMail
from mik.work.choices import choose
from tests.alumni.messages.conftest import Sign, record, say, write

pytestmark = pytest.mark.django_db
SECRET = "Gizli sözüm: çınaraltı"


def mails_to(user: User) -> list[OutgoingMail]:
    return [mail for mail in OutgoingMail.objects.order_by("pk") if mail.to == user.email]


def link_in(mail: OutgoingMail) -> str:
    line = next(line for line in (mail.text or "").splitlines() if "/yanit/" in line)
    return urlsplit(line.split(" ")[-1]).path


def test_the_mail_says_who_and_neither_address_nor_text(alumna: User, other_alumna: User) -> None:
    write(alumna, other_alumna, SECRET)
    (mail,) = mails_to(other_alumna)
    assert mail.subject == "Elif Şahin Yıldırım size yazmak istiyor"
    whole = f"{mail.text}{mail.html}{mail.subject}"
    assert alumna.email not in whole
    assert "çınaraltı" not in whole


def test_the_text_comes_along_where_its_reader_wants_it(alumna: User, other_alumna: User) -> None:
    MessageSettings.objects.create(alumnus=record(other_alumna), text_in_mail=True)
    write(alumna, other_alumna, SECRET)
    assert SECRET in (mails_to(other_alumna)[0].text or "")


def test_one_mail_until_it_is_read(client_for: Sign, alumna: User, other_alumna: User, talk: Conversation) -> None:
    before = len(mails_to(other_alumna))
    for _ in range(2):
        say(talk, alumna)
    assert len(mails_to(other_alumna)) == before + 1
    assert other_alumna.notifications.unread().filter(kind="messages.message").count() == 1
    client_for(other_alumna).get(reverse("alumni:conversation", args=[talk.pk]))
    assert not other_alumna.notifications.unread().filter(kind="messages.message").exists()
    say(talk, alumna)
    assert len(mails_to(other_alumna)) == before + 2


def test_who_wants_no_mail_gets_none(alumna: User, other_alumna: User) -> None:
    choose(user=other_alumna, channels={"messages.request": "never"})
    write(alumna, other_alumna)
    assert mails_to(other_alumna) == []
    assert other_alumna.notifications.count() == 1


def test_the_link_asks_for_sign_in_and_opens_right_there(
    client_for: Sign, alumna: User, other_alumna: User, third: User
) -> None:
    conversation = write(alumna, other_alumna, SECRET)
    path = link_in(mails_to(other_alumna)[0])
    visitor = client_for(None)
    answer = visitor.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    asked = visitor.get(answer["Location"]).content.decode()
    assert "çınaraltı" not in asked
    assert "Elif" not in asked
    here = reverse("alumni:conversation", args=[conversation.pk])
    assert client_for(other_alumna).get(path)["Location"] == f"{here}#yaz"
    assert client_for(third).get(path).status_code == 404
    assert client_for(alumna).get(path).status_code == 404


def test_a_broken_link_leads_to_the_list(client_for: Sign, other_alumna: User, talk: Conversation) -> None:
    side = Side.objects.get(conversation=talk, alumnus=record(other_alumna))
    for token in (f"{reply_token(side)}x", "bozuk"):
        answer = client_for(other_alumna).get(reverse("alumni:message_reply", args=[token]))
        assert answer["Location"] == reverse("alumni:conversation_list")


def test_the_link_reaches_no_log(talk: Conversation) -> None:
    token = reply_token(Side.objects.filter(conversation=talk)[0])
    assert token not in masked(f"GET {reverse('alumni:message_reply', args=[token])}")
