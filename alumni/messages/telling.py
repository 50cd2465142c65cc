"""Telling a member that somebody has written: a notice in the inbox and, where wanted, a mail with a way to answer.

The mail names who wrote and nothing else of them; the text only where its reader chose so. No address of either stands
in it: sender and answers are the platform's.
"""

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_noop

from alumni.messages.models import Conversation, Message, MessageSettings, Side
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.hooks.notices import Channel
from mik.mail.services import send_mail
from mik.work.choices import channel_of
from mik.work.models import Notification
from mik.work.services import mark_seen, notify

REQUEST, MESSAGE = "messages.request", "messages.message"
SALT = "alumni.messages.reply"
# A link in a mail read later than this leads to the list.
LINK_LIFE = 60 * 60 * 24 * 60


def tell_request(conversation: Conversation, message: Message, sender: Alumnus, to: Alumnus) -> None:
    _tell(conversation, message, sender, to, REQUEST, gettext_noop("Bir mezun size yazmak istiyor."), "request")


def tell_message(conversation: Conversation, message: Message, sender: Alumnus, to: Alumnus) -> None:
    """Once until it is read: a conversation under way does not mail each line."""
    _tell(conversation, message, sender, to, MESSAGE, gettext_noop("Yeni bir mesajınız var."), "message")


def tell_accepted(conversation: Conversation, asker: Alumnus) -> None:
    """In the inbox; the mail comes with the first answer."""
    if user := asker.person.user:
        text, key = gettext_noop("Mesaj isteğiniz kabul edildi."), f"accepted:{conversation.pk}"
        _notice(user, conversation, MESSAGE, text, f"{key}:{conversation.requested_at:%Y%m%d%H%M%S}")


def _tell(
    conversation: Conversation, message: Message, sender: Alumnus, to: Alumnus, kind: str, text: str, template: str
) -> None:
    user = to.person.user
    if user is None:
        return
    _notice(user, conversation, kind, text, f"message:{message.pk}")
    if channel_of(user, kind) == Channel.NOW:
        _mail(user, conversation, message, sender, to, template)


def _notice(user: User, conversation: Conversation, kind: str, text: str, key: str) -> Notification:
    url = reverse("alumni:conversation", args=[conversation.pk])
    return notify(user=user, kind=kind, text=text, url=url, target=conversation.pk, key=key)


def _mail(
    user: User, conversation: Conversation, message: Message, sender: Alumnus, to: Alumnus, template: str
) -> None:
    side = Side.objects.get(conversation=conversation, alumnus=to)
    with_text = MessageSettings.objects.filter(alumnus=to, text_in_mail=True).exists()
    context = {
        "name": user.name,
        "writer": sender.person.full_name,
        "text": message.text if with_text else "",
        "path": reverse("alumni:message_reply", args=[reply_token(side)]),
    }
    send_mail(to=user.email, template=f"messages/{template}", context=context, language=user.language)


def reply_token(side: Side) -> str:
    """Says which conversation to open once its reader has signed in; of no use to anybody else."""
    return signing.dumps(side.pk, salt=SALT)


def read_token(token: str) -> int | None:
    """The side, or None for a link that is broken or old."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=LINK_LIFE))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def mark_told(user: User, conversation_id: int) -> None:
    mark_seen(user=user, kinds=[REQUEST, MESSAGE], target=conversation_id)


def forget_request(conversation: Conversation, member: Alumnus) -> None:
    """A declined request is gone from the inbox as well."""
    if member.person.user is not None:
        mark_told(member.person.user, conversation.pk)
