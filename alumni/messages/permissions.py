"""Who may write to whom, and who decides about what was reported."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from alumni.messages.managers import MODERATE
from alumni.messages.models import Block, Conversation, MessageSettings, Report
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.accounts.powers import powers_of

State, From = Conversation.State, MessageSettings.From


def findable(user: User, ids: Iterable[int]) -> set[int]:
    """Which of these members the user may find and is in touch with: none that blocked or is blocked. Three queries.

    All others are «üye» to the user, whatever the reason: hidden, left, deceased or blocked look the same.
    """
    wanted = set(ids)
    listed = set(Alumnus.objects.listed_for(user).filter(pk__in=wanted).values_list("pk", flat=True))
    return listed - blocked_with(user, wanted)


def blocked_with(user: User, ids: set[int]) -> set[int]:
    """Those of ``ids`` with a block between them and the user, whoever made it."""
    mine = Q(blocker__membership__user=user, blocked__in=ids) | Q(blocked__membership__user=user, blocker__in=ids)
    pairs = Block.objects.filter(mine).values_list("blocker", "blocked")
    return {one for pair in pairs for one in pair} & ids


def in_touch(one: Alumnus, other: Alumnus) -> bool:
    """Both may find each other, and neither has blocked the other."""
    users = [member.person.user for member in (one, other)]
    if None in users or not all(user.is_active for user in users if user):
        return False
    there = ((users[0], other), (users[1], one))
    return all(user is not None and findable(user, [member.pk]) == {member.pk} for user, member in there)


def may_write_first(sender: Alumnus, to: Alumnus) -> bool:
    """They are in touch, and the other takes requests from this member."""
    return sender.pk != to.pk and in_touch(sender, to) and _is_open_to(to, sender)


def _is_open_to(to: Alumnus, sender: Alumnus) -> bool:
    chosen = MessageSettings.objects.filter(alumnus=to.pk).values_list("open_to", flat=True).first()
    if chosen == From.NOBODY:
        return False
    return chosen != From.DEPARTMENT or share_a_department(to, sender)


def share_a_department(one: Alumnus, other: Alumnus) -> bool:
    own = Graduation.objects.filter(alumnus=one.pk, programme__parent__isnull=False).values("programme__parent")
    return Graduation.objects.filter(alumnus=other.pk, programme__parent__in=own).exists()


def is_suspended(member: Alumnus) -> bool:
    return MessageSettings.objects.filter(alumnus=member.pk, suspended_until__gt=timezone.now()).exists()


def can_moderate(user: Any) -> bool:
    return powers_of(user).has_duty(MODERATE)


def can_decide(user: Any, report: Report) -> bool:
    """The office, but nobody about oneself."""
    return Report.objects.visible_to(user).filter(pk=report.pk).exists()
