"""Who sees which messages: the two who write to each other, and nobody else.

The office is in none of these: what was reported to it, it reads through ``Report`` (design: access table).
"""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from mik.accounts.powers import powers_of
from mik.common import hooks

if TYPE_CHECKING:
    from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report, Side  # noqa: F401  (type arguments in strings)
    from alumni.registry.models import Alumnus

MODERATE = hooks.duties.require("alumni.messages")


def _signed_in(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False))


class SideQuerySet(models.QuerySet["Side"]):
    def visible_to(self, user: Any) -> Self:
        """The own side; a request one has declined is gone for oneself."""
        if not _signed_in(user):
            return self.none()
        declined = Q(conversation__state="declined", conversation__asked=F("alumnus"))
        return self.filter(alumnus__membership__user=user).exclude(declined)

    def listed(self) -> Self:
        """Those in one's list: not put away."""
        return self.filter(is_hidden=False)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.messages.models import Side

        mine = Side.objects.visible_to(user).filter(conversation=OuterRef("pk"))
        return self.filter(Exists(mine)) if _signed_in(user) else self.none()

    def between(self, one: "Alumnus", other: "Alumnus") -> Self:
        pair = [one.pk, other.pk]
        return self.filter(asker__in=pair, asked__in=pair)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> Self:
        """What was said in the own conversations and not deleted on the own side."""
        from alumni.messages.models import Side

        if not _signed_in(user):
            return self.none()
        mine = Side.objects.visible_to(user).filter(
            conversation=OuterRef("conversation"), cleared_up_to__lt=OuterRef("pk")
        )
        return self.filter(Exists(mine))

    def seen_from(self, side: "Side") -> Self:
        return self.filter(conversation=side.conversation_id, pk__gt=side.cleared_up_to)

    def unread_on(self, side: "Side") -> Self:
        unread = self.seen_from(side).filter(pk__gt=side.read_up_to)
        return unread.exclude(sender=side.alumnus_id)


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, user: Any) -> Self:
        """Whom one has blocked; who has blocked oneself, nobody is told."""
        return self.filter(blocker__membership__user=user) if _signed_in(user) else self.none()

    def between(self, one_id: int, other_id: int) -> Self:
        return self.filter(Q(blocker=one_id, blocked=other_id) | Q(blocker=other_id, blocked=one_id))


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever holds the duty, save what concerns oneself; a reporter reads the outcome in the inbox."""
        if not powers_of(user).has_duty(MODERATE):
            return self.none()
        return self.exclude(Q(reporter__membership__user=user) | Q(about__membership__user=user))

    def open(self) -> Self:
        return self.filter(outcome="")


class MessageSettingsQuerySet(models.QuerySet["MessageSettings"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(alumnus__membership__user=user) if _signed_in(user) else self.none()
