"""A list of the desk to take home: XLSX or CSV, each one logged."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.exchange.asking import WhyForm
from alumni.registry.exchange.handing import handed_out
from alumni.registry.models import Graduation
from cards.desk.tabs import CardList
from cards.states import pill_of
from mik.common.tables import table_response


def export(request: HttpRequest, cards: CardList, why: WhyForm) -> HttpResponse:
    rows = list(cards.results.select_related("alumnus__person"))
    people = [row.alumnus_id for row in rows]
    mark = handed_out(request, subjects=people, what=_("Kart listesi"), chosen=_chosen(cards), reason=why.reason_given)
    diplomas = _diplomas(people)
    lines = _applications(rows, diplomas) if cards.is_queue else _cards(rows, diplomas)
    name = f"kartlar-{cards.tab}-{timezone.localdate():%Y-%m-%d}"
    return table_response(
        name, columns_of(cards), lines, form=why.file_format, title=_("Kartlar"), mark=mark, places=why.places
    )


def _chosen(cards: CardList) -> str:
    """The tab and the segment in words; what was searched for may be a name, so it stays out of the file."""
    tab = next((tab.label for tab in cards.tabs if tab.current), "")
    return ", ".join([tab, *([_("Kitle: %(name)s") % {"name": cards.segment}] if cards.segment else [])])


def columns_of(cards: CardList) -> list[str]:
    person = [_("Ad"), _("Soyad"), _("Bölüm"), _("Mezuniyet yılı")]
    if cards.is_queue:
        return [*person, _("Başvuru")]
    return [*person, _("Kart no"), _("Durum"), _("Veriliş"), _("Son geçerlilik"), _("Sona erme"), _("Gerekçe")]


def _diplomas(people: list[int]) -> dict[int, Graduation]:
    rows = Graduation.objects.filter(alumnus__in=people).select_related("programme__parent").order_by("year", "pk")
    return {row.alumnus_id: row for row in rows}


def _person(row: Any, diplomas: dict[int, Graduation]) -> list[Any]:
    person, last = row.alumnus.person, diplomas.get(row.alumnus_id)
    diploma = [last.programme.department.label, last.year] if last else ["", None]
    return [person.given_names, person.surname, *diploma]


def _applications(rows: list[Any], diplomas: dict[int, Graduation]) -> Iterator[list[Any]]:
    for row in rows:
        yield [*_person(row, diplomas), row.submitted_at]


def _cards(rows: list[Any], diplomas: dict[int, Graduation]) -> Iterator[list[Any]]:
    for card in rows:
        ended = timezone.localtime(card.ended_at).date() if card.ended_at else None
        issued = timezone.localtime(card.issued_at).date()
        state = str(pill_of(card).label)
        yield [*_person(card, diplomas), card.number_spaced, state, issued, card.valid_until, ended, card.reason]
