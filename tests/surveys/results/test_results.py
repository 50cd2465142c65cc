"""The results pages: who sees them, what stands on them, and that no form of them holds a hidden number."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mik.accounts.models import User
from mik.common.tables import read_table
from mik.figures.disclosure import Cell
from surveys.indicators.measuring import Measures
from surveys.models import Wave
from surveys.questionnaires.content import CODED_TYPES
from surveys.results.answers import Result, results
from surveys.results.page import Results, results_page
from surveys.results.pictures import opinions
from surveys.results.place import Place
from tests.factories.accounts import UserFactory, represent
from tests.factories.surveys import AnswerFactory, ResponseFactory, VersionFactory, WaveFactory, question
from tests.surveys.results.answered import SIZES, Answered

pytestmark = pytest.mark.django_db
MakeClient = Callable[[User | None], Client]
BIG, SMALL, TINY = "Makine Mühendisliği", "Orman Endüstrisi", "Deniz Ulaştırma"


def represented(answered: Answered, name: str) -> tuple[User, int]:
    user = UserFactory.create()
    unit = answered.departments[name]
    represent(user, unit)
    return user, unit.pk


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def desk(client_for: MakeClient, user: User, wave: Wave, **query: str) -> Any:
    return client_for(user).get(reverse("coordinator:survey_results", args=[wave.pk]), query)


def test_the_office_reads_headlines_with_formula_and_counts(
    answered: Answered, coordinator: User, client_for: MakeClient
) -> None:
    response = desk(client_for, coordinator, answered.graduates)
    text = text_of(response.content.decode())
    population = answered.graduates.population
    assert population == 732
    assert "1–30 Kasım 2025 · 730 davet, 500 tamamlanan yanıt · soru seti sürüm 1" in text
    assert "Yanıt oranı %68,3" in text
    assert "tamamlanan yanıt hedef kitle Pay / n 500 / 730" in text
    assert "%95 güven aralığı:" in text
    assert "Neden bazı hücreler gizli?" in text
    assert "Bu veriden hesaplanamayan göstergeler" in text


def test_a_department_stands_beside_the_university(answered: Answered, client_for: MakeClient) -> None:
    user, unit = represented(answered, BIG)
    response = client_for(user).get(reverse("department_surveys:results", args=[unit, answered.graduates.pk]))
    found: Results = response.context["found"]
    assert found.place.unit == answered.departments[BIG]
    assert [tile.everybody is not None for tile in found.tiles] == [True, True, True]
    text = text_of(response.content.decode())
    assert "Makine Mühendisliği Bölümünüz" in text
    assert "üniversite %" in text


def test_a_representative_of_another_unit_finds_nothing(answered: Answered, client_for: MakeClient) -> None:
    user, _unit = represented(answered, BIG)
    other = answered.departments[SMALL].pk
    names = ("wave_list", "results", "results_print", "results_download")
    for name in names:
        args = [other] if name == "wave_list" else [other, answered.graduates.pk]
        assert client_for(user).get(reverse(f"department_surveys:{name}", args=args)).status_code == 404
    desk_page = reverse("coordinator:survey_results", args=[answered.graduates.pk])
    assert client_for(user).get(desk_page).status_code == 404


def test_a_wave_in_preparation_is_the_offices(answered: Answered, coordinator: User, client_for: MakeClient) -> None:
    user, unit = represented(answered, BIG)
    draft = WaveFactory.create(state="draft", version=answered.graduates.version)
    client = client_for(user)
    assert client.get(reverse("department_surveys:results", args=[unit, draft.pk])).status_code == 404
    waves = list(client.get(reverse("department_surveys:wave_list", args=[unit])).context["waves"])
    assert draft not in waves
    assert answered.graduates in waves
    assert "Henüz yanıt yok" in desk(client_for, coordinator, draft).content.decode()


def test_while_a_wave_runs_only_the_response_rate_is_told(
    answered: Answered, coordinator: User, client_for: MakeClient
) -> None:
    wave = answered.graduates
    Wave.objects.filter(pk=wave.pk).update(state="open", closed_at=None, closes_on="2099-01-01")
    response = desk(client_for, coordinator, wave)
    found: Results = response.context["found"]
    assert [tile.figure.indicator.code for tile in found.tiles] == ["RR_HEADLINE", "RR2", "COVERAGE"]
    assert found.pages == []
    assert found.opinions is None
    assert "Sonuçlar anket kapanınca açılır" in response.content.decode()
    hidden = client_for(coordinator).get(reverse("coordinator:survey_indicator", args=[wave.pk, "EMP_OVERALL"]))
    assert hidden.status_code == 404


def test_the_table_hides_small_departments_wherever_it_is_sorted(answered: Answered) -> None:
    place = Place(answered.graduates)
    table = results_page(place, order="-istihdam").departments
    assert table is not None
    # Nothing at all of the two smallest: what is hidden of the one could be subtracted from the other.
    assert {row.label for row in table.small} == {SMALL, TINY}
    hidden = {row.label: [figure.cell.hidden for figure in row.figures] for row in table.small}
    assert hidden == {TINY: ["percent", "percent", "mean"], SMALL: ["secondary", "percent", "secondary"]}
    assert [figure.text for row in table.small for figure in row.figures] == [""] * 6
    values = [row.figures[1].value for row in table.rows if row.figures[1].value is not None]
    assert values == sorted(values, reverse=True)


@pytest.fixture
def secrets(graduates: Measures, answered: Answered) -> set[str]:
    """What the tiny department's employment would read as, in either way of writing."""
    measured = graduates.of("EMP_OVERALL", answered.departments[SMALL].pk)
    assert measured.value is not None
    return {f"{measured.value:.1f}", f"{measured.value:.1f}".replace(".", ",")}


@pytest.mark.parametrize("form", ["html", "print", "xlsx", "csv"])
def test_no_form_holds_a_hidden_number(
    answered: Answered, secrets: set[str], client_for: MakeClient, form: str
) -> None:
    """Row by row: beside the department's name stands the reason and no figure."""
    user, unit = represented(answered, SMALL)
    name = {"html": "results", "print": "results_print"}.get(form, "results_download")
    address = reverse(f"department_surveys:{name}", args=[unit, answered.graduates.pk])
    response = client_for(user).get(address, {"bicim": "csv"} if form == "csv" else {})
    if form in {"html", "print"}:
        page = response.content.decode()
        row = next(row for row in page.split("<tr") if 'scope="row">Orman Endüstrisi' in row)
        assert 'gizli<span class="vh">: 23 kişiden az</span>' in row
        tiles = page[: page.index("Bölümlere göre")]
        assert not any(secret in text_of(part) for secret in secrets for part in (row, tiles))
        return
    table = read_table(BytesIO(response.content), f"sonuc.{form}")
    rows = [[str(cell or "") for cell in row.cells] for row in table.sheets[0].rows()]
    mine = [row for row in rows if row[1] == SMALL and row[2] == "Genel istihdam oranı"]
    assert mine
    assert {row[3] for row in mine} == {"gizli: 23 kişiden az"}
    assert {tuple(row[4:7]) for row in mine} == {("", "", "")}


def test_a_chart_gets_no_hidden_share(answered: Answered) -> None:
    """Of 22 people no share is drawn: neither as a bar nor in the title or description of the SVG."""
    found = results_page(Place(answered.graduates, answered.departments[SMALL]))
    matrices = [result for _page, results in found.pages for result in results if result.statements]
    assert [opinions(result) for result in matrices] == [None] * len(matrices)
    assert found.opinions is None
    assert found.activities is None
    big = results_page(Place(answered.graduates, answered.departments[BIG])).opinions
    assert big is not None
    assert "%" in big.wide


def test_answers_that_would_tell_of_a_smaller_department_are_kept(answered: Answered) -> None:
    """The mean of the 22 is hidden for the sake of the 7, and so is what it could be computed from."""
    found = results_page(Place(answered.graduates, answered.departments[SMALL]))
    cells = [cell for _page, page in found.pages for result in page for cell in _own_cells(result)]
    assert len(cells) > 100
    assert {cell.hidden for cell in cells} == {"secondary"}


def test_where_no_share_is_told_nothing_chosen_is_named(answered: Answered) -> None:
    """Neither in which provinces the seven live nor, in the file, how many of them chose what."""
    everywhere = results_page(Place(answered.graduates)).pages
    tiny = results_page(Place(answered.graduates, answered.departments[TINY])).pages
    for (_page, theirs), (_same, own) in zip(everywhere, tiny, strict=True):
        assert [[line.label for line in one.lines] for one in own] == [[line.label for line in o.lines] for o in theirs]
        assert {line.count for one in own for line in one.lines} <= {None}
    coded = [one for _page, page in results(answered.graduates, guarded=True) for one in page
             if one.question.type in CODED_TYPES]  # fmt: skip
    assert [(one.lines, one.hidden) for one in coded] == [((), "secondary")] * len(coded)
    assert len(coded) > 1


def _own_cells(result: Result) -> list[Cell]:
    lines = [line.cell for line in result.lines]
    medians = [result.median] if result.median else []
    return [*lines, *(cell for one in result.statements for cell in one.cells), *medians]


# Options, people and the middle of each question and statement; «na» stands apart from a scale.
DISTRIBUTIONS = """
WITH said AS (
    SELECT a.* FROM surveys_answer a JOIN surveys_response r ON r.id = a.response_id
    JOIN surveys_invitation i ON i.id = r.invitation_id LEFT JOIN units_unit p ON p.id = i.programme_id
    WHERE i.wave_id = %(wave)s AND r.completed_at IS NOT NULL AND a.option <> 'na'
    AND (%(unit)s::int IS NULL OR p.parent_id = %(unit)s)
), people AS (
    SELECT question, "row", count(DISTINCT response_id) AS n,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY number) AS middle FROM said GROUP BY 1, 2
)
SELECT question, "row", option, 100.0 * count(*) / people.n, people.middle
FROM said JOIN people USING (question, "row") GROUP BY 1, 2, 3, people.n, people.middle
"""


@pytest.mark.parametrize("wave", ["graduates", "employers", BIG])
def test_distributions_equal_the_answers(answered: Answered, wave: str, db: None) -> None:
    """Every option of every question and statement, and every median, against SQL."""
    unit = answered.departments[wave].pk if wave == BIG else None
    asked = answered.employers if wave == "employers" else answered.graduates
    with connection.cursor() as cursor:
        cursor.execute(DISTRIBUTIONS, {"wave": asked.pk, "unit": unit})
        rows = cursor.fetchall()
    expected = {tuple(row[:3]): float(row[3]) for row in rows}
    middles = {row[0]: row[4] for row in rows}
    found = [result for _page, page in results(asked, unit) for result in page]
    told = {key: cell for result in found for key, cell in _told(result) if cell.hidden is None}
    assert {key: cell.value for key, cell in told.items() if cell.value} == pytest.approx(
        {key: value for key, value in expected.items() if key in told}
    )
    assert len(told) > (60 if wave == "employers" else 100)
    medians = {one.question.code: one.median.value for one in found if one.median}
    assert medians == {code: middles[code] for code in medians}


def _told(result: Result) -> list[tuple[tuple[str, str, str], Cell]]:
    code, question = result.question.code, result.question
    lines = zip(question.scale, result.lines, strict=True) if question.options and not question.rows else ()
    alone = [((code, "", option.code), line.cell) for option, line in lines]
    rows = zip(question.rows, result.statements, strict=True)
    return alone + [((code, row.code, option.code), cell) for row, statement in rows
                    for option, cell in zip(question.scale, statement.cells, strict=True)]  # fmt: skip


def test_a_version_that_asks_in_words_has_results_all_the_same(coordinator: User, client_for: MakeClient) -> None:
    """The office may change the options of a question that indicators read as numbers. One answer tells no place."""
    codes = ("overall", "skills_own", "skills_needed")
    asked = [question(code, "matrix" if code.startswith("skills") else "single") for code in codes]
    asked.append(question("where", "place"))
    version = VersionFactory.create(content={"pages": [{"questions": asked}]})
    response = ResponseFactory.create(
        invitation__wave=WaveFactory.create(version=version, state="closed"), completed_at=timezone.now()
    )
    for code in codes:
        row = "first" if code.startswith("skills") else ""
        AnswerFactory.create(response=response, question=code, row=row, option="yes")
    AnswerFactory.create(response=response, question="where", option="08")
    wave = response.invitation.wave
    ResponseFactory.create_batch(2, invitation__wave=wave, completed_at=timezone.now())
    page = desk(client_for, coordinator, wave)
    text = text_of(page.content.decode())
    assert ("where? 0 yanıt gizli : 23 kişiden az" in text, "Artvin" in text) == (True, False)
    found: Results = page.context["found"]
    rated = {tile.figure.indicator.code: tile.figure.cell.hidden for tile in found.figures}
    assert (rated["SAT_MEAN"], rated["SAT_STUDY"], found.skills) == ("nobody", "nobody", [])


def test_employers_have_tiles_of_their_own(answered: Answered, vice_rector: User, client_for: MakeClient) -> None:
    response = desk(client_for, vice_rector, answered.employers)
    found: Results = response.context["found"]
    codes = [tile.figure.indicator.code for tile in found.tiles]
    assert codes == ["RR_HEADLINE", "EMPLOYER_SAT", "HIRE_AGAIN"]
    assert found.departments is None
    assert found.scales is not None
    assert "Birlikte çalışma" in found.scales.wide


def test_an_indicators_page_says_how_it_is_measured(
    answered: Answered, coordinator: User, client_for: MakeClient
) -> None:
    client, wave = client_for(coordinator), answered.graduates
    page = client.get(reverse("coordinator:survey_indicator", args=[wave.pk, "HIGH_SKILL"]))
    text = text_of(page.content.decode())
    assert "Gösterge kodu HIGH_SKILL Aynı ölçüyü kullananlar HESA GO" in text
    assert len(page.context["rows"]) == len(SIZES)
    assert client.get(reverse("coordinator:survey_indicator", args=[wave.pk, "PLACE_YR"])).status_code == 404


def test_the_pages_ask_the_same_number_of_questions(
    answered: Answered, client_for: MakeClient, coordinator: User
) -> None:
    """Six departments of hundreds of answers, or one with none."""
    empty = WaveFactory.create(version=answered.graduates.version, state="closed", population=1)
    counts = []
    for wave in (answered.graduates, empty):
        with CaptureQueriesContext(connection) as queries:
            results_page(Place(Wave.objects.select_related("version__questionnaire").get(pk=wave.pk)))
        counts.append(len(queries))
    assert counts[0] <= 12
    assert counts[1] <= counts[0]
