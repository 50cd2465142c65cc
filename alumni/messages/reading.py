"""Conversations as their readers see them: the list, the search in it, one page of one conversation.

Whoever a member may not find any more is «üye», without a name, and the conversation is closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.messages.models import Conversation, Message, Side
from alumni.messages.permissions import findable, is_suspended
from alumni.messages.services import ANSWERABLE, lapsed
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.keyset import Keyset, KeysetPage, Listed
from mik.common.turkish import fold

State = Conversation.State
PAGE_SIZE, MESSAGES_PER_PAGE = 25, 30
# Texts are encrypted: a search reads the latest ones of the own conversations itself.
SEARCHED = 2000


@dataclass(frozen=True)
class Partner:
    """The other member, or «üye» once the reader may not find them."""

    name: str
    initials: str
    member_id: int | None

    @property
    def is_known(self) -> bool:
        return self.member_id is not None


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    side: Side
    partner: Partner
    unread: int
    snippet: str
    is_own: bool
    is_request: bool


def nobody() -> Partner:
    return Partner(_("Üye"), "", None)


def partner_id(conversation: Conversation, member: Alumnus) -> int:
    other: int = conversation.asked_id if conversation.asker_id == member.pk else conversation.asker_id
    return other


def partners(user: User, ids: Iterable[int]) -> dict[int, Partner]:
    """How the user sees each of these members; a fixed number of queries."""
    wanted = set(ids)
    known = Alumnus.objects.filter(pk__in=findable(user, wanted)).select_related("person")
    found = {one.pk: Partner(one.person.full_name, one.person.initials, one.pk) for one in known}
    return {one: found.get(one) or nobody() for one in wanted}


def answerable() -> Q:
    """Requests the reader can still answer, and all that is no request."""
    return ~Q(conversation__state=State.REQUESTED) | Q(conversation__requested_at__gt=timezone.now() - ANSWERABLE)


def requests_to(user: User, member: Alumnus) -> Any:
    """What waits for this member's answer."""
    waiting = Side.objects.visible_to(user).filter(conversation__state=State.REQUESTED, conversation__asked=member.pk)
    return waiting.filter(answerable(), is_hidden=False).order_by("-last_at", "-pk")


def conversations_of(user: User, member: Alumnus) -> Any:
    """The list: all but what waits for an answer, which stands above it."""
    mine = Side.objects.visible_to(user).listed()
    return mine.exclude(conversation__state=State.REQUESTED, conversation__asked=member.pk)


def page_of(user: User, member: Alumnus, words: str, data: QueryDict) -> tuple[KeysetPage, int | None]:
    """One page of the list, or of what was found in it with the number found."""
    sides = conversations_of(user, member)
    if not words.strip():
        return Keyset(rows=sides, order=[F("last_at")], descending=True, size=PAGE_SIZE).page(data), None
    keys = found_in(user, member, words)
    return Listed(keys, PAGE_SIZE).page(data) or Listed(keys, PAGE_SIZE).page(QueryDict()) or KeysetPage([]), len(keys)


def found_in(user: User, member: Alumnus, words: str) -> list[int]:
    """Own conversations whose partner's name, as far as it is shown, or whose latest texts hold every word."""
    wanted = fold(words).split()
    sides = list(conversations_of(user, member).select_related("conversation").order_by("-last_at", "-pk"))
    who = partners(user, (partner_id(side.conversation, member) for side in sides))
    texts: dict[int, str] = {}
    visible = Message.objects.visible_to(user).filter(hidden_at__isnull=True).order_by("-pk")
    for conversation_id, text in visible.values_list("conversation", "text")[:SEARCHED]:
        texts[conversation_id] = f"{texts.get(conversation_id, '')} {text}"
    return [
        side.pk for side in sides if _holds(f"{_name(who, side, member)} {texts.get(side.conversation_id, '')}", wanted)
    ]


def _name(who: dict[int, Partner], side: Side, member: Alumnus) -> str:
    partner = who[partner_id(side.conversation, member)]
    return partner.name if partner.is_known else ""


def _holds(text: str, wanted: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def rows_of(user: User, member: Alumnus, sides: Iterable[Side]) -> list[Row]:
    """The lines of these sides, in their order; a fixed number of queries."""
    some = list(sides)
    who = partners(user, (partner_id(side.conversation, member) for side in some))
    ids = [side.conversation_id for side in some]
    mine = Side.objects.filter(conversation=OuterRef("conversation"), alumnus=member.pk)
    seen = Message.objects.visible_to(user).filter(conversation__in=ids)
    read = seen.alias(read=Subquery(mine.values("read_up_to")[:1])).filter(pk__gt=F("read"))
    unread = dict(read.exclude(sender=member.pk).order_by().values_list("conversation").annotate(n=Count("pk")))
    last_ids = seen.order_by().values("conversation").annotate(last=Max("pk")).values("last")
    last = {one.conversation_id: one for one in Message.objects.filter(pk__in=last_ids)}
    return [
        _row(side, member, who[partner_id(side.conversation, member)], unread, last.get(side.conversation_id))
        for side in some
    ]


def _row(side: Side, member: Alumnus, partner: Partner, unread: dict[int, int], last: Message | None) -> Row:
    return Row(
        side=side,
        partner=partner,
        unread=unread.get(side.conversation_id, 0),
        snippet=said(last)[:140] if last else "",
        is_own=bool(last and last.sender_id == member.pk),
        is_request=side.conversation.state != State.ACCEPTED,
    )


def said(message: Message) -> str:
    return _("Bu mesaj Mezun Ofisi tarafından gizlendi.") if message.hidden_at else message.text or ""


def sides_by_key(page: KeysetPage) -> list[Side]:
    found = Side.objects.filter(pk__in=page.keys).select_related("conversation").in_bulk()
    return [found[key] for key in page.keys if key in found]


@dataclass(frozen=True)
class Line:
    """One message of the page."""

    message: Message
    text: str
    is_own: bool
    starts_day: datetime | None


@dataclass(frozen=True)
class Thread:
    """A conversation as one of the two sees it now."""

    side: Side
    partner: Partner
    is_asked: bool
    is_suspended: bool

    @property
    def state(self) -> str:
        """What its reader can do: answer, wait, write, or nothing any more."""
        conversation = self.side.conversation
        if conversation.state == State.ACCEPTED:
            return "open" if self.partner.is_known and not self.is_suspended else "closed"
        if self.is_asked:
            return "closed" if lapsed(conversation) or not self.partner.is_known else "asked"
        return "waiting" if self.partner.is_known else "closed"


def thread_of(user: User, member: Alumnus, side: Side) -> Thread:
    other = partner_id(side.conversation, member)
    return Thread(
        side=side,
        partner=partners(user, [other])[other],
        is_asked=side.conversation.asked_id == member.pk,
        is_suspended=is_suspended(member),
    )


def lines_of(user: User, member: Alumnus, side: Side, data: QueryDict) -> tuple[KeysetPage, list[Line]]:
    """A page of a conversation: the latest messages, the oldest of them first."""
    rows = Message.objects.visible_to(user).filter(conversation=side.conversation_id)
    page = Keyset(rows=rows, order=[], descending=True, size=MESSAGES_PER_PAGE).page(data)
    lines: list[Line] = []
    day = None
    for one in rows.filter(pk__in=page.keys).order_by("pk"):
        at = timezone.localtime(one.sent_at)
        lines.append(Line(one, said(one), one.sender_id == member.pk, at if at.date() != day else None))
        day = at.date()
    return page, lines
