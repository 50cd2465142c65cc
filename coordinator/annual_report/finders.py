"""Annual reports in the search across everything, by their year or their name."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.permissions import can_read_drafts
from mik.common.hooks.finders import REPORTS, Group, Hit
from mik.common.keyset import count_in_words
from mik.common.turkish import fold


def find_reports(user: Any, words: str, most: int) -> Iterator[Group]:
    """There is one a year: their names are compared here, in the reader's language."""
    at_desk = can_read_drafts(user)
    page = "coordinator:report_" if at_desk else "reports:report_"
    seen = AnnualReport.objects.visible_to(user)
    years = (seen if at_desk else seen.published()).order_by("-year").values_list("year", flat=True)
    names = {year: _("%(year)s faaliyet raporu") % {"year": year} for year in years}
    found = {year: name for year, name in names.items() if all(word in fold(name) for word in fold(words).split())}
    yield Group(
        label=_("Faaliyet raporları"),
        hits=[Hit(name, reverse(f"{page}detail", args=[year])) for year, name in found.items()][:most],
        count=count_in_words(len(found)),
        place=REPORTS,
        url=reverse(f"{page}list"),
        icon="file-text",
    )
