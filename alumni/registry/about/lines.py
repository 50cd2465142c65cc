"""Languages, links and earlier names as lines of a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alumni.career.lines import VISIBILITY_ICONS
from alumni.registry.models import Alumnus


@dataclass(frozen=True)
class AboutLine:
    row: Any
    text: str
    detail: str
    icon: str
    href: str = ""

    @property
    def visibility_icon(self) -> str:
        return VISIBILITY_ICONS[self.row.visibility]


def language_lines(rows: Any) -> list[AboutLine]:
    return [AboutLine(row, row.name, str(row.get_level_display()), "languages") for row in rows]


def link_lines(rows: Any) -> list[AboutLine]:
    return [
        AboutLine(row, str(row.get_network_display()), row.url.removeprefix("https://"), "link", row.url)
        for row in rows
    ]


def name_lines(rows: Any) -> list[AboutLine]:
    return [AboutLine(row, str(row), _name_detail(row), "user") for row in rows]


def _name_detail(row: Any) -> str:
    until = _("%(year)s yılına kadar") % {"year": row.until} if row.until else ""
    return " · ".join(part for part in (until, str(row.get_reason_display())) if part)


def own_lists(alumnus: Alumnus) -> list[tuple[str, str, list[AboutLine]]]:
    """For the page to edit: kind in the address, heading, lines. Three queries."""
    return [
        ("dil", _("Diller"), language_lines(alumnus.languages.all())),
        ("baglanti", _("Bağlantılar"), link_lines(alumnus.links.all())),
        ("ad", _("Önceki adlar"), name_lines(alumnus.former_names.all())),
    ]
