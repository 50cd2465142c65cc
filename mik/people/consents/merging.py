"""Two records of one person, and one record that was two after all: the ledger tells both by adding.

Entries keep the number they were made under. A merge adds, for the record that stays, the words that follow from both;
taking it back adds what stood before, and where the person withdrew in between, withdraws for the other record too. So
the question what is in force knows nothing of merges, and no undo needs to change an entry.
"""

from collections.abc import Iterable

from mik.common.hooks import Merging
from mik.people.consents.models import Act, ConsentEntry, How, NoticeEntry

Key = tuple[str, str]
_COPIED = ("purpose", "channel", "version", "text_version", "language", "network", "device", "document")


def unite(merging: Merging) -> None:
    """A consent taken back on either record is taken back; of two given ones the later speaks."""
    words = _last(*merging.ids)
    winner, loser = words[merging.winner_id], words[merging.loser_id]
    made = (_united(winner.get(key), word, merging) for key, word in loser.items())
    ConsentEntry.objects.bulk_create([entry for entry in made if entry is not None])
    _unite_notices(merging)


def _united(own: ConsentEntry | None, other: ConsentEntry, merging: Merging) -> ConsentEntry | None:
    if other.act == Act.VOID:
        return None
    if own is None or own.act == Act.VOID:
        return _copy(other, merging, How.MERGE)
    if own.act == Act.WITHDRAWN:
        return None
    if other.act == Act.WITHDRAWN:
        entry = _copy(other, merging, How.MERGE)
        entry.said_at = merging.at
        return entry
    return _copy(other, merging, How.MERGE) if other.said_at > own.said_at else None


def separate(merging: Merging) -> None:
    """After a merge was taken back. ``merging.at``: when the two were merged."""
    entries = ConsentEntry.objects.filter(person=merging.winner_id).order_by("pk")
    words: dict[Key, list[ConsentEntry]] = {}
    for entry in entries:
        words.setdefault((entry.purpose, entry.channel), []).append(entry)
    others = _last(merging.loser_id)[merging.loser_id]
    origins = set(ConsentEntry.objects.filter(person=merging.loser_id).values_list("pk", flat=True))
    made = (
        entry
        for key, said in words.items()
        for entry in _separated(said, others.get(key), origins, merging)
        if said[-1].at >= merging.at
    )
    ConsentEntry.objects.bulk_create(list(made))


def _separated(
    said: list[ConsentEntry], other: ConsentEntry | None, origins: set[int], merging: Merging
) -> Iterable[ConsentEntry]:
    last = said[-1]
    if last.how == How.MERGE and last.origin in origins:
        before = said[-2] if len(said) > 1 else None
        entry = _copy(before or last, merging, How.UNMERGE)
        if before is None:
            entry.act, entry.person = Act.VOID, merging.winner_id
        entry.person = merging.winner_id
        yield entry
    elif last.act == Act.WITHDRAWN and other is not None and other.act == Act.GIVEN:
        entry = _copy(last, merging, How.UNMERGE)
        entry.person = merging.loser_id
        yield entry


def _copy(word: ConsentEntry, merging: Merging, how: How) -> ConsentEntry:
    return ConsentEntry(
        person=merging.winner_id,
        act=word.act,
        said_at=word.said_at,
        how=how,
        by_id=merging.by_id,
        origin=word.pk,
        **{name: getattr(word, name) for name in _COPIED},
    )


def _last(*person_ids: int) -> dict[int, dict[Key, ConsentEntry]]:
    """The last words of each, in one query."""
    rows = ConsentEntry.objects.filter(person__in=person_ids).order_by("person", "purpose", "channel", "-pk")
    found: dict[int, dict[Key, ConsentEntry]] = {person_id: {} for person_id in person_ids}
    for row in rows.distinct("person", "purpose", "channel"):
        found[row.person][row.purpose, row.channel] = row
    return found


def _unite_notices(merging: Merging) -> None:
    """Who was informed under one number is not informed again under the other."""
    told = NoticeEntry.objects.filter(person=merging.loser_id)
    NoticeEntry.objects.bulk_create(
        [
            NoticeEntry(
                person=merging.winner_id,
                version=row.version,
                text_version=row.text_version,
                language=row.language,
                way=row.way,
                by_id=row.by_id,
            )
            for row in told
        ],
        ignore_conflicts=True,
    )
