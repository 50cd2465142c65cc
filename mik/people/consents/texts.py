"""Writing the texts: a draft, then a version with a date that nobody edits any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.people.consents.models import ConsentEntry, ConsentText, NoticeEntry
from mik.people.consents.purposes import NOTICE, has_channels, subjects


class TextRefused(Exception):
    """The text cannot be published as it is; the message may be shown."""


def draft_of(subject: str) -> ConsentText:
    """The draft of a subject, or a new one that starts from the version in force; not saved."""
    draft = ConsentText.objects.filter(subject=subject, published_at__isnull=True).first()
    if draft is not None:
        return draft
    current = ConsentText.objects.current(subject)
    if current is None:
        return ConsentText(subject=subject, channels=["email"] if has_channels(subject) else [], asks_again=True)
    return ConsentText(
        subject=subject, body_tr=current.body_tr, body_en=current.body_en, channels=list(current.channels)
    )


@transaction.atomic
def save_draft(*, draft: ConsentText, by: User) -> ConsentText:
    draft.by = by
    draft.save()
    return draft


def drop_draft(*, subject: str) -> bool:
    return bool(ConsentText.objects.filter(subject=subject, published_at__isnull=True).delete()[0])


@transaction.atomic
def publish(*, subject: str, by: User) -> ConsentText:
    """Make the draft the version in force. TextRefused says what is missing; a second click finds no draft."""
    draft = ConsentText.objects.select_for_update().filter(subject=subject, published_at__isnull=True).first()
    if draft is None or subject not in subjects():
        raise TextRefused(_("Yayımlanacak bir taslak yok."))
    current = ConsentText.objects.current(subject)
    check(draft, current)
    draft.number = (current.number or 0) + 1 if current else 1
    draft.code, draft.published_at, draft.by = _code(subject), timezone.now(), by
    draft.save()
    return draft


def check(draft: ConsentText, current: ConsentText | None) -> None:
    if not draft.body_tr.strip() or not draft.body_en.strip():
        raise TextRefused(_("Metin Türkçe ve İngilizce birlikte yayımlanır; ikisi de yazılmalı."))
    if has_channels(draft.subject) and not draft.channels:
        raise TextRefused(_("En az bir kanal seçin."))
    if current is None:
        return
    if (draft.body_tr, draft.body_en, draft.channels) == (current.body_tr, current.body_en, current.channels):
        raise TextRefused(_("Taslak yürürlükteki metinle aynı."))
    if not draft.change_tr.strip():
        raise TextRefused(_("Neyin değiştiğini bir cümleyle yazın; üyeler bu cümleyi görür."))


def _code(subject: str) -> str:
    """2026-11, and 2026-11.2 for the second version of a month."""
    month = f"{timezone.localdate():%Y-%m}"
    taken = ConsentText.objects.published().filter(subject=subject, code__startswith=month).count()
    return f"{month}.{taken + 1}" if taken else month


def affected(subject: str) -> int:
    """How many people a version that asks again would ask: those who agree today, or have had the notice."""
    if subject == NOTICE:
        counting = NoticeEntry.objects.counting()
        return counting.exclude(person=None).values("person").distinct().count()
    return ConsentEntry.objects.filter(purpose=subject).in_force().values("person").distinct().count()


@dataclass(frozen=True)
class Piece:
    """Some words of a comparison. ``kind``: same, gone or new."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Word by word, in the order of reading."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        pieces += [Piece("gone", "".join(old[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("new", "".join(new[j1:j2]))] if j2 > j1 else []
    return pieces


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines(keepends=True) for word in _split(line)]


def _split(line: str) -> Iterable[str]:
    parts = line.replace("\r", "").split(" ")
    yield from (part + " " for part in parts[:-1])
    yield parts[-1]
