"""What somebody can find out who asks everything the public pages answer, and knows the rule.

The attack holds an interval for every number told and narrows them by every sum they must satisfy, across all tables:
rows against totals, totals against filters, one question against another. No group told as «fewer than three» may be
shown to have somebody in it.
"""

from collections import defaultdict
from itertools import combinations, permutations

import pytest
from django.test import Client
from django.urls import reverse

from alumni.numbers.dimensions import DIMENSIONS, KNOWN
from alumni.numbers.engine import MEASURES, Counts, Cut, Key, cut
from alumni.numbers.protecting import groups_of, told
from mik.figures import disclosure
from tests.alumni.numbers.conftest import Making

pytestmark = pytest.mark.django_db
MANY = 10**6
SOME = ("bolum", "duzey", "donem", "cinsiyet", "uyruk", "il")
# A number told and a dimension by which it is divided: the sum of the parts is at least the number.
Name = frozenset[tuple[str, str]]
Interval = tuple[float, float]


def test_a_total_that_gives_a_small_group_away_is_known() -> None:
    assert disclosure.gives_away(8, [2, 2, 2, 2])  # told 10 and four times nothing
    assert disclosure.gives_away(13, [12, 1])  # told 15 and 10: somebody is in the other
    assert not disclosure.gives_away(13, [12, 1, 0, 0])
    assert not disclosure.gives_away(24, [12, 12])  # nothing small to be told of
    assert not disclosure.gives_away(0, [])


def test_the_small_group_and_its_neighbours_stay_dark() -> None:
    cells = {("6", "f"): 12, ("6", "m"): 1, ("6", None): 13, (None, "f"): 12, (None, "m"): 1, (None, None): 13}
    whole = Cut(("duzey", "yil"), {key: Counts(n) for key, n in cells.items()}, None)  # type: ignore[arg-type]
    numbers = told(whole)
    assert [numbers.cell("graduates", "6", key).value for key in ("f", "m", "x")] == [None, None, None]
    assert numbers.cell("graduates", "6", None).value == 15
    assert numbers.cell("members", "6", "f").value == 0


def test_shares_come_from_what_is_told() -> None:
    assert disclosure.share_of_told(10, 25) == 40
    assert disclosure.share_of_told(5, 20) is None
    assert disclosure.share_of_told(30, 25) == 100
    assert disclosure.share_of_told(None, 100) is None


# --- The attack ------------------------------------------------------------------------------------


def everything_told(measure: str) -> dict[Name, float | None]:
    """Each number the public page gives for any rows, with columns or with a filter: None where it is hidden."""
    found: dict[Name, float | None] = {}
    for by in permutations(SOME, 2):
        whole = cut(*by)
        for tail in [(), *((last,) for last in whole.keys(1))]:
            numbers = told(whole, tail=tail)
            for key in whole.cells:
                if not tail or key[1:] == tail:
                    _hear(found, by, key, numbers.cell(measure, *key[: len(numbers.by)]).value)
    return found


def _hear(found: dict[Name, float | None], by: tuple[str, ...], key: Key, value: float | None) -> None:
    """The same number is told the same however it is asked for, or hidden however it is asked for."""
    name = frozenset((code, own) for code, own in zip(by, key, strict=True) if own is not None)
    assert found.setdefault(name, value) == value, name


def narrowed(told_numbers: dict[Name, float | None], rounds: int = 6) -> dict[Name, Interval]:
    """Intervals of the true counts after every sum has been used, again and again."""
    known: dict[Name, Interval] = {name: _interval(value) for name, value in told_numbers.items()}
    sums = _sums(known)
    for _ in range(rounds):
        changed = False
        for (whole, code), parts in sums.items():
            changed |= _narrow(known, whole, code, parts)
        if not changed:
            break
    return known


def _interval(value: float | None) -> Interval:
    return (0, MANY) if value is None else (max(value - 2, 0), value + 2)


def _sums(known: dict[Name, Interval]) -> dict[tuple[Name, str], list[Name]]:
    found: dict[tuple[Name, str], list[Name]] = defaultdict(list)
    for name in known:
        for pair in name:
            found[name - {pair}, pair[0]].append(name)
    return found


def _narrow(known: dict[Name, Interval], whole: Name, code: str, parts: list[Name]) -> bool:
    """A part is no more than its whole, and no less than what the other parts at their most leave of it.

    Somebody with two diplomas or homes is in two parts, so that the parts together are never less than the whole. Of
    categories that anybody knows to exist, those nobody was found in might hold some too.
    """
    low, high = known[whole]
    unseen = max(KNOWN[code].domain - len(parts), 0) * 2
    most = sum(known[part][1] for part in parts) + unseen
    before = [known[one] for one in (*parts, whole)]
    for part in parts:
        own_low, own_high = known[part]
        known[part] = (max(own_low, low - (most - own_high)), min(own_high, high))
    known[whole] = (max(low, *(known[part][0] for part in parts)), min(high, most))
    return before != [known[one] for one in (*parts, whole)]


@pytest.mark.parametrize(("seed", "size"), [(1, 60), (2, 90), (3, 240)])
def test_no_small_group_is_shown_to_have_somebody_in_it(registry: Making, seed: int, size: int) -> None:
    registry(seed=seed, size=size)
    truth: dict[Name, Counts] = {}
    for by in combinations(SOME, 2):
        for key, counts in cut(*by).cells.items():
            truth[frozenset((c, own) for c, own in zip(by, key, strict=True) if own is not None)] = counts
    for number, measure in enumerate(MEASURES):
        known = narrowed(everything_told(measure))
        small = [name for name, counts in truth.items() if 0 < counts[number] < 3]
        assert len(small) > 3
        assert all(known[name][0] <= truth[name][number] <= known[name][1] for name in truth), "the attack reasons well"
        found_out = [(set(name), truth[name][number], known[name]) for name in small if known[name][0] > 0]
        assert found_out == []


def test_without_hiding_the_attack_succeeds() -> None:
    """The attack is worth something: four groups of two, told by rounding alone, are found out to the last."""
    bare: dict[Name, float | None] = {frozenset(): disclosure.rounded(8)}
    bare |= {frozenset({("duzey", key)}): disclosure.rounded(2) for key in "5678"}
    known = narrowed(bare)
    assert {known[name] for name in bare if name} == {(2, 2)}


# --- The pages give nothing else --------------------------------------------------------------------


def test_the_public_pages_offer_no_other_question(client: Client, registry: Making) -> None:
    registry()
    page = client.get(reverse("figures_cut:cut_table"))
    fields = page.context["page"].form.fields
    assert {"yil_ilk", "yil_son", "uye", "ulasim", "program", "yil"} & set(fields) == set()
    assert {code for code, _label in fields["satir"].choices} == {c for c, one in DIMENSIONS.items() if one.public}
    for asked in ({"cinsiyet": "f", "uyruk": "TR"}, {"cinsiyet": "f", "sutun": "donem"}, {"duzey": "6"}):
        two = client.get(reverse("figures_cut:cut_table"), {"satir": "duzey", **asked}).context["page"]
        assert len([*two.question.by, *two.question.filters.values]) <= 2
        assert two.form.non_field_errors()
    sly = client.get(
        reverse("figures_cut:cut_table"), {"satir": "program", "sutun": "uye", "yil_ilk": "2000", "program": "1"}
    )
    heard = sly.context["page"].question
    assert (heard.by, heard.filters.values, heard.filters.year_from) == (("fakulte",), {}, None)


@pytest.mark.parametrize("query", ["", "satir=duzey&sutun=cinsiyet", "satir=uyruk&olcu=uye&sutun=donem", "satir=il",
                                   "satir=duzey&cinsiyet=f"])  # fmt: skip
def test_page_and_file_say_the_same_and_only_fives(client: Client, registry: Making, query: str) -> None:
    registry(size=90)
    page = client.get(reverse("figures_cut:cut_table") + f"?{query}")
    table = page.context["table"]
    numbers = page.context["page"].answer.numbers
    for key in numbers.cells:
        for measure in MEASURES:
            value = numbers.cell(measure, *key[: len(numbers.by)]).value
            assert value is None or value % 5 == 0
    text = client.get(reverse("figures_cut:cut_download") + f"?bicim=csv&{query}").content.decode("utf-8-sig")
    lines = [line.split(";") for line in text.splitlines()]
    assert lines[0] == [table.corner.label, *(one.label for one in table.head)]
    for line, row in zip(lines[1:], [*table.rows, table.total], strict=False):
        for told_cell, cell in zip(line[1:], row.cells, strict=True):
            assert told_cell in {cell.words, str(int(cell.value)) if cell.value and cell.value % 1 == 0 else "",
                                 f"{cell.value:.1f}".replace(".", ",") if cell.value else ""}  # fmt: skip


def test_growth_is_computed_from_what_is_told(client: Client, registry: Making) -> None:
    registry(size=90)
    page = client.get(reverse("figures_cut:cut_growth"))
    lines = page.context["page"].lines
    told_years = {line.year: line.graduates.value for line in lines}
    assert all(value is None or value % 5 == 0 for value in told_years.values())
    by_then = 0.0
    for line in lines:
        by_then += told_years[line.year] or 0
        assert line.by_then == by_then
        if line.mean is not None:
            assert line.mean == sum(told_years[line.year - back] or 0 for back in range(5)) / 5
        before = told_years.get(line.year - 1)
        assert line.change == (
            100 * ((told_years[line.year] or 0) - before) / before if before and before >= 22.5 else None
        )


def test_a_cell_belongs_to_a_total_for_each_of_its_keys() -> None:
    key: Key = ("6", None, "f")
    assert list(groups_of(key)) == [((None, None, "f"), 0), (("6", None, None), 2)]
