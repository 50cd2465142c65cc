"""What the surveys tell the catalogue: how many answered, and the headline shares of the last closed survey.

Shares of too few people are not known here either, and counts of answers stand to the nearest five: what the
catalogue does not have, nobody can publish.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mik.common.hooks import Figure, FigureRow, FigureScope, FigureValue
from mik.common.turkish import date_long
from mik.figures import catalogue
from mik.figures.disclosure import percent, rounded
from surveys.indicators import employers, graduates
from surveys.indicators.columns import EMPLOYERS, GRADUATES, Column, with_columns
from surveys.indicators.definitions import Indicator
from surveys.managers import ANSWERS, RUN
from surveys.models import Invitation, Response, Wave
from surveys.ready import EMPLOYERS_KEY, GRADUATES_KEY

SOURCE = _("Anket yanıtları")
LAST_GRADUATES, LAST_EMPLOYERS = _("Kapanan son mezun anketi"), _("Kapanan son işveren anketi")
Rows = Callable[[FigureScope], QuerySet[Any]]


def opened(scope: FigureScope) -> QuerySet[Wave]:
    return Wave.objects.filter(opened_at__range=scope.period).order_by("pk")


def responses(scope: FigureScope) -> QuerySet[Response]:
    """Finished in the period, of graduates of the unit."""
    found = Response.objects.filter(completed_at__range=scope.period)
    return _of_unit(found, scope, "invitation__").order_by("pk")


def _of_unit(found: QuerySet[Any], scope: FigureScope, path: str) -> QuerySet[Any]:
    if scope.unit_id is None:
        return found
    return found.filter(catalogue.within(scope.unit_id, f"{path}programme"))


def last_closed(scope: FigureScope, key: str) -> Wave | None:
    """The survey of this questionnaire that closed last, as it stood on the day."""
    closed = Wave.objects.filter(version__questionnaire__key=key, state=Wave.State.CLOSED, closed_at__lte=scope.ends)
    return scope.once(("last closed", key), closed.order_by("-closed_at", "-pk").first)


def asked(scope: FigureScope) -> QuerySet[Invitation]:
    invitations = Invitation.objects.filter(wave=last_closed(scope, GRADUATES_KEY)).select_related("programme__parent")
    return _of_unit(invitations, scope, "").order_by("pk")


def answered(scope: FigureScope) -> QuerySet[Invitation]:
    return asked(scope).filter(response__completed_at__isnull=False)


def response_rate(scope: FigureScope) -> FigureValue:
    """By HESA's definition: of the target population, also of those who asked to be erased since."""
    wave = last_closed(scope, GRADUATES_KEY)
    if wave is None:
        return FigureValue(None)
    population = catalogue.count(asked, scope) if scope.unit_id else wave.population or 0
    return _told(catalogue.count(answered, scope), population)


def _told(numerator: int, denominator: int) -> FigureValue:
    value = percent(numerator, denominator)
    return FigureValue(None) if value is None else FigureValue(value, rounded(numerator), rounded(denominator))


def _among(key: str, columns: Mapping[str, Column], condition: Q | None) -> Rows:
    """Finished answers of the last closed survey that fulfil a condition of an indicator.

    Only the columns it asks for are joined: with all of them a planner without statistics may need minutes.
    """
    asked = (condition or Q()).referenced_base_fields
    columns = {name: column for name, column in columns.items() if name in asked}

    def rows(scope: FigureScope) -> QuerySet[Any]:
        wave = last_closed(scope, key)
        if wave is None:
            return Response.objects.none()
        finished = Response.objects.completed().filter(invitation__wave=wave)
        wide = with_columns(_of_unit(finished, scope, "invitation__"), columns)
        return wide.filter(condition or Q()).select_related("invitation__programme__parent").order_by("pk")

    return rows


def describe_response(response: Response) -> FigureRow:
    """Where and when, never who: a row of a share would tell what somebody answered."""
    return _row(response.invitation, response.completed_at)


def describe_invitation(invitation: Invitation) -> FigureRow:
    return _row(invitation, None)


def _row(invitation: Invitation, at: datetime | None) -> FigureRow:
    programme = invitation.programme
    label = programme.label if programme else _now("İşveren")
    return FigureRow(label, date_long(timezone.localdate(at)) if at else str(invitation.graduation_year or ""))


def describe_wave(wave: Wave) -> FigureRow:
    return FigureRow(wave.title, date_long(wave.opens_on))


# --- The catalogue --------------------------------------------------------------------------------


def register() -> None:
    for figure, alias in [*_of_work(), *_of_results()]:
        catalogue.add(figure, alias)


def _figure(code: str, label: Any, definition: Any, rows: Rows, describe: Any, **more: Any) -> Figure:
    kept = {"source": SOURCE, "topic": "surveys", "duty": ANSWERS, **more}
    return Figure(code=code, label=label, definition=definition, rows=rows, describe=describe, **kept)


def _share(
    code: str, indicator: Indicator, key: str, columns: Mapping[str, Column], source: Any, **more: Any
) -> Figure:
    top = _among(key, columns, indicator.numerator)
    bottom = _among(key, columns, indicator.denominator)

    def compute(scope: FigureScope) -> FigureValue:
        return _told(top(scope).count(), bottom(scope).count())

    return _figure(code, indicator.name, indicator.definition, top, describe_response, base=bottom, kind="percent",
                   compute=compute, formula=_Fraction(indicator), source=source, public=True, **more)  # fmt: skip


class _Fraction:
    """The formula in the reader's language."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    def __str__(self) -> str:
        bottom = str(self.indicator.bottom)
        return f"{self.indicator.top} / {f'({bottom})' if '+' in bottom else bottom}"


def _of_work() -> list[tuple[Figure, str]]:
    return [
        (_figure("surveys_opened", _("Açılan anket"), _("Dönem içinde açılan anketlerin sayısı."), opened,
            describe_wave, during=True, duty=RUN), "acilan_anket"),
        (_figure("survey_responses", _("Tamamlanan anket yanıtı"), _("Dönem içinde sonuna kadar yanıtlanan anketlerin "
            "sayısı; mezunların ve işverenlerin."), responses, describe_response, during=True), "anket_yaniti"),
    ]  # fmt: skip


def _of_results() -> list[tuple[Figure, str]]:
    labour = {one.code: one for one in (*graduates.LABOUR, *graduates.SATISFACTION)}
    satisfied = employers.SATISFIED[0]
    return [
        (_figure("survey_response_rate", _("Mezun anketi yanıt oranı"), _("Kapanan son mezun anketini sonuna kadar "
            "yanıtlayanların hedef kitle içindeki payı; ulaşılamayanlar paydada kalır."), answered, describe_invitation,
            base=asked, kind="percent", compute=response_rate, formula=_("tamamlanan yanıt / hedef kitle"),
            source=LAST_GRADUATES, public=True), "anket_yanit_orani"),
        (_share("employment_rate", labour["EMP_OVERALL"], GRADUATES_KEY, GRADUATES, LAST_GRADUATES), "istihdam_orani"),
        (_share("graduate_satisfaction", labour["SAT_STUDY"], GRADUATES_KEY, GRADUATES, LAST_GRADUATES),
            "mezun_memnuniyeti"),
        (_share("employer_satisfaction", satisfied, EMPLOYERS_KEY, EMPLOYERS, LAST_EMPLOYERS), "isveren_memnuniyeti"),
    ]  # fmt: skip
