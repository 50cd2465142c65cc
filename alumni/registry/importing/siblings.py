"""Rows of one chunk that tell the same person, a diploma each: what one of them says holds for all.

Numbers of people are unique, so the rows of one person land on one record or not at all; and rows of two people never
land on one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Landing
from alumni.registry.importing.parsed import ParsedRow
from mik.people.models import Person

Choice = ImportVerdict.Choice
Key = tuple[str, str | bytes]


def tie(landings: Sequence[Landing], by_number: Mapping[bytes, Person]) -> None:
    """Give rows that share a number one record, found or to be made; none of them lands where the numbers disagree.

    ``by_number``: the records that bear the numbers of the chunk. Where nobody has a passport, one number says it all.
    """
    if not any(landing.row.hashes[1] for landing in landings):
        return
    for group in _same_people(one for one in landings if any(one.row.hashes) and not one.row.row_key):
        found = {landing.person.pk: landing.person for landing in group if landing.person is not None}
        found |= {by_number[n].pk: by_number[n] for one in group for n in one.row.hashes if n and n in by_number}
        national = {one.row.hashes[0] for one in group} | {_national(person) for person in found.values()}
        fullest = max(group, key=lambda landing: sum(map(bool, landing.row.hashes))).row
        for landing in group:
            if len(found) > 1 or len(national - {None}) > 1:
                landing.refusal = "numbers_differ"
            elif found:
                (landing.person,) = found.values()
            else:
                landing.told_with = fullest


def _national(person: Person) -> bytes | None:
    return bytes(person.tckn_hash) if person.tckn_hash else None


def share_choices(landings: Sequence[Landing], meant: dict[int, int | None]) -> list[tuple[Landing, Landing]]:
    """Give the record chosen for a row to the same person's rows that nobody decided about.

    ``meant``: row → record, and is added to. Returns those rows, each with the one it was chosen for. Where the rows of
    one person were decided differently, none of them lands.
    """
    given = []
    for group in _same_people(one for one in landings if one.person is None or one.choice == Choice.SAME):
        decided = [landing for landing in group if landing.choice == Choice.SAME]
        chosen = {meant[landing.row.row] for landing in decided}
        if len(chosen) > 1 or (chosen and any(landing.choice == Choice.NEW for landing in group)):
            for landing in group:
                landing.refusal = "choices_differ"
        elif chosen:
            others = [landing for landing in group if landing.choice != Choice.SAME]
            meant.update(dict.fromkeys((landing.row.row for landing in others), *chosen))
            given += [(landing, decided[0]) for landing in others]
    return given


def _same_people(landings: Iterable[Landing]) -> list[list[Landing]]:
    """Those that tell one person; one number in common is enough, so a later row may tie two groups together."""
    groups: dict[Key, list[Landing]] = {}
    for landing in landings:
        tied = {id(groups[key]): groups[key] for key in _keys(landing.row) if key in groups}
        whole = [*(one for group in tied.values() for one in group), landing]
        groups.update((key, whole) for one in whole for key in _keys(one.row))
    return list({id(group): group for group in groups.values()}.values())


def _keys(row: ParsedRow) -> Iterator[Key]:
    for name, number in zip(("tckn", "passport"), row.hashes, strict=True):
        if number:
            yield name, number
    if row.person_key and not any(row.hashes):
        yield row.person_key


class Claims:
    """The numbers that the rows of one chunk say each record has: a record is never two people."""

    def __init__(self, landings: Iterable[Landing]) -> None:
        """Begins with the rows whose record a number found; nobody chose for these."""
        self._told: dict[int, tuple[bytes | None, bytes | None]] = {}
        for landing in landings:
            if landing.person is not None and landing.choice != Choice.SAME:
                self.admit(landing.person.pk, landing.row)

    def admit(self, record: int, row: ParsedRow) -> bool:
        """Note the row's numbers; False where an earlier row said another one of this record."""
        (national, passport), known = row.hashes, self._told.get(record, (None, None))
        if any(mine and other and mine != other for mine, other in zip(row.hashes, known, strict=True)):
            return False
        self._told[record] = (known[0] or national, known[1] or passport)
        return True
