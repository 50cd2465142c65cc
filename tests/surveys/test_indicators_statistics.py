"""Wilson and Kaplan–Meier against values computed by hand or known from the literature."""

import pytest

from surveys.indicators.statistics import (
    Spell,
    kaplan_meier,
    median_survival,
    survival_interval,
    surviving_at,
    wilson,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (2415, 3080, 0.7692, 0.7983),
    ],
)
def test_wilson_gives_the_published_intervals(numerator: int, denominator: int, low: float, high: float) -> None:
    interval = wilson(numerator, denominator)
    assert interval is not None
    assert [round(bound, 4) for bound in interval] == [low, high]


def test_nobody_has_no_interval() -> None:
    assert wilson(0, 0) is None


# Ten people: two had a job at once, then events in months 1, 3, 3, 6, 10 and censored in 2, 6 and 12.
# S(0) = 8/10; S(1) = .8·7/8 = .7; at risk in 3: 6 → .7·4/6 = .46667; in 6: 4 at risk, 1 found → .35;
# in 10: 2 at risk → .175.
TEN = [
    Spell(0, True, 2), Spell(1, True), Spell(2, False), Spell(3, True, 2), Spell(6, True), Spell(6, False),
    Spell(10, True), Spell(12, False),
]  # fmt: skip


def test_kaplan_meier_by_hand() -> None:
    steps = kaplan_meier(TEN)
    assert [(step.months, round(step.surviving, 5)) for step in steps] == [
        (0, 0.8), (1, 0.7), (3, 0.46667), (6, 0.35), (10, 0.175),
    ]  # fmt: skip
    assert median_survival(steps) == 3
    assert surviving_at(steps, 5).months == 3
    assert surviving_at(steps, 99).surviving == pytest.approx(0.175)


def test_greenwood_by_hand() -> None:
    # 2/(10·8) + 1/(8·7) + 2/(6·4) = .12619; ln S = −.76214; S^exp(±1.96·.35523/.76214).
    step = surviving_at(kaplan_meier(TEN), 3)
    assert step.variance == pytest.approx(2 / 80 + 1 / 56 + 2 / 24)
    low, high = survival_interval(step)
    assert (round(low, 4), round(high, 4)) == (0.1496, 0.7366)


def test_a_curve_above_a_half_has_no_median() -> None:
    assert median_survival(kaplan_meier([Spell(1, True), Spell(5, False, 3)])) is None
    assert median_survival([]) is None
    assert median_survival(kaplan_meier([Spell(4, True), Spell(9, False)])) == 4


def test_all_or_nobody_found_has_no_width() -> None:
    assert survival_interval(surviving_at([], 6)) == (1.0, 1.0)
    assert survival_interval(surviving_at(kaplan_meier([Spell(2, True, 5)]), 6)) == (0.0, 0.0)
