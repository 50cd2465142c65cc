"""What graduates said in the last survey, as a card of the dashboard."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mik.common.charts import Picture
from mik.common.hooks import FigureScope
from mik.common.turkish import number
from mik.figures import catalogue, disclosure
from mik.units.models import Unit
from surveys.figures import answered, asked, last_closed
from surveys.models import Wave
from surveys.ready import GRADUATES_KEY
from surveys.results import pictures
from surveys.results.answers import results
from surveys.results.permissions import can_see_results

WIDTH = 520


@dataclass(frozen=True)
class Opinions:
    picture: Picture
    heading: str
    note: str
    url: str


def last_opinions(user: Any, scope: FigureScope, unit: Unit | None) -> Opinions | None:
    """The first matrix of agreement of the graduates' survey closed last; nothing where there is none to show.

    A faculty has no results of its own: it sees the university's.
    """
    wave = last_closed(scope, GRADUATES_KEY) if can_see_results(user) else None
    department = unit.pk if unit is not None and unit.kind == "department" else None
    picture = _picture(wave, department) if wave else None
    if wave is None or picture is None:
        return None
    url = reverse("coordinator:survey_results", args=[wave.pk])
    of_results = scope if department == scope.unit_id else replace(scope, unit_id=department)
    return Opinions(replace(picture, width=WIDTH), wave.title, _note(of_results), url)


def _picture(wave: Wave, department: int | None) -> Picture | None:
    matrices = (one for _page, found in results(wave, department) for one in found if one.question.type == "matrix")
    return next((picture for one in matrices if (picture := pictures.opinions(one))), None)


def _note(scope: FigureScope) -> str:
    told = {
        "done": number(disclosure.rounded(catalogue.count(answered, scope))),
        "asked": number(disclosure.rounded(catalogue.count(asked, scope))),
    }
    return _("%(done)s yanıt, %(asked)s davet · küçük paylar yazılmaz") % told
