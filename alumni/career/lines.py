"""The timeline of a career as pages show it: jobs, further studies and the graduations recorded here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _

from alumni.career.models import CareerEntry, Employment, FurtherStudy
from alumni.visibility.diplomas import Diploma
from mik.common.codelists import occupation_name, place_name, sector_name
from mik.people.models import Visibility

VISIBILITY_ICONS: dict[str, str] = {
    Visibility.NOBODY: "lock",
    Visibility.DEPARTMENT: "graduation-cap",
    Visibility.MEMBERS: "users",
    Visibility.PUBLIC: "globe",
}


@dataclass(frozen=True)
class Line:
    """One entry: newest first, what still goes on before what is over."""

    title: str
    where: str
    period: str
    starts: date | None
    is_current: bool = False
    is_primary: bool = False
    description: str = ""
    detail: str = ""
    visibility_label: str = ""
    visibility_icon: str = ""
    edit_url: str = ""
    primary_url: str = ""

    @property
    def machine_start(self) -> str:
        """For ``<time datetime>``: the month, which is all that is known for sure."""
        return f"{self.starts:%Y-%m}" if self.starts else ""


def career_lines(
    jobs: Iterable[Employment], studies: Iterable[FurtherStudy], diplomas: Iterable[Diploma]
) -> list[Line]:
    lines = [*map(_job, jobs), *map(_study, studies), *map(_diploma, diplomas)]
    lines.sort(key=lambda line: line.starts or date.min, reverse=True)
    return sorted(lines, key=lambda line: (not line.is_primary, not line.is_current))


def period(starts: date | None, ends: date | None) -> str:
    """«Eyl 2021 – bugün», «Mar 2017 – Ağu 2021», «Ağu 2021»; empty where nothing is known."""
    first, last = _month(starts), _month(ends)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("%(month)s – bugün") % {"month": first}
    return last


def _month(day: date | None) -> str:
    return dateformat.format(day, "M Y") if day else ""


def place_of(entry: CareerEntry) -> str:
    return place_name(entry.country, entry.province) if entry.province or entry.country != "TR" else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _job(job: Employment) -> Line:
    return Line(
        title=job.title,
        where=_joined(job.employer.name, place_of(job)),
        period=period(job.starts, job.ends),
        starts=job.starts,
        is_current=job.is_current,
        is_primary=job.is_primary,
        description=job.description,
        detail=_joined(sector_name(job.sector), occupation_name(job.occupation)),
        visibility_label=str(job.get_visibility_display()),
        visibility_icon=VISIBILITY_ICONS[job.visibility],
        edit_url=reverse("alumni:employment_edit", args=[job.pk]),
        primary_url="" if job.is_primary or job.ends else reverse("alumni:employment_primary", args=[job.pk]),
    )


def _study(study: FurtherStudy) -> Line:
    return Line(
        title=f"{study.programme}, {_level(study.get_level_display())}",
        where=_joined(study.institution, place_of(study)),
        period=period(study.starts, study.ends),
        starts=study.starts,
        is_current=study.is_current,
        description=study.description,
        visibility_label=str(study.get_visibility_display()),
        visibility_icon=VISIBILITY_ICONS[study.visibility],
        edit_url=reverse("alumni:study_edit", args=[study.pk]),
    )


def _diploma(diploma: Diploma) -> Line:
    """Without programme or year, as the owner will."""
    day, year = diploma.day, diploma.year
    return Line(
        title=f"{diploma.programme}, {_level(diploma.level)}" if diploma.programme else _("Mezuniyet"),
        where=_("Karadeniz Teknik Üniversitesi"),
        period=_month(day) or str(year or ""),
        starts=day or (date(year, 1, 1) if year else None),
    )


def _level(label: object) -> str:
    """The level within a sentence: lisans, yüksek lisans."""
    text = str(label)
    return text[:1].lower() + text[1:]
