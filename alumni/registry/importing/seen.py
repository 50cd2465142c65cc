"""Rows of one list that tell a graduation again: the later repeats the first, or shares its diploma number."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from alumni.registry.importing import rules
from alumni.registry.importing.digests import group_of, same_person, who_is
from alumni.registry.importing.layout import column_letter
from alumni.registry.importing.parsed import Context, ParsedRow, Rejected
from alumni.registry.importing.problems import Problem


@dataclass(frozen=True)
class Repeated:
    """A later row of a graduation that another row has already told."""

    row: int
    first_row: int


class Earlier(NamedTuple):
    """What is kept of a row that was read: no fact of it, only digests. ``reason`` is "" where it was taken."""

    group: bytes
    who: bytes
    row: int
    reason: str


class Seen:
    """The graduations told so far. Kept in memory, for lists that are looked at without a database."""

    def __init__(self) -> None:
        self._by_group: dict[bytes, list[Earlier]] = {}

    def find(self, groups: Collection[bytes]) -> Iterable[Earlier]:
        return (earlier for group in groups for earlier in self._by_group.get(group, ()))

    def keep(self, found: Sequence[Earlier]) -> None:
        for one in found:
            self._by_group.setdefault(one.group, []).append(one)

    def judge(
        self, items: Sequence[ParsedRow | Rejected], told: Sequence[Earlier], context: Context
    ) -> list[ParsedRow | Rejected | Repeated]:
        """A verdict for each row of a chunk, in the order of the file; ``told`` is what ``told_by`` says of each."""
        known: dict[bytes, list[Earlier]] = {}
        for earlier in self.find({one.group for one in told}):
            known.setdefault(earlier.group, []).append(earlier)
        verdicts, new = [], []
        for item, one in zip(items, told, strict=True):
            verdict = _judge(item, one, known.setdefault(one.group, []), context)
            if not isinstance(verdict, Repeated):
                known[one.group].append(one)
                new.append(one)
            verdicts.append(verdict)
        self.keep(new)
        return verdicts


def told_by(item: ParsedRow | Rejected) -> Earlier:
    """What is kept of a row, to know those behind it by."""
    draft, reason = (item.draft, item.reason) if isinstance(item, Rejected) else (item, "")
    return Earlier(group_of(draft), who_is(draft), draft.row, reason)


def _judge(
    item: ParsedRow | Rejected, one: Earlier, known: Sequence[Earlier], context: Context
) -> ParsedRow | Rejected | Repeated:
    same = [earlier for earlier in known if same_person(earlier.who, one.who)]
    # A row that was refused is no repetition of itself mended, only of itself.
    for earlier in same:
        if not earlier.reason or earlier.reason == one.reason:
            return Repeated(one.row, earlier.row)
    if known and not same and isinstance(item, ParsedRow):
        return _warned(item, known[0].row, context)
    return item


def _warned(item: ParsedRow, first_row: int, context: Context) -> ParsedRow:
    fault = rules.shared_diploma(first_row)
    index = context.mapping.get("diploma_no", 0)
    problem = Problem(
        row=item.row,
        field="diploma_no",
        reason=fault.reason,
        message=fault.message,
        remedy=fault.remedy,
        value=item.diploma_no,
        column=context.labels[index] if index < len(context.labels) else "",
        letter=column_letter(index),
    )
    return replace(item, warnings=(*item.warnings, problem))
