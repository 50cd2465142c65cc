"""The surveys' figures in the catalogue: of the last closed wave, and nothing of too few people."""

from datetime import date

import pytest
from django.db import connection

from mik.common.hooks import FigureScope, FigureValue
from mik.figures import catalogue
from tests.surveys.results.answered import Answered

pytestmark = pytest.mark.django_db
YEAR = FigureScope(on=date(2025, 12, 31), since=date(2025, 1, 1))


def counted(sql: str, *values: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[int, ...] = cursor.fetchone()
    return row


def share(top: int, bottom: int) -> FigureValue:
    """The exact share, with its counts to the nearest five."""
    return FigureValue(100 * top / bottom, 5 * round(top / 5), 5 * round(bottom / 5))


def test_what_was_done_in_the_year(answered: Answered) -> None:
    assert catalogue.measure("surveys_opened", YEAR).value == 2
    assert catalogue.measure("survey_responses", YEAR).value == 580
    before = FigureScope(on=date(2025, 10, 31), since=date(2025, 1, 1))
    assert catalogue.measure("survey_responses", before).value == 0
    assert catalogue.measure("employment_rate", before) == FigureValue(None)


def test_the_headline_shares_equal_sql(answered: Answered) -> None:
    said = """SELECT count(*) FILTER (WHERE a.option IN ('4', '5')), count(*) FROM surveys_answer a
        JOIN surveys_response r ON r.id = a.response_id JOIN surveys_invitation i ON i.id = r.invitation_id
        WHERE a.question = 'overall' AND r.completed_at IS NOT NULL AND i.wave_id = %s"""
    for code, wave in (("graduate_satisfaction", answered.graduates), ("employer_satisfaction", answered.employers)):
        top, bottom = counted(said, wave.pk)
        assert catalogue.measure(code, YEAR) == share(top, bottom)
    works, seeks = counted(
        """SELECT count(*) FILTER (WHERE a.question = 'worked' AND a.option <> 'no'),
                  count(*) FILTER (WHERE a.question = 'available' AND a.option = 'yes') FROM surveys_answer a
           JOIN surveys_response r ON r.id = a.response_id JOIN surveys_invitation i ON i.id = r.invitation_id
           WHERE r.completed_at IS NOT NULL AND i.wave_id = %s""",
        answered.graduates.pk,
    )
    assert catalogue.measure("employment_rate", YEAR) == share(works, works + seeks)


def test_the_response_rate_keeps_the_population(answered: Answered) -> None:
    population = answered.graduates.population or 0
    assert catalogue.measure("survey_response_rate", YEAR) == share(500, population)


def test_too_few_people_are_not_known(answered: Answered) -> None:
    small = FigureScope(on=YEAR.on, since=YEAR.since, unit_id=answered.departments["Orman Endüstrisi"].pk)
    assert catalogue.measure("graduate_satisfaction", small) == FigureValue(None)
    assert catalogue.measure("survey_responses", small).value == 22


def test_a_row_names_nobody(answered: Answered) -> None:
    figure = catalogue.figure("istihdam_orani")
    row = figure.describe(figure.rows(YEAR).first())
    assert row.person_id is None
    assert row.label in answered.departments
    assert str(figure.formula) == "çalışan / (çalışan + iş arayan)"


def test_a_share_joins_only_the_answers_it_asks_for(answered: Answered) -> None:
    """All fourteen joined, a planner that knows nothing of the tables needed minutes for one count."""
    figure = catalogue.figure("employment_rate")
    assert figure.base
    joined = [str(rows(YEAR).query).count('JOIN "surveys_answer"') for rows in (figure.rows, figure.base)]
    assert joined == [1, 3]
