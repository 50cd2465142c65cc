"""What may be shown of a figure, at the edges of the thresholds."""

from typing import Any

import pytest

from mik.figures.disclosure import Hidden
from surveys.indicators.definitions import Indicator, Kind, Measured
from surveys.indicators.measuring import Measures
from surveys.results.shown import Shown, column, hidden_beside, shown, written


def figure(kind: Kind, value: float | None, numerator: int | None, people: int) -> Measured:
    indicator = Indicator("SAT_STUDY", "Ad", "Tanım", "pay", "payda", kind)
    return Measured(indicator, value, numerator, people, (10.0, 20.0) if kind is Kind.SHARE else None)


@pytest.mark.parametrize(
    ("kind", "people", "hidden"),
    [
        (Kind.SHARE, 22, Hidden.PERCENT),
        (Kind.SHARE, 23, None),
        (Kind.RESPONSE, 22, Hidden.PERCENT),
        (Kind.SURVIVAL, 22, Hidden.PERCENT),
        (Kind.SURVIVAL, 23, None),
        (Kind.MEAN, 7, Hidden.MEAN),
        (Kind.MEAN, 8, None),
        (Kind.MONEY, 7, Hidden.MEAN),
        (Kind.MONTHS, 8, None),
        (Kind.SHARE, 0, Hidden.NOBODY),
    ],
)
def test_the_edges(kind: Kind, people: int, hidden: Hidden | None) -> None:
    told = alone(figure(kind, 4.0, people // 2, people))
    assert told.cell.hidden == hidden
    assert (told.text == "") == (hidden is not None)


def test_a_hidden_figure_keeps_neither_interval_nor_numerator() -> None:
    told = alone(figure(Kind.SHARE, 50.0, 11, 22))
    assert (told.value, told.interval, told.numerator, told.denominator) == (None, None, None, 20)
    assert told.interval_text == ""
    assert told.counts == "20"


def test_counts_are_rounded_and_values_written() -> None:
    told = alone(figure(Kind.SHARE, 78.41, 2413, 3078))
    assert (told.text, told.counts, told.interval_text) == ("%78,4", "2.415 / 3.080", "%10,0–20,0")
    assert written(78.41, Kind.SHARE) == "%78,4"
    assert written(59_849.0, Kind.MONEY) == "59.800 TL"
    assert written(4.0, Kind.MONTHS) == "4 ay"
    assert written(4.5, Kind.MONTHS) == "4,5 ay"
    assert written(4.08, Kind.MEAN) == "4,1"


def test_who_still_waits_has_no_median_and_nothing_is_hidden() -> None:
    told = alone(figure(Kind.MONTHS, None, 3, 40))
    assert (told.text, told.cell.hidden) == ("", None)


def alone(measured: Measured) -> Shown:
    return shown(Measures({None: {measured.indicator.code: measured}}), measured.indicator.code)


def measures_of(sizes: list[int], elsewhere: int = 0) -> Measures:
    groups: dict[Any, Any] = {
        place: {"SAT_STUDY": figure(Kind.SHARE, 50.0, size // 2, size)} for place, size in enumerate(sizes)
    }
    return Measures({**groups, None: {"SAT_STUDY": figure(Kind.SHARE, 50.0, 1, sum(sizes) + elsewhere)}})


def test_a_single_hidden_department_hides_the_smallest_beside_it() -> None:
    told = column(measures_of([190, 30, 20]), "SAT_STUDY", [0, 1, 2])
    assert [told[n].cell.hidden for n in range(3)] == [None, Hidden.SECONDARY, Hidden.PERCENT]
    assert told[1].interval is None
    told = column(measures_of([190, 30, 20, 5]), "SAT_STUDY", [0, 1, 2, 3])
    assert [told[n].cell.hidden for n in range(4)] == [None, None, Hidden.PERCENT, Hidden.PERCENT]


def test_what_would_tell_a_hidden_share_is_hidden_with_it() -> None:
    """Of 28 people 20 are in the labour force: 17 at work and 20 of 28 would be 85 per cent of 20."""

    def said(code: str, top: int, bottom: int) -> Measured:
        indicator = Indicator(code, "Ad", "Tanım", "pay", "payda")
        return Measured(indicator, 100 * top / bottom, top, bottom)

    def group(work: int, force: int, people: int) -> dict[str, Measured]:
        return {
            "EMP_OVERALL": said("EMP_OVERALL", work, force),
            "LFP": said("LFP", force, people),
            "ACTIVITY_POS_FULL": said("ACTIVITY_POS_FULL", work, people),
            "FT_STUDY": said("FT_STUDY", 3, people),
        }

    found = Measures({0: group(17, 20, 28), 1: group(80, 90, 100), 2: group(60, 70, 80), None: group(157, 180, 208)})
    told = {code: [column(found, code, [0, 1, 2])[n].cell.hidden for n in range(3)] for code in group(1, 1, 1)}
    secondary = Hidden.SECONDARY
    assert told == {
        "EMP_OVERALL": [Hidden.PERCENT, None, secondary],
        "LFP": [secondary, None, secondary],
        "ACTIVITY_POS_FULL": [secondary, None, secondary],
        "FT_STUDY": [None, None, None],
    }
    few = Measures({None: group(17, 20, 28)})
    assert [shown(few, code).cell.hidden for code in ("EMP_OVERALL", "LFP", "FT_STUDY")] == [
        Hidden.PERCENT, secondary, None,
    ]  # fmt: skip


def test_a_few_graduates_of_no_department_hide_the_smallest_one() -> None:
    told = column(measures_of([190, 30], elsewhere=4), "SAT_STUDY", [0, 1])
    assert [told[n].cell.hidden for n in range(2)] == [None, Hidden.SECONDARY]


def test_who_was_erased_since_hides_no_response_rate() -> None:
    """They stay in the population, and nobody knows any more whether they had answered."""
    rate = figure(Kind.RESPONSE, 50.0, 95, 190)
    everybody = {"RR_HEADLINE": figure(Kind.RESPONSE, 50.0, 95, 193), "RR1": rate}
    told = column(Measures({0: {"RR_HEADLINE": rate}, None: everybody}), "RR_HEADLINE", [0])
    assert told[0].cell.hidden is None


def test_everybody_beside_the_own_department() -> None:
    assert hidden_beside(100, 122) is Hidden.SECONDARY
    assert hidden_beside(100, 123) is None
    assert hidden_beside(100, 100) is None
