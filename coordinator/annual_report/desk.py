"""What the pages of the desk show of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from coordinator.annual_report import outline
from coordinator.annual_report.content import figures_for
from coordinator.annual_report.models import AnnualReport, ReportSection, SectionState
from coordinator.annual_report.numbers import as_at, figures_of, said, written
from coordinator.annual_report.permissions import can_read_drafts, can_write
from mik.accounts.models import User
from mik.common import hooks
from mik.figures import catalogue

LOOKS = {
    SectionState.EMPTY: ("circle", "mut"),
    SectionState.WRITING: ("circle-dot", "warn"),
    SectionState.COMPLETE: ("circle-check", "ok"),
}


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a section, or a heading with those below it and the least of their states."""

    part: outline.Part
    heading: str
    state: str
    section: ReportSection | None
    parts: "list[Entry]" = field(default_factory=list)

    @property
    def icon(self) -> str:
        return LOOKS[SectionState(self.state)][0]

    @property
    def tone(self) -> str:
        return LOOKS[SectionState(self.state)][1]

    @property
    def state_label(self) -> str:
        return str(SectionState(self.state).label)


@dataclass(frozen=True)
class Shown:
    """A figure of a section as its page shows it."""

    code: str
    label: str
    value: str
    definition: str
    at: str
    name: str
    url: str
    counted: bool


class Desk:
    """A report with its sections, for whoever may read drafts; 404 for all others."""

    def __init__(self, request: HttpRequest, year: int) -> None:
        if not isinstance(request.user, User) or not can_read_drafts(request.user):
            raise Http404
        self.user = request.user
        self.report: AnnualReport = get_object_or_404(
            AnnualReport.objects.visible_to(self.user).select_related("submitted_by", "pdf"), year=year
        )
        sections = ReportSection.objects.visible_to(self.user).filter(report=self.report)
        self.sections = {section.code: section for section in sections.select_related("updated_by")}
        self.may_write = can_write(self.user)

    @property
    def may_edit(self) -> bool:
        return self.may_write and not self.report.is_submitted

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries(outline.OUTLINE))

    def _entries(self, parts: Iterable[outline.Part]) -> Iterator[Entry]:
        for part in parts:
            if not part.parts:
                section = self.sections[part.code]
                yield Entry(part, section.heading_tr, section.state, section)
                continue
            below = list(self._entries(part.parts))
            yield Entry(part, part.heading, _together([entry.state for entry in below]), None, below)

    @property
    def done(self) -> int:
        return sum(section.is_complete for section in self.sections.values())

    @property
    def total(self) -> int:
        return len(self.sections)

    @property
    def missing(self) -> list[ReportSection]:
        return [self.sections[part.code] for part in outline.SECTIONS if not self.sections[part.code].is_complete]

    @property
    def last_saved(self) -> ReportSection | None:
        saved = [section for section in self.sections.values() if section.updated_at]
        return max(saved, key=lambda section: section.updated_at or self.report.created_at, default=None)

    @property
    def first_open(self) -> str:
        """The section to go on with."""
        return next((section.code for section in self.missing), outline.SECTIONS[0].code)

    @property
    def comments(self) -> Any:
        return self.report.comments.visible_to(self.user).select_related("author")

    def section_or_404(self, code: str) -> ReportSection:
        if code not in self.sections or code not in outline.SECTION:
            raise Http404
        section: ReportSection = self.sections[code]
        return section


def _together(states: list[str]) -> str:
    if set(states) == {SectionState.COMPLETE}:
        return SectionState.COMPLETE
    return SectionState.EMPTY if set(states) == {SectionState.EMPTY} else SectionState.WRITING


def figures_shown(report: AnnualReport, part: outline.Part) -> list[Shown]:
    """Frozen ones for ever as they were; of a draft, as the records say now."""
    content = report.content
    if content is None:
        content = figures_for(report.year, [figure.code for figure in figures_of(part)])
        codes = list(content["figures"])
    else:
        codes = content["order"].get(part.code, [])
    return shown(report, content, codes)


def shown(report: AnnualReport, content: dict[str, Any], codes: Iterable[str]) -> list[Shown]:
    return [
        Shown(
            code=code,
            label=said(one["label"]),
            value=written(one["value"], one["kind"]),
            definition=said(one["definition"]),
            at=as_at(one, content),
            name=catalogue.name_of(code),
            url=_rows_of(code, report.year),
            counted=bool(one["value"]),
        )
        for code in codes
        if (one := content["figures"].get(code))
    ]


def _rows_of(code: str, year: int) -> str:
    """The records a figure counts; nowhere while the catalogue has no pages or no longer knows it."""
    if code not in hooks.figures:
        return ""
    try:
        return f"{reverse('coordinator:figure_detail', args=[code])}?yil={year}"
    except NoReverseMatch:
        return ""


def no_records(part: outline.Part, figures: list[Shown], section: ReportSection, year: int) -> str:
    """What the page says of a section into which no record comes."""
    if figures or part.tables or part.needs_text:
        return ""
    if section.narrative:
        return ""
    return _("Bu bölüm için %(year)s kaydı bulunamadı; PDF’de “kayıt yok” diye çıkar.") % {"year": year}
