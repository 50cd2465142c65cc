"""What those may see of a cut who may not see its graduates: the public, and a representative beyond the department.

The rule, of which there is one: every count is told to the nearest five, however it is asked for, and everything else
(shares, growth, means) is computed from what is told. Questions are of two dimensions at most (rows and columns, or
rows and one filter) and of fixed categories. A third dimension would give sums enough to narrow small groups down from
several sides, and sliding a range over years would show where a count steps from one five to the next.

Rounding alone has corners, which ``disclosure.gives_away`` knows: a total that can only come about if a group told as
«fewer than three» is not empty. So each total of a question's table is held against its parts, whichever dimension is
the filter, and where it would give one away, all of these parts are hidden.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alumni.numbers.dimensions import KNOWN
from alumni.numbers.engine import MEASURES, NOBODY, Counts, Cut, Key
from mik.figures import disclosure
from mik.figures.disclosure import Cell, Hidden

HIDDEN = Cell(None, Hidden.SECONDARY)
# The cells below one total: the key of the total, and the place in it that is divided.
Group = tuple[Key, int]


def groups_of(key: Key) -> Iterator[Group]:
    """The totals a cell is a part of."""
    for place, own in enumerate(key):
        if own is not None:
            yield (*key[:place], None, *key[place + 1 :]), place


@dataclass(frozen=True)
class Numbers:
    """A cut as one reader may see it. ``is_told``: to the nearest five; ``hidden``: by measure, groups that stay dark.

    A group is hidden whole, its empty cells too: those without anybody must not stand out.
    """

    by: tuple[str, ...]
    cells: Mapping[Key, Counts]
    at: datetime
    is_told: bool = False
    hidden: Mapping[str, Collection[Group]] = field(default_factory=dict)
    # What stands behind the keys asked about: the one filter, which is a dimension of the protected table.
    tail: Key = ()

    def cell(self, measure: str, *key: str | None) -> Cell:
        whole = (*key, *self.tail)
        count = getattr(self.cells.get(whole, NOBODY), measure)
        if not self.is_told:
            return Cell(count)
        dark = self.hidden.get(measure, ())
        return HIDDEN if any(group in dark for group in groups_of(whole)) else Cell(disclosure.rounded(count))

    def keys(self, place: int) -> list[str]:
        """Categories with somebody in them; of told numbers those that round to more than nobody."""
        wanted = len(self.by)
        return [
            own
            for key, counts in self.cells.items()
            if key[wanted:] == self.tail and (own := key[place]) is not None
            and all(other is None for n, other in enumerate(key[:wanted]) if n != place)
            and (disclosure.rounded(counts.graduates) or not self.is_told)
        ]  # fmt: skip


def exact(cut: Cut) -> Numbers:
    return Numbers(cut.by, cut.cells, cut.at)


def told(cut: Cut, *, tail: Key = ()) -> Numbers:
    """The protected numbers of a cut; ``tail``: the chosen keys of its last dimensions, which were a filter."""
    hidden = {measure: _given_away(cut, number) for number, measure in enumerate(MEASURES)}
    return Numbers(cut.by[: len(cut.by) - len(tail)], cut.cells, cut.at, True, hidden, tail)


def _given_away(cut: Cut, measure: int) -> set[Group]:
    """The groups below totals that would give one of their cells away."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for key, counts in cut.cells.items():
        for group in groups_of(key):
            groups[group].append(counts[measure])
    return {
        (total, place)
        for (total, place), sizes in groups.items()
        if disclosure.gives_away(cut.cells[total][measure], [*sizes, *[0] * _empty(cut.by[place], sizes)])
    }


def _empty(code: str, sizes: Collection[int]) -> int:
    """Categories anybody knows to exist, in which nobody is: for all that can be told, somebody might be."""
    return max(KNOWN[code].domain - len(sizes), 0)


def share(part: Cell, whole: Cell, *, is_told: bool) -> Cell:
    """A percentage of two cells."""
    if part.hidden or whole.hidden:
        return HIDDEN
    if not whole.value:
        return Cell(None, Hidden.NOBODY)
    if not is_told:
        return Cell(100 * (part.value or 0) / whole.value)
    value = disclosure.share_of_told(part.value, whole.value)
    return Cell(value, None if value is not None else Hidden.PERCENT)
