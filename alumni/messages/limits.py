"""How much one member may write, so that nobody mails a whole year (bulk is the office's, with consent).

All is counted in the database while the sender is locked: a second tab waits, and then finds the count as it is.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.models import Membership
from alumni.messages.models import Conversation, Message
from alumni.registry.models import Alumnus
from mik.common.fields import keyed_hash
from mik.common.limits import DAY, MINUTE, Limit
from mik.common.turkish import fold

NEWCOMER = timedelta(days=7)
SAME_TEXT_FOR = timedelta(days=7)
# A short text («Teşekkürler») may be said to everybody.
TELLING = 20


class Refused(Exception):
    """A message that does not go; the text says why to its sender and may be shown."""


@dataclass(frozen=True)
class Allowance:
    """What one member may do: new contacts a day, messages a minute, people who get one and the same text."""

    contacts: int
    per_minute: Limit
    same_text: int


USUAL = Allowance(contacts=15, per_minute=Limit("message", 12, MINUTE), same_text=4)
# Whoever joined within the last week: an account made for advertising is new.
NEW = Allowance(contacts=4, per_minute=Limit("message-new", 5, MINUTE), same_text=2)
REPORTS = Limit("message-report", 20, DAY)


def allowance_of(sender: Alumnus) -> Allowance:
    joined = Membership.objects.filter(alumnus=sender.pk).values_list("joined_at", flat=True).first()
    return NEW if joined is None or joined > timezone.now() - NEWCOMER else USUAL


def lock(*names: object) -> None:
    """Hold these names until the transaction ends; whoever wants one of them waits."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"messages:{name}"])


def lock_sender(sender: Alumnus) -> None:
    lock(f"sender:{sender.pk}")


def digest_of(text: str) -> bytes | None:
    """The same for texts that differ in case, accents, spaces and punctuation only; None for short ones."""
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    return keyed_hash(letters, purpose="message") if len(letters) >= TELLING else None


def check_contacts(sender: Alumnus, allowance: Allowance) -> None:
    """New people written to within a day."""
    since = timezone.now() - timedelta(days=1)
    if Conversation.objects.filter(asker=sender.pk, requested_at__gt=since).count() >= allowance.contacts:
        raise Refused(_("Bugün yeni kişilere yeterince yazdınız; yarın sürdürebilirsiniz."))


def check_text(sender: Alumnus, allowance: Allowance, mark: bytes | None, besides: int | None) -> None:
    """The same text to many: ``besides`` is the conversation it goes to now."""
    if mark is None:
        return
    since = timezone.now() - SAME_TEXT_FOR
    told = Message.objects.filter(sender=sender.pk, digest=mark, sent_at__gt=since)
    if told.exclude(conversation=besides).values("conversation").distinct().count() >= allowance.same_text:
        raise Refused(_("Aynı metni birçok kişiye gönderemezsiniz. Kişiye özel bir şey yazın."))


def check_pace(sender: Alumnus, allowance: Allowance) -> None:
    """Messages in a minute; asked last, since asking counts."""
    if not allowance.per_minute.allows(sender.pk):
        raise Refused(_("Çok hızlı yazıyorsunuz. Bir dakika sonra yeniden deneyin; yazdığınız burada duruyor."))
