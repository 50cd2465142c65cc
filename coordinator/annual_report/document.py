"""The report as one document: what is written and what the records say, put together for the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString

from coordinator.annual_report import outline
from coordinator.annual_report.drawings import Drawing, drawings_of
from coordinator.annual_report.models import AnnualReport, ReportSection
from coordinator.annual_report.narrative import as_html, used_in
from coordinator.annual_report.numbers import names, written
from coordinator.annual_report.tables import Table, tables_of
from mik.common.pdf import render_pdf
from mik.common.turkish import date_long

Content = dict[str, Any]
# The chapter after which whoever presents the report signs.
SIGNED_AFTER = "proposals"


@dataclass(frozen=True)
class Node:
    """A heading of the document with what stands under it."""

    depth: int
    number: str
    short: str
    heading: str
    anchor: str
    narrative: SafeString | str = ""
    note: str = ""
    tables: list[Table] = field(default_factory=list)
    charts: list[Drawing] = field(default_factory=list)
    is_section: bool = False
    signature: bool = False

    @property
    def level(self) -> int:
        return self.depth + 1

    @property
    def is_empty(self) -> bool:
        return self.is_section and not (self.narrative or self.tables or self.charts)


@dataclass(frozen=True)
class Document:
    report: AnnualReport
    content: Content
    nodes: list[Node]
    final: bool
    university: str = outline.UNIVERSITY
    office: str = outline.OFFICE

    @property
    def title(self) -> str:
        return f"{self.report.year} birim faaliyet raporu"

    @property
    def made_at(self) -> str:
        return str(self.content["taken_at"])

    @property
    def taken_on(self) -> str:
        return date_long(datetime.fromisoformat(self.content["taken_at"]).date())

    @property
    def as_of(self) -> str:
        on = date_long(date.fromisoformat(self.content["on"]))
        return f"Sayılar {on} itibarıyladır" if self.final else f"Sayılar {on} itibarıyladır; taslak"

    @property
    def cover(self) -> list[str]:
        if not self.final:
            return ["Taslak", self.taken_on]
        number = [f"Sayı: {self.report.document_number}"] if self.report.document_number else []
        return ["Rektörlüğe sunulmuştur", self.taken_on, *number]

    @property
    def signatory(self) -> dict[str, str]:
        return self.content["signatory"] or {}

    @property
    def signed_on(self) -> str:
        return self.taken_on if self.final else ""

    @property
    def sentence(self) -> str:
        return (
            f"{outline.OFFICE} {self.report.year} yılı faaliyet raporu, Yönergenin 8. maddesinin ikinci fıkrasının (e) "
            "bendi uyarınca Rektörlüğe sunulur. Rapordaki sayılar Mezun Platformu’nun kayıtlarından alınmıştır."
        )


def make_pdf(report: AnnualReport, content: Content, *, final: bool) -> bytes:
    """The report as PDF, the same bytes for the same words and content. In Turkish whoever asks for it."""
    with translation.override("tr"):
        document = Document(report, content, list(_nodes(report, content)), final)
        return render_pdf("pdf/annual_report/report.html", {"document": document}, stylesheets=["css/pdf/report.css"])


def _nodes(report: AnnualReport, content: Content) -> Iterator[Node]:
    sections = {section.code: section for section in report.sections.all()}
    values = {
        name: written(one["value"], one["kind"])
        for name, code in names().items()
        if (one := content["figures"].get(code))
    }
    tables, charts = count(1), count(1)
    for depth, part in outline.walk():
        section = sections.get(part.code) if not part.parts else None
        yield _node(depth, part, section, content, values, tables, charts)


def _node(
    depth: int,
    part: outline.Part,
    section: ReportSection | None,
    content: Content,
    values: dict[str, str],
    tables: "count[int]",
    charts: "count[int]",
) -> Node:
    if section is None:
        return Node(depth, part.number, part.short, part.heading, part.code)
    return Node(
        depth,
        part.number,
        part.short,
        section.heading_tr,
        part.code,
        as_html(section.narrative, values, below=depth + 1),
        _note(section.narrative, content),
        [table.numbered(next(tables)) for table in tables_of(part, content)],
        [drawing.numbered(next(charts)) for drawing in drawings_of(part.charts, content)],
        is_section=True,
        signature=part.code == SIGNED_AFTER,
    )


def _note(narrative: str, content: Content) -> str:
    """The day of the figures the text speaks of."""
    used = [content["figures"][code] for code in used_in(narrative) if code in content["figures"]]
    if not used:
        return ""
    first, last = (date_long(date.fromisoformat(content[key])) for key in ("since", "on"))
    ends = f"Metindeki sayılar {last} itibarıyladır"
    return (
        f"{ends}; yıl boyunca olanlar {first} – {last} arasını kapsar."
        if any(o["during"] for o in used)
        else f"{ends}."
    )
