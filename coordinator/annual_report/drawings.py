"""The charts of the report's PDF: figures over the years, as kept at their ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from coordinator.annual_report.numbers import said
from mik.common.charts import Series, line_chart

Content = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    title: str
    drawing: SafeString
    note: str = ""
    number: int = 0

    def numbered(self, number: int) -> "Drawing":
        return replace(self, number=number)


def drawings_of(names: tuple[str, ...], content: Content) -> Iterator[Drawing]:
    for name in names:
        if drawing := DRAWINGS[name](content):
            yield drawing


def _over_years(content: Content, codes: tuple[str, ...], title: str) -> Drawing | None:
    """Up to two figures over the years they are known for; nothing to draw of a single year."""
    year = date.fromisoformat(content["on"]).year
    lines = {code: _values(content, code, year) for code in codes if content["figures"].get(code)}
    years = sorted({then for line in lines.values() for then in line})
    if len(years) < 2:
        return None
    series = [
        Series(said(content["figures"][code]["label"]), [line.get(then) for then in years])
        for code, line in lines.items()
    ]
    labels = [str(then) for then in years]
    desc = f"{labels[0]}–{labels[-1]} arasındaki yıl sonu değerleri."
    picture = line_chart(
        title=title, desc=desc, labels=labels, series=series, head=["Yıl", *(one.name for one in series)]
    )
    return Drawing(title, picture.print, "Değerler yıl sonu itibarıyladır.")


def _values(content: Content, code: str, year: int) -> dict[int, float]:
    values = dict(content["history"].get(code, []))
    now = content["figures"][code]["value"]
    return values if now is None else values | {year: now}


def _growth(content: Content) -> Drawing | None:
    return _over_years(content, ("registered", "members"), "Kayıtlı mezun ve üye sayısı")


def _quality(content: Content) -> Drawing | None:
    return _over_years(
        content, ("fresh", "consent_news"), "Güncel kayıt ve e-posta izni, kayıtlı mezun içindeki oran (%)"
    )


DRAWINGS: dict[str, Callable[[Content], Drawing | None]] = {"growth": _growth, "quality": _quality}
