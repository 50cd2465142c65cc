"""The catalogue: codes and names, values, wording, yearly snapshots."""

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from alumni.registry.models import Alumnus
from mik.common import hooks
from mik.common.hooks import FigureValue
from mik.figures import catalogue, snapshots
from mik.figures.models import FigureSnapshot
from mik.figures.tasks import take_snapshots as task
from mik.figures.wording import fraction, write
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def test_a_figure_is_found_by_code_and_by_name() -> None:
    assert catalogue.figure("kayitli_mezun") is catalogue.figure("registered")
    assert catalogue.name_of("registered") == "kayitli_mezun"
    assert catalogue.names()["uye"] == "members"
    with pytest.raises(catalogue.UnknownFigure):
        catalogue.figure("boyle_bir_sayi_yok")


def test_every_figure_says_what_it_is() -> None:
    for figure in catalogue.figures():
        assert all(str(text) for text in (figure.label, figure.definition, figure.source))
        assert figure.kind in {"count", "percent", "mean", "median", "days"}
        assert (figure.kind in {"mean", "median", "days"}) <= (figure.compute is not None)
        assert catalogue.name_of(figure.code) != figure.code
    assert {figure.topic for figure in catalogue.figures("office")} == {"office"}


def test_a_name_belongs_to_one_figure() -> None:
    with pytest.raises(hooks.HookError):
        catalogue.name("members", "kayitli_mezun")


def test_a_year_lasts_until_today_or_its_end() -> None:
    assert catalogue.year_scope(2019) == hooks.FigureScope(date(2019, 12, 31), date(2019, 1, 1), None)
    assert catalogue.year_scope(YEAR).on == timezone.localdate()


@pytest.mark.parametrize(
    ("code", "value", "turkish", "english"),
    [("registered", 1248, "1.248", "1,248"), ("fresh", 68.4, "%68", "68%"), ("claim_days", 3.5, "3,5 gün", "3.5"),
     ("fresh", None, "–", "–")],
)  # fmt: skip
def test_values_are_written_for_readers(code: str, value: float | None, turkish: str, english: str) -> None:
    figure = catalogue.figure(code)
    with translation.override("tr"):
        assert write(figure, FigureValue(value)) == turkish
    with translation.override("en"):
        assert write(figure, value).startswith(english)
    assert fraction(FigureValue(50, 1, 2)) == "1 / 2"
    assert fraction(FigureValue(5, 5)) == ""


# --- Snapshots -------------------------------------------------------------------------------------


def test_the_running_year_is_taken_again(department: Unit) -> None:
    for expected in (1, 2):
        graduate(programme_of(department))
        task()
        taken = FigureSnapshot.objects.get(code="registered", year=YEAR, unit=None)
        assert (taken.value, taken.numerator, taken.is_final) == (expected, expected, False)
    kept = FigureSnapshot.objects.filter(unit=department).values_list("code", flat=True)
    assert sorted(kept) == ["consent_news", "fresh", "members", "registered"]


def test_a_finished_year_stays_as_it_was_taken(department: Unit) -> None:
    alumnus = graduate(programme_of(department))
    Alumnus.objects.filter(pk=alumnus.pk).update(created_at=datetime(YEAR - 2, 3, 1, tzinfo=UTC))
    snapshots.take_snapshots(year=YEAR - 1)
    before = FigureSnapshot.objects.get(code="registered", year=YEAR - 1, unit=None)
    assert (before.value, before.is_final) == (1, True)
    Alumnus.objects.filter(pk=alumnus.pk).update(state="proposed")
    assert snapshots.take_snapshots(year=YEAR - 1) == 0
    assert FigureSnapshot.objects.get(pk=before.pk).value == 1


def test_the_first_night_of_a_year_closes_the_last_one(department: Unit) -> None:
    alumnus = graduate(programme_of(department))
    Alumnus.objects.filter(pk=alumnus.pk).update(created_at=datetime(YEAR - 1, 3, 1, tzinfo=UTC))
    FigureSnapshot.objects.create(
        code="registered", year=YEAR - 1, value=0, taken_at=datetime(YEAR - 1, 12, 31, tzinfo=UTC)
    )
    snapshots.take_due_snapshots()
    closed = FigureSnapshot.objects.get(code="registered", year=YEAR - 1, unit=None)
    assert (closed.value, closed.is_final) == (1, True)
    taken = FigureSnapshot.objects.filter(code="registered", unit=None).order_by("year")
    assert list(taken.values_list("year", flat=True)) == [YEAR - 1, YEAR]


def test_a_value_is_kept_once_a_year(department: Unit) -> None:
    for unit in (None, department):
        FigureSnapshot.objects.create(code="registered", year=2020, unit=unit, value=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            FigureSnapshot.objects.create(code="registered", year=2020, unit=unit, value=2)


def test_the_command_takes_a_year(settings: Any) -> None:
    said = StringIO()
    call_command("take_snapshots", str(YEAR), stdout=said)
    count = FigureSnapshot.objects.filter(year=YEAR).count()
    assert said.getvalue() == f"{YEAR}: {count} values\n"
    assert count == len(catalogue.figures())
    for year, words in ((YEAR + 1, "henüz gelmedi"), (0, "Üniversite 0 yılında yoktu.")):
        with pytest.raises(CommandError, match=words):
            call_command("take_snapshots", str(year))
