"""Who does what to an announcement: its own desk writes it; the office may withdraw a department's, too."""

from typing import Any

from alumni.registry.member_services import member_record
from alumni.registry.scopes import OutOfReach, representative_scope
from coordinator.newsroom.desks import Desk
from coordinator.newsroom.managers import SEND
from coordinator.newsroom.models import Announcement, State
from mik.accounts.powers import powers_of
from mik.accounts.students import is_student
from mik.mail.models import Mailing


def is_reader(user: Any) -> bool:
    """Members and students: what is published may be meant for them."""
    if not getattr(user, "is_authenticated", False):
        return False
    return is_student(user) or member_record(user) is not None


def can_change(desk: Desk, announcement: Announcement) -> bool:
    return announcement.unit_id == desk.unit_id and announcement.state != State.WITHDRAWN


def can_delete(desk: Desk, announcement: Announcement) -> bool:
    return can_change(desk, announcement) and announcement.is_draft


def can_withdraw(desk: Desk, announcement: Announcement) -> bool:
    return announcement.is_published and (desk.is_office or announcement.unit_id == desk.unit_id)


def can_mail(desk: Desk, announcement: Announcement) -> bool:
    """Once, by whoever may write it and may send."""
    return can_change(desk, announcement) and desk.may_send and announcement.mailing_id is None


def may_send_mailing(user: Any, mailing: Mailing) -> bool:
    """Asked by the mailing itself, at every chunk: the office, or who represents that department at those levels."""
    announcement = Announcement.objects.filter(mailing=mailing).only("unit", "levels").first()
    if announcement is None:
        return False
    powers = powers_of(user)
    if powers.has_duty(SEND):
        return True
    represented = powers.representation(announcement.unit_id) if announcement.unit_id else None
    if represented is None or not set(announcement.levels) <= represented.levels:
        return False
    try:
        representative_scope(user, represented.unit_id)
    except OutOfReach:
        return False
    return True
