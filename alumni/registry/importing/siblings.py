"""Rows of one chunk and the record somebody chose for one of them: what follows for the others.

A list may tell one person in several rows, a diploma each. Numbers of people are unique, so the rows of one person land
on one record or not at all; and rows of two people never land on one.
"""

from collections.abc import Iterable, Iterator, Sequence

from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Landing
from alumni.registry.importing.parsed import ParsedRow

Choice = ImportVerdict.Choice
Key = tuple[str, str | bytes]


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
