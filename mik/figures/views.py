"""Our graduates in numbers, for everybody."""

from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mik.common import codelists
from mik.common.charts import Bar, Picture, Series, bar_chart, line_chart
from mik.common.tables import table_response
from mik.figures import breakdowns
from mik.figures.choosing import UnitForm
from mik.figures.places import few_or, named, province_map, ranks
from mik.figures.public import TREND, PublicNumbers, headline, numbers_of, shown
from mik.figures.topics import title_of
from mik.units.models import Level

LARGEST = 8


@login_not_required
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    form = UnitForm(request.GET)
    numbers = numbers_of(form.unit_id)
    context = {
        "form": form,
        "unit": form.unit,
        "numbers": numbers,
        "tiles": headline(numbers),
        "figures": shown(numbers),
        "trend": trend_picture(numbers),
        "map": province_map(numbers.by["province"], is_published=True),
        "provinces": ranks(numbers.by["province"], codelists.province_name),
        "countries": ranks(_abroad(numbers), codelists.country_name, wanted=12),
        "levels": bars(_("Düzeylere göre"), _("Düzey"), _levels(numbers)),
        "decades": bars(_("Mezuniyet dönemine göre"), _("Dönem"), _decades(numbers)),
        "faculties": bars(_("Fakültelere göre"), _("Birim"), _faculties(numbers)[:LARGEST]),
    }
    return render(request, "figures/public.html", context)


@login_not_required
@require_safe
def public_download(request: HttpRequest) -> HttpResponse:
    """The page's numbers as CSV, rounded and hidden alike."""
    form = UnitForm(request.GET)
    columns = [_("Konu"), _("Gösterge"), _("Değer"), _("Tanım")]
    return table_response("sayilarla-mezunlarimiz", columns, _lines(numbers_of(form.unit_id)), form="csv")


def _lines(numbers: PublicNumbers) -> Iterator[list[str]]:
    for one in shown(numbers):
        yield [title_of(one.figure.topic), one.label, one.words, str(one.figure.definition)]
    for code, title in [("registered", _("Yıllara göre kayıtlı mezun")), ("members", _("Yıllara göre üye"))]:
        yield from ([title, str(year), few_or(count), ""] for year, count in numbers.years[code].items())
    divisions: list[tuple[str, list[tuple[str, int]]]] = [
        (_("Düzeylere göre"), _levels(numbers)),
        (_("Mezuniyet dönemine göre"), _decades(numbers)),
        (_("Fakültelere göre"), _faculties(numbers)),
        (_("İllere göre"), named(numbers.by["province"], codelists.province_name)),
        (_("Ülkelere göre"), named(numbers.by["country"], codelists.country_name)),
    ]
    for title, rows in divisions:
        yield from ([title, label, few_or(count), ""] for label, count in rows)


def trend_picture(numbers: PublicNumbers) -> Picture | None:
    years = sorted({year for code in TREND for year in numbers.years[code]})
    if len(years) < 2:
        return None
    names = {"registered": _("Kayıtlı mezun"), "members": _("Platform üyesi")}
    rows = [[str(year), *(few_or(found) if (found := numbers.years[code].get(year)) is not None else "–"
                          for code in TREND)] for year in years]  # fmt: skip
    return line_chart(
        title=_("Yıllara göre kayıtlı mezun ve üye"),
        desc=" ".join(f"{row[0]}: {row[1]}, {row[2]}." for row in (rows[0], rows[-1])),
        labels=[str(year) for year in years],
        series=[Series(names[code], [numbers.years[code].get(year) for year in years]) for code in TREND],
        head=(_("Yıl"), *names.values()),
        rows=rows,
    )


def bars(title: str, head: str, rows: list[tuple[str, int]]) -> Picture | None:
    if not any(count for _label, count in rows):
        return None
    most = max(rows, key=lambda row: row[1])
    return bar_chart(
        title=title,
        desc=_("En yüksek: %(unit)s, %(n)s.") % {"unit": most[0], "n": few_or(most[1])},
        bars=[Bar(label, count) for label, count in rows],
        head=(head, _("Kayıtlı mezun")),
        rows=[[label, few_or(count)] for label, count in rows],
    )


def _abroad(numbers: PublicNumbers) -> dict[str, int]:
    return {code: count for code, count in numbers.by["country"].items() if code != codelists.HOME}


def _levels(numbers: PublicNumbers) -> list[tuple[str, int]]:
    return _in_order(numbers.by["level"], lambda key: str(Level(int(key)).label))


def _decades(numbers: PublicNumbers) -> list[tuple[str, int]]:
    return _in_order(numbers.by["decade"], lambda key: _("%(year)s’lar") % {"year": key})


def _in_order(counts: dict[str, int], name: Callable[[str], str]) -> list[tuple[str, int]]:
    return [(name(key), counts[key]) for key in sorted(counts)]


def _faculties(numbers: PublicNumbers) -> list[tuple[str, int]]:
    names = breakdowns.unit_names(numbers.by["faculty"])
    return named(numbers.by["faculty"], lambda key: names.get(key, ""))
