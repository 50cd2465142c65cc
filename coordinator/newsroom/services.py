"""Writing, publishing, sending and withdrawing announcements."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.newsroom.models import WITH_DEADLINE, Announcement, Kind, State
from mik.accounts.models import User
from mik.common import hooks
from mik.mail.compose import check_letter
from mik.mail.mailings import WrongState, cancel_mailing, start_mailing
from mik.mail.models import Mailing
from mik.mail.placeholders import check_placeholders
from mik.people.managers import PersonQuerySet

COPIED = (
    "kind", "unit", "title_tr", "title_en", "body_tr", "body_en", "place", "starts_at", "ends_at", "deadline", "link",
    "units", "levels", "year_from", "year_to", "provinces", "countries", "membership", "segment", "for_students",
)  # fmt: skip


class ChangedMeanwhile(Exception):
    """Somebody (perhaps oneself, in a second tab) saved this announcement after it was opened."""

    def __init__(self, current: Announcement) -> None:
        super().__init__(_("Bu duyuru siz yazarken başka bir yerde kaydedildi."))
        self.current = current


def missing_in(announcement: Announcement) -> Iterator[tuple[str, str]]:
    """What keeps an announcement from being published: field and sentence."""
    if not announcement.body_tr.strip():
        yield "body_tr", _("Türkçe metin boş; yayımlamadan önce yazın.")
    if bool(announcement.title_en.strip()) != bool(announcement.body_en.strip()):
        field = "body_en" if announcement.title_en.strip() else "title_en"
        yield field, _("İngilizcesi yarım: konu ile metnin ikisini de yazın ya da ikisini de boş bırakın.")
    if announcement.kind == Kind.EVENT:
        if not announcement.place:
            yield "place", _("Etkinliğin yerini yazın.")
        if announcement.starts_at is None:
            yield "starts_at", _("Etkinliğin başlangıcını yazın.")
    if announcement.kind in WITH_DEADLINE:
        if announcement.deadline is None:
            yield "deadline", _("Son başvuru gününü yazın.")
        if not announcement.link:
            yield "link", _("Başvurunun yapılacağı sayfanın adresini yazın.")
    yield from _unknown_placeholders(announcement)


def _unknown_placeholders(announcement: Announcement) -> Iterator[tuple[str, str]]:
    for field in ("title_tr", "title_en"):
        yield from _refused(field, check_placeholders, getattr(announcement, field))
    for field in ("body_tr", "body_en"):
        yield from _refused(field, check_body, getattr(announcement, field))


def _refused(field: str, check: Callable[[str], None], text: str) -> Iterator[tuple[str, str]]:
    try:
        check(text)
    except ValidationError as problem:
        yield field, problem.messages[0]


def check_body(text: str) -> None:
    """What the letter's own check says of this text alone."""
    check_letter(Mailing(body_tr=text))


@transaction.atomic
def write_announcement(*, announcement: Announcement, by: User, seen: datetime | None = None) -> Announcement:
    """Save what was written. ``seen`` is the moment of the version it was written over (default: of the one at hand);
    ChangedMeanwhile if a newer is there.
    """
    if announcement._state.adding:
        announcement.author = by
    else:
        current = Announcement.objects.select_for_update().get(pk=announcement.pk)
        if current.updated_at != (seen or announcement.updated_at):
            raise ChangedMeanwhile(current)
    announcement.updated_at = timezone.now()
    announcement.save()
    return announcement


@transaction.atomic
def publish_announcement(*, announcement: Announcement, by: User, on_platform: bool = True) -> Announcement:
    """Make it readable for those it is for; without ``on_platform`` it only goes out by mail.

    Raises ValidationError with what is missing. A second click changes nothing.
    """
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.state == State.WITHDRAWN:
        raise ValidationError(_("Duyuru bu arada geri çekildi; yayımlanmadı ve gönderilmedi."))
    if problems := dict(missing_in(held)):
        raise ValidationError({field: [text] for field, text in problems.items()})
    if held.is_draft:
        held.state, held.published_at, held.published_by = State.PUBLISHED, timezone.now(), by
        held.on_platform = on_platform
    else:
        held.on_platform = held.on_platform or on_platform
    held.updated_at = timezone.now()
    held.save()
    return held


@transaction.atomic
def send_announcement(
    *, announcement: Announcement, by: User, persons: PersonQuerySet, on_platform: bool = True
) -> Mailing:
    """Publish it and mail it to those of ``persons`` who consented; once only, whoever clicks how often.

    Raises EmptyAudience when nobody is left to receive it, ValidationError when something is missing.
    """
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.mailing is not None:
        return held.mailing
    held = publish_announcement(announcement=held, by=by, on_platform=on_platform)
    mailing = mailing_of(held, by=by)
    mailing.save()
    held.mailing = mailing
    held.save(update_fields=["mailing"])
    start_mailing(mailing=mailing, persons=persons, by=by)
    return Mailing.objects.get(pk=mailing.pk)


def mailing_of(announcement: Announcement, *, by: User) -> Mailing:
    """The letter an announcement becomes; not saved, so that it serves a test mail, too."""
    english = bool(announcement.title_en and announcement.body_en)
    return Mailing(
        by=by,
        unit_id=announcement.unit_id,
        purpose=announcement.purpose,
        subject_tr=announcement.title_tr,
        body_tr=announcement.body_tr,
        subject_en=announcement.title_en if english else "",
        body_en=announcement.body_en if english else "",
    )


@transaction.atomic
def withdraw_announcement(*, announcement: Announcement, by: User) -> Announcement:
    """Nobody reads it any more; mails that still wait are not sent. What was sent cannot be taken back."""
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if not held.is_published:
        return held
    held.state, held.withdrawn_at, held.withdrawn_by = State.WITHDRAWN, timezone.now(), by
    held.updated_at = timezone.now()
    held.save()
    if held.mailing is not None and not held.mailing.is_over:
        with suppress(WrongState):  # it came to its end a moment ago
            cancel_mailing(mailing=held.mailing, by=by)
    for tell in hooks.withdrawn:
        tell(held)
    return held


@transaction.atomic
def delete_draft(*, announcement: Announcement) -> None:
    """A draft disappears; its history stays."""
    Announcement.objects.filter(pk=announcement.pk, state=State.DRAFT).delete()


def copy_announcement(*, announcement: Announcement, by: User) -> Announcement:
    """A new draft with the same text and audience."""
    copied = Announcement(author=by, **{name: getattr(announcement, name) for name in COPIED})
    copied.title_tr = (_("%(title)s (kopya)") % {"title": announcement.title_tr})[:160]
    copied.save()
    return copied
