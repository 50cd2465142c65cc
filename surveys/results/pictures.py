"""The charts of the results. They get what may be shown and nothing else, so no drawing holds a hidden number."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mik.common import turkish
from mik.common.charts import Bar, Picture, bar_chart, likert_chart
from mik.common.charts import Statement as Statements
from surveys.results.answers import Result, Statement
from surveys.results.shown import Shown

WIDE = 960
MOST_POINTS = 5  # the likert chart's palette


def opinions(result: Result) -> Picture | None:
    """A matrix of agreement as diverging bars; None where the scale is another one."""
    scale = [str(option.text) for option in result.question.scale]
    if not 2 <= len(scale) <= MOST_POINTS or not any(_tells(one) for one in result.statements):
        return None
    best = max((one for one in result.statements if _tells(one)), key=_agreeing)
    return likert_chart(
        title=str(result.question.text),
        desc=_("Ayrışan yığılmış çubuk. En çok katılınan: %(statement)s, %(percent)s.")
        % {"statement": best.label, "percent": turkish.percent(_agreeing(best))},
        answers=scale,
        statements=[Statements(one.label, [cell.value or 0 for cell in one.cells] if _tells(one) else [])
                    for one in result.statements],
        head=[_("İfade"), *scale, _("Yanıt")],
        rows=[_row(one) for one in result.statements],
        width=WIDE,
        ends=(_("katılmıyor"), _("katılıyor")),
        hidden=_("gizli"),
    )  # fmt: skip


def _tells(statement: Statement) -> bool:
    return all(cell.value is not None for cell in statement.cells)


def _agreeing(statement: Statement) -> float:
    return sum(cell.value or 0 for cell in statement.cells[-2:])


def _row(statement: Statement) -> list[str]:
    told = [_("gizli") if cell.value is None else turkish.percent(cell.value) for cell in statement.cells]
    return [statement.label, *told, turkish.number(statement.answered)]


def shares(figures: Sequence[Shown], *, title: str, first: str) -> Picture | None:
    """Shares as bars, a hidden one as an empty track."""
    if not any(figure.value is not None for figure in figures):
        return None
    return bar_chart(
        title=title,
        desc=", ".join(f"{figure.indicator.name} {figure.text}" for figure in figures if figure.text),
        bars=[Bar(str(figure.indicator.name), figure.value) for figure in figures],
        head=[first, _("Pay"), _("%95 güven aralığı"), _("Yanıt")],
        rows=[
            [str(one.indicator.name), one.text or _("gizli"), one.interval_text or "–",
             turkish.number(one.denominator)] for one in figures
        ],
        percentages=True,
        width=WIDE,
    )  # fmt: skip
