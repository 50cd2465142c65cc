"""Disclosure control at its edges."""

import pytest

from mik.figures.disclosure import (
    Cell,
    Hidden,
    enough_for_mean,
    enough_for_percent,
    mean,
    mean_cell,
    median,
    median_cell,
    percent,
    percent_cell,
    protected,
    rounded,
    secondarily_hidden,
)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, 0), (2, 0), (2.5, 5), (3, 5), (7, 5), (7.5, 10), (8, 10), (12, 10), (13, 15), (1248, 1250)],
)
def test_counts_go_to_the_nearest_five(count: float, shown: int) -> None:
    assert rounded(count) == shown


def test_percentages_need_twenty_three_people() -> None:
    assert percent(11, 22) is None
    assert percent(11, 22.4) is None
    assert percent(9, 22.5) == 40
    assert percent(23, 23) == 100
    assert percent(0, 0) is None


def test_averages_need_eight_people() -> None:
    assert mean(28, 7) is None
    assert mean(32, 8) == 4
    assert median(4.0, 7) is None
    assert median(4.0, 8) == 4.0
    assert median(None, 0) is None


def test_a_hidden_cell_says_why() -> None:
    assert percent_cell(3, 22) == Cell(None, Hidden.PERCENT)
    assert mean_cell(3, 7) == Cell(None, Hidden.MEAN)
    assert median_cell(3, 7) == Cell(None, Hidden.MEAN)
    assert percent_cell(0, 0) == Cell(None, Hidden.NOBODY)
    assert percent_cell(23, 46) == Cell(50)
    assert [str(Hidden.PERCENT.label), str(Hidden.MEAN.label)] == ["gizli: 23 kişiden az", "gizli: 7 kişi veya daha az"]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([100, 50, 30], set()),  # nothing small
        ([100, 50, 30, 20], {2}),  # 20 alone = total minus the rest: the 30 goes too
        ([100, 50, 20, 5], set()),  # 25 people together may be known
        ([20], set()),  # nothing left to hide
        ([100, 50, 0], set()),  # nobody is nothing to protect
        ([40, 23, 1], {1}),
        ([30, 30, 2], {0}),
    ],
)
def test_what_could_be_subtracted_is_hidden_too(sizes: list[float], hidden: set[int]) -> None:
    assert secondarily_hidden(sizes, enough_for_percent) == hidden


@pytest.mark.parametrize(("elsewhere", "hidden"), [(0, set()), (1, {1}), (22, {1}), (23, set())])
def test_people_of_no_row_could_be_subtracted_as_well(elsewhere: int, hidden: set[int]) -> None:
    assert secondarily_hidden([100, 50], enough_for_percent, elsewhere=elsewhere) == hidden


def test_a_column_tells_which_cell_guards_another() -> None:
    cells = [mean_cell(400, 100), mean_cell(36, 9), mean_cell(20, 5)]
    assert protected(cells, [100, 9, 5], enough_for_mean) == [
        Cell(4),
        Cell(None, Hidden.SECONDARY),
        Cell(None, Hidden.MEAN),
    ]
