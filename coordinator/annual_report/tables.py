"""The tables of the report's PDF, made from its content. In Turkish, as the report is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from coordinator.annual_report.numbers import Number, as_at, said, written
from coordinator.annual_report.outline import Part
from mik.figures.public import told
from mik.figures.wording import DECIMALS
from mik.units.models import Level

Content = dict[str, Any]


@dataclass(frozen=True)
class Row:
    cells: list[str]
    small: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    head: list[str]
    rows: list[Row]
    foot: list[str] = field(default_factory=list)
    note: str = ""
    cls: str = ""
    number: int = 0

    def numbered(self, number: int) -> "Table":
        return replace(self, number=number)


def tables_of(part: Part, content: Content) -> Iterator[Table]:
    """The figures of a section, then the tables it names; a table without rows is left out."""
    figures = [content["figures"][code] for code in content["order"].get(part.code, ())]
    told = [one for one in figures if one["value"]]
    topics = [list(group) for _topic, group in groupby(told, key=lambda one: one["topic"]["tr"])]
    for number, group in enumerate(topics, start=1):
        yield _figures(group, content, _unknown(figures) if number == len(topics) else "")
    for name in part.tables:
        table = TABLES[name](content)
        if table.rows:
            yield table


def _figures(figures: list[Number], content: Content, note: str) -> Table:
    rows = [
        Row([said(one["label"]), written(one["value"], one["kind"]), as_at(one, content)], said(one["definition"]))
        for one in figures
    ]
    return Table(said(figures[0]["topic"]), ["Gösterge", "Değer", "Tarih"], rows, note=note, cls="values")


def _unknown(figures: list[Number]) -> str:
    """One line for all the figures nothing was counted for, instead of a row each."""
    labels = [said(one["label"]) for one in figures if not one["value"]]
    return f"Bu yıl kaydı olmayan göstergeler: {', '.join(labels)}." if labels else ""


def _performance(content: Content) -> Table:
    """Every figure of the report beside that of the year before."""
    year = date.fromisoformat(content["on"]).year
    rows = [Row(_beside_last_year(one, content, year)) for one in _told(content)]
    note = (
        f"{year - 1} değerleri, o yılın sonunda saklanan değerlerdir. Göstergelerin tanımları eklerdedir; "
        f"{year} yılında kaydı olmayan göstergeler burada yer almaz."
    )
    head = ["Gösterge", str(year - 1), str(year), "Değişim"]
    return Table("Performans sonuçları", head, rows, note=note, cls="results")


def _told(content: Content) -> list[Number]:
    """The figures something was counted for, in the order of the catalogue."""
    figures = [content["figures"][code] for code in content["codes"]]
    return [one for one in figures if one["value"]]


def _beside_last_year(one: Number, content: Content, year: int) -> list[str]:
    before = dict(map(tuple, content["history"].get(one["code"], []))).get(year - 1)
    return [
        said(one["label"]),
        "–" if before is None else written(before, one["kind"]),
        written(one["value"], one["kind"]),
        "–" if before is None else _change(before, one["value"], one["kind"]),
    ]


def _change(before: float, now: float, kind: str) -> str:
    """Of the values as they stand beside it, so that a reader can subtract."""
    decimals = DECIMALS.get(kind, 0)
    difference = round(now, decimals) - round(before, decimals)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    if kind == "percent":
        return f"{sign}{written(abs(difference), 'count')} puan"
    return sign + written(abs(difference), kind)


def _departments(content: Content) -> Table:
    figures = [content["figures"][code] for code in next(iter(content["departments"]), {"values": {}})["values"]]
    rows = [
        Row([row["unit"], *(told(row["values"][one["code"]], one["kind"]) for one in figures)])
        for row in content["departments"]
    ]
    foot = ["Üniversite", *(written(one["value"], one["kind"]) for one in figures)]
    note = (
        "Bölümlerin kişi sayıları en yakın beşe yuvarlanmıştır; 23’ten az mezunu olan bölümler yazılmaz. "
        "İki bölümden mezun olan kişi iki bölümde de, üniversite toplamında bir kez sayılır."
    )
    head = ["Bölüm", *(said(one["label"]) for one in figures)]
    return Table("Mezunu en çok olan bölümler", head, rows, foot if rows else [], note, "units")


def _posts(content: Content) -> Table:
    rows = [Row([row["name"], row["office"], _term(row)]) for row in content["posts"]]
    return Table("Yıl içinde görevde olanlar", ["Ad soyad", "Görev", "Görev süresi"], rows, cls="words")


def _representatives(content: Content) -> Table:
    rows = [Row([row["unit"], row["name"], _levels(row["levels"]), _term(row)]) for row in content["representatives"]]
    head = ["Bölüm", "Temsilci", "Düzey", "Görev süresi"]
    return Table("Yıl içinde görevde olan mezun temsilcileri", head, rows, cls="words")


def _definitions(content: Content) -> Table:
    rows = [Row([said(one["label"]), said(one["definition"]), said(one["source"])]) for one in _told(content)]
    return Table(
        "Göstergelerin tanımları ve kaynakları", ["Gösterge", "Tanım", "Kaynak"], rows, cls="words definitions"
    )


def _levels(levels: list[str]) -> str:
    return "Tümü" if len(levels) == len(Level) else ", ".join(levels)


def _term(row: dict[str, str]) -> str:
    first, last = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


TABLES: dict[str, Callable[[Content], Table]] = {
    "performance": _performance,
    "units": _departments,
    "posts": _posts,
    "representatives": _representatives,
    "definitions": _definitions,
}
