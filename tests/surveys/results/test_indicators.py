"""Every indicator of 500 graduates and 80 employers equals SQL written for this test alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.indicators import missing
from surveys.indicators.definitions import listed_indicators
from surveys.indicators.measuring import Measures, measure
from surveys.indicators.skills import skill_gaps
from surveys.models import Wave
from tests.surveys.results.answered import SIZES, Answered

pytestmark = pytest.mark.django_db

# One row a finished answer; ``has`` looks an option up, row by row.
FINISHED = """
WITH finished AS (
    SELECT r.id, p.parent_id AS unit, r.completed_at, i.person_id, i.programme_id, i.graduation_year
    FROM surveys_response r
    JOIN surveys_invitation i ON i.id = r.invitation_id
    LEFT JOIN units_unit p ON p.id = i.programme_id
    WHERE i.wave_id = %(wave)s AND r.completed_at IS NOT NULL
), said AS (
    SELECT f.*, (SELECT jsonb_object_agg(a.question, a.option) FROM surveys_answer a
                 WHERE a.response_id = f.id AND a.row = '' AND a.option <> '' AND a.question <> 'activities') AS o,
           EXISTS (SELECT 1 FROM surveys_answer a WHERE a.response_id = f.id AND a.question = 'activities'
                   AND a.option = 'voluntary') AS volunteers,
           (SELECT a.number FROM surveys_answer a WHERE a.response_id = f.id AND a.question = 'income') AS income,
           (SELECT a.date FROM surveys_answer a
            WHERE a.response_id = f.id AND a.question = 'first_job_month') AS first_job_on
    FROM finished f
), person AS (
    SELECT s.*, o->>'worked' <> 'no' AS works,
           o->>'worked' <> 'no' AND o->>'hours' >= 'h35' AS full_time,
           o->>'study' <> 'no' AS studies,
           coalesce(o->>'worked' = 'no' AND o->>'seeking' <> 'no' AND o->>'available' = 'yes', false) AS seeks
    FROM said s WHERE %(unit)s::int IS NULL OR unit = %(unit)s
)
"""
JOBLESS = "NOT works AND NOT studies"
SHARES = {
    "EMP_OVERALL": ("works", "works OR seeks"),
    "EMP_FT": (
        "full_time",
        "full_time OR (works AND o->>'more_hours' = 'yes') OR (seeks AND o->>'seeking' = 'full')",
    ),
    "LFP": ("works OR seeks", "true"),
    "FT_STUDY": ("o->>'study' = 'full'", "true"),
    "HIGH_SKILL": ("works AND left(o->>'occupation', 1) BETWEEN '1' AND '3'", "works AND o ? 'occupation'"),
    "ACTIVITY_POS_FULL": ("full_time AND NOT studies", "true"),
    "ACTIVITY_POS_PART": ("works AND NOT full_time AND NOT studies", "true"),
    "ACTIVITY_POS_BOTH": ("works AND studies", "true"),
    "ACTIVITY_POS_STUDY": ("NOT works AND studies", "true"),
    "ACTIVITY_POS_SEEKING": (f"{JOBLESS} AND seeks", "true"),
    "ACTIVITY_POS_VOLUNTARY": (f"{JOBLESS} AND NOT seeks AND volunteers", "true"),
    "ACTIVITY_POS_OTHER": (f"{JOBLESS} AND NOT seeks AND NOT volunteers", "true"),
    "V_MISMATCH": ("o->>'level_fit' IN ('lower', 'none')", "works"),
    "H_MISMATCH": ("o->>'field_fit' IN ('other', 'none')", "works"),
    "FULL_MATCH": ("o->>'level_fit' = 'same' AND o->>'field_fit' IN ('own', 'related')", "works"),
    "SAT_STUDY": ("(o->>'overall')::int >= 4", "true"),
    "SAT_AGAIN": ("o->>'again' = 'same'", "true"),
}
UNITS = [None, *SIZES]


def ask(sql: str, wave: Wave, unit: int | None = None, **values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"wave": wave.pk, "unit": unit, **values})
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def unit_of(answered: Answered, name: str | None) -> int | None:
    return answered.departments[name].pk if name else None


@pytest.mark.parametrize("name", UNITS)
def test_shares_of_graduates(answered: Answered, graduates: Measures, name: str | None, db: None) -> None:
    unit = unit_of(answered, name)
    counts = ", ".join(
        f"count(*) FILTER (WHERE {top}), count(*) FILTER (WHERE {bottom})" for top, bottom in SHARES.values()
    )
    found = ask(f"{FINISHED} SELECT {counts} FROM person", answered.graduates, unit)
    expected = {code: found[2 * n : 2 * n + 2] for n, code in enumerate(SHARES)}
    measured = {code: graduates.of(code, unit) for code in SHARES}
    assert {code: (one.numerator, one.denominator) for code, one in measured.items()} == expected
    for code, (top, bottom) in expected.items():
        assert measured[code].value == pytest.approx(100 * top / bottom)


@pytest.mark.parametrize("name", UNITS)
def test_income_and_satisfaction(answered: Answered, graduates: Measures, name: str | None, db: None) -> None:
    unit = unit_of(answered, name)
    median, paid, points, rated = ask(
        f"""{FINISHED} SELECT
            percentile_cont(0.5) WITHIN GROUP (ORDER BY income) FILTER (WHERE full_time),
            count(income) FILTER (WHERE full_time), sum((o->>'overall')::int), count(*) FROM person""",
        answered.graduates,
        unit,
    )
    income, mean = graduates.of("MED_SAL", unit), graduates.of("SAT_MEAN", unit)
    assert (income.value, income.denominator) == (median, paid)
    assert mean.value == pytest.approx(points / rated)
    assert mean.denominator == rated


# The product of the steps, written as a sum of logarithms over months; ``risk`` counts who is still waiting.
WAITING = f"""{FINISHED}, wait AS (
    SELECT o->>'first_job' <> 'never' AS found,
           o->>'first_job' = 'never' AND (o->>'study' = 'full' OR o->>'main_activity' = 'military') AS apart,
           CASE o->>'first_job' WHEN 'before' THEN 0 ELSE greatest(0,
               (date_part('year', ended) - date_part('year', began)) * 12
               + date_part('month', ended) - date_part('month', began)) END AS months
    FROM person p
    CROSS JOIN LATERAL (SELECT min(g.graduated_on) AS began FROM alumni_graduation g
        WHERE g.alumnus_id = p.person_id AND g.programme_id = p.programme_id AND g.year = p.graduation_year) diploma
    CROSS JOIN LATERAL (SELECT coalesce(first_job_on, (completed_at AT TIME ZONE 'Europe/Istanbul')::date) AS ended) x
    WHERE began IS NOT NULL
), step AS (
    SELECT months, events, 1 - events::float / risk AS stays FROM (
        SELECT m.months, (SELECT count(*) FROM wait w WHERE w.months = m.months AND found AND %(all)s >= apart::int)
                         AS events,
               (SELECT count(*) FROM wait w WHERE w.months >= m.months AND %(all)s >= apart::int) AS risk
        FROM (SELECT DISTINCT months FROM wait WHERE found) m) s
), curve AS (
    SELECT months, CASE WHEN bool_or(stays = 0) OVER before THEN 0
                        ELSE exp(sum(ln(nullif(stays, 0))) OVER before) END AS s
    FROM step WINDOW before AS (ORDER BY months)
)
"""


@pytest.mark.parametrize("name", UNITS)
def test_the_way_to_the_first_job(answered: Answered, graduates: Measures, name: str | None, db: None) -> None:
    unit = unit_of(answered, name)
    people, median, twelve, middle, found = ask(
        f"""{WAITING} SELECT (SELECT count(*) FROM wait), (SELECT min(months) FROM curve WHERE s <= 0.5 + 1e-9),
            (SELECT min(s) FROM curve WHERE months <= 12),
            (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY months) FROM wait WHERE found),
            (SELECT count(*) FROM wait WHERE found)""",
        answered.graduates, unit, all=1,
    )  # fmt: skip
    six, ready = ask(
        f"""{WAITING} SELECT (SELECT min(s) FROM curve WHERE months <= 6),
            (SELECT count(*) FROM wait WHERE NOT apart)""",
        answered.graduates, unit, all=0,
    )  # fmt: skip
    assert (graduates.of("TTFJ", unit).value, graduates.of("TTFJ", unit).denominator) == (median, people)
    assert (graduates.of("TTFJ_FOUND", unit).value, graduates.of("TTFJ_FOUND", unit).denominator) == (middle, found)
    assert graduates.of("TTFJ_12", unit).value == pytest.approx(100 * (1 - twelve))
    assert graduates.of("EMP_6M", unit).value == pytest.approx(100 * (1 - six))
    assert graduates.of("EMP_6M", unit).denominator == ready


@pytest.mark.parametrize("name", UNITS)
def test_response_rates(answered: Answered, graduates: Measures, name: str | None, db: None) -> None:
    unit = unit_of(answered, name)
    asked, done, partly, addressed = ask(
        """SELECT count(*), count(completed_at), count(*) FILTER (WHERE completed_at IS NULL AND page > 0),
                  count(*) FILTER (WHERE unsent <> 'no_address')
           FROM surveys_invitation i JOIN units_unit p ON p.id = i.programme_id
           LEFT JOIN surveys_response r ON r.invitation_id = i.id
           WHERE wave_id = %(wave)s AND (%(unit)s::int IS NULL OR p.parent_id = %(unit)s)""",
        answered.graduates, unit,
    )  # fmt: skip
    counts = {code: graduates.of(code, unit) for code in ("RR_HEADLINE", "RR1", "RR2", "COVERAGE")}
    assert {code: (one.numerator, one.denominator) for code, one in counts.items()} == {
        "RR_HEADLINE": (done, asked), "RR1": (done, asked), "RR2": (done + partly, asked),
        "COVERAGE": (addressed, asked),
    }  # fmt: skip
    assert [one.interval for one in counts.values()] == [None] * 4
    if unit is None:
        assert (done, asked) == (500, answered.graduates.population)


def test_employers(answered: Answered, employers: Measures, db: None) -> None:
    expected: dict[str, tuple[Any, ...]] = {}
    for code, question, good in (("EMPLOYER_SAT", "overall", "4,5"), ("HIRE_AGAIN", "hire_again", "yes")):
        expected[code] = ask(
            """SELECT count(*) FILTER (WHERE option = ANY(string_to_array(%(good)s, ','))), count(*)
               FROM surveys_answer a JOIN surveys_response r ON r.id = a.response_id
               JOIN surveys_invitation i ON i.id = r.invitation_id
               WHERE wave_id = %(wave)s AND question = %(question)s""",
            answered.employers, question=question, good=good,
        )  # fmt: skip
    for area in ("foundation", "adaptive", "collaborative", "technical", "employability"):
        agreeing, rated, mean = ask(
            """SELECT count(*) FILTER (WHERE points >= 3.5), count(*), avg(points) FROM (
                 SELECT avg(option::numeric) AS points FROM surveys_answer a JOIN surveys_response r
                 ON r.id = a.response_id JOIN surveys_invitation i ON i.id = r.invitation_id
                 WHERE wave_id = %(wave)s AND question = %(question)s AND option <> 'na' GROUP BY r.id) e""",
            answered.employers, question=f"gas_{area}",
        )  # fmt: skip
        expected[f"GAS_E_{area.upper()}"] = (agreeing, rated)
        assert employers.of(f"GAS_E_{area.upper()}_MEAN").value == pytest.approx(float(mean))
    assert expected["EMPLOYER_SAT"][1] == 80
    assert {code: (employers.of(code).numerator, employers.of(code).denominator) for code in expected} == expected


def test_skill_gaps(answered: Answered, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT own.row, count(*), sum(own.option::int), sum(job.option::int),
                      count(*) FILTER (WHERE own.option::int < job.option::int)
               FROM surveys_answer own JOIN surveys_answer job ON job.response_id = own.response_id
               AND job.row = own.row AND job.question = 'skills_needed'
               JOIN surveys_response r ON r.id = own.response_id JOIN surveys_invitation i ON i.id = r.invitation_id
               WHERE own.question = 'skills_own' AND i.wave_id = %s AND r.completed_at IS NOT NULL GROUP BY 1""",
            [answered.graduates.pk],
        )
        expected = {row[0]: row[1:] for row in cursor.fetchall()}
    assert len(expected) == 8
    gaps = skill_gaps(answered.graduates)
    assert {code: (gap.n, gap.own, gap.needed, gap.short) for code, gap in gaps.items()} == expected


def test_activities_sum_up_to_everybody(answered: Answered, graduates: Measures) -> None:
    classes = [one.code for one in graduates.indicators() if one.code.startswith("ACTIVITY_POS")]
    assert sum(graduates.of(code).numerator or 0 for code in classes) == 500


def test_each_listed_indicator_is_measured_or_refused(graduates: Measures, employers: Measures) -> None:
    measured = {one.listed or one.code for one in [*graduates.indicators(), *employers.indicators()]}
    refused = {one.code for one in missing.OF_GRADUATES}
    assert measured | refused | {"SKILL_GAP"} == set(listed_indicators())
    assert measured & refused == set()


def test_a_wave_is_measured_in_four_queries(answered: Answered, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        measure(Wave.objects.select_related("version__questionnaire").get(pk=answered.graduates.pk))
    assert len(queries) == 1 + 4
