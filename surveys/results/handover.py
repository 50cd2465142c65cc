"""Survey figures for a department's hand-over: the sums of its page of results, never an answer."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.hooks import HandoverTable
from mik.units.models import Unit
from surveys.models import Wave
from surveys.results.files import columns, lines
from surveys.results.page import results_page
from surveys.results.place import Place


def register() -> None:
    hooks.handover.register(figures)


def figures(user: Any, unit_id: int) -> Iterator[HandoverTable]:
    about = _(
        "Kapanan anketlerin bölüm ve üniversite sonuçları; kimsenin yanıtı içinde değildir, küçük sayılar gizlidir."
    )
    yield HandoverTable("anketler", _("Anket sonuçları"), about, [_("Anket"), *columns()], _rows(user, unit_id))


def _rows(user: Any, unit_id: int) -> Iterator[list[object]]:
    unit = Unit.objects.get(pk=unit_id)
    waves = Wave.objects.visible_to(user).exclude(state=Wave.State.DRAFT).select_related("version__questionnaire")
    for wave in waves.order_by("opens_on", "pk"):
        if wave.is_over:
            for line in lines(results_page(Place(wave, unit))):
                yield [wave.title, *line]
