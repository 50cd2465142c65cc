"""Informing people (KVKK art. 10): at the first contact, once, and on record. It is no consent and asks for none."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.common.identifiers import normalise_email
from mik.people.consents.managers import informed, numbers_of
from mik.people.consents.models import ConsentText, NoticeEntry, NoticeWay
from mik.people.consents.purposes import NOTICE


@dataclass(frozen=True)
class Notice:
    """The version in force, to be told."""

    version: int
    text_version: str

    def sentence(self, language: str) -> str:
        with translation.override(language):
            return _("Kişisel verilerinizi neden ve nasıl işlediğimizi bu metinde okuyabilirsiniz (KVKK m. 10):")

    @property
    def url(self) -> str:
        return f"{settings.BASE_URL}{reverse('home:notice_version', args=[self.text_version])}"


def current_notice() -> Notice | None:
    text = ConsentText.objects.current(NOTICE)
    return Notice(text.number or 0, text.code) if text else None


def uninformed(person_ids: Collection[int]) -> set[int]:
    """Of these persons, those who never had the notice, or not since it last changed in substance. One query."""
    from mik.people.models import Person

    rows = Person.objects.filter(pk__in=person_ids).exclude(informed())
    return set(rows.values_list("pk", flat=True))


def uninformed_at(address: str) -> list[tuple[int, str]]:
    """Those of the registry who are written to at this address and never had the notice: number, language."""
    from mik.people.models import ContactPoint, Person

    mail = ContactPoint.objects.filter(kind="email", normalised=normalise_email(address), dead_at__isnull=True)
    rows = Person.objects.filter(pk__in=mail.values("person")).exclude(informed())
    return [(pk, language or "tr") for pk, language in rows.values_list("pk", "user__language")]


def record(
    *, notice: Notice, way: str, language: str, persons: Collection[int] = (), user: User | None = None, by: Any = None
) -> None:
    """Write down who was informed; once a version, however often it is told."""
    facts: dict[str, Any] = {
        "version": notice.version,
        "text_version": notice.text_version,
        "language": language,
        "way": NoticeWay(way),
        "by_id": getattr(by, "pk", None),
    }
    rows = [NoticeEntry(person=pk, **facts) for pk in sorted(set(persons))]
    if user is not None:
        rows.append(NoticeEntry(user_id=user.pk, **facts))
    NoticeEntry.objects.bulk_create(rows, ignore_conflicts=True)


def record_sign_up(request: HttpRequest, user: User, **_more: Any) -> None:
    """The box of the sign-up form says that the notice was read; whoever came without it reads it in a mail."""
    notice = current_notice()
    if notice is not None and request.POST.get("notice"):
        language = (translation.get_language() or "tr")[:2]
        record(notice=notice, way=NoticeWay.SIGN_UP, language=language, user=user, by=user)


def entries_of(person_id: int, user_id: int | None = None) -> Any:
    """When and how a person was informed, newest first."""
    from django.db.models import Q

    theirs = Q(person__in=numbers_of(person_id))
    return NoticeEntry.objects.filter(theirs | Q(user=user_id) if user_id else theirs)
