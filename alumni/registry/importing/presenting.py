"""What the pages of an import show: steps, tiles, and the examples behind a tile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alumni.registry.importing.comparing import Difference
from alumni.registry.importing.jobs import TILES
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.verdicts import Detail
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit

if TYPE_CHECKING:
    from alumni.registry.importing.desk import Desk

GROUPS = ("created", "updated", "conflict", "unchanged", "repeated", "rejected", "warnings", "missing")
# Counts that most lists do not have.
SELDOM = frozenset({"conflict", "missing"})
PAGE = 25
PROGRAMME = "programme_id"


def steps() -> list[str]:
    return [_("Dosya"), _("Sütunlar"), _("Önizleme"), _("Aktarım")]


def tiles(run: ImportRun, *, group: str | None = None) -> list[dict[str, Any]]:
    """The counts; on the preview each is a link to the rows behind it."""
    return [
        {
            "value": run.counts.get(tile.key, 0),
            "label": tile.label,
            "icon": tile.icon,
            "tone": tile.tone,
            "url": f"?goster={tile.key}#liste" if group else "",
            "current": tile.key == group,
        }
        for tile in TILES
        if tile.key not in SELDOM or run.counts.get(tile.key)
    ]


def first_group(counts: dict[str, Any]) -> str:
    """What is most worth a look: changes, then news, then what could not be taken."""
    order = ("conflict", "updated", "created", "rejected", "unchanged")
    return next((group for group in order if counts.get(group)), "created")


def group_context(request: HttpRequest, run: ImportRun, group: str) -> dict[str, Any]:
    """The rows or problems behind the chosen tile, a page of them."""
    number = request.GET.get("sayfa")
    if group in {"rejected", "warnings"}:
        problems = ImportProblem.objects.visible_to(request.user).filter(run=run, is_warning=group == "warnings")
        return {"problems": Paginator(problems, 50).get_page(number), "problem_page": "sayfa", "verdicts": None}
    refused = ImportProblem.objects.visible_to(request.user).filter(run=run, is_warning=False)
    verdicts = ImportVerdict.objects.visible_to(request.user).filter(run=run, outcome=group)
    page = Paginator(verdicts.select_related("alumnus__person"), PAGE).get_page(number)
    below = Paginator(refused, 50).get_page(request.GET.get("hata"))
    return {"problems": below, "problem_page": "hata", "verdicts": page, "shown": list(_shown(page.object_list))}


@dataclass(frozen=True)
class ShownRow:
    """One row of the preview in words."""

    verdict: ImportVerdict
    name: str
    unit: str
    detail: Detail
    diff: list[tuple[str, Difference]]
    kept: list[tuple[str, Difference]]


def _shown(verdicts: Iterable[ImportVerdict]) -> Iterator[ShownRow]:
    details = [(verdict, verdict.shown) for verdict in verdicts]
    units = {unit for _verdict, detail in details for unit in _units_in(detail)}
    names = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=units)}
    for verdict, detail in details:
        yield ShownRow(
            verdict=verdict,
            name=detail.name or (verdict.alumnus.person.full_name if verdict.alumnus else ""),
            unit=names.get(detail.unit or 0, ""),
            detail=detail,
            diff=[(field_label(one.field), _named(one, names)) for one in detail.diff],
            kept=[(field_label(one.field), _named(one, names)) for one in detail.kept],
        )


def _units_in(detail: Detail) -> set[int]:
    told = [text for one in [*detail.diff, *detail.kept] if one.field == PROGRAMME for text in (one.old, one.new)]
    return {int(text) for text in told if text} | ({detail.unit} if detail.unit else set())


def _named(one: Difference, names: Mapping[int, str]) -> Difference:
    if one.field != PROGRAMME:
        return one
    return Difference(one.field, names.get(int(one.old or 0), ""), names.get(int(one.new or 0), ""))


def touched_since(run: ImportRun, desk: "Desk") -> list[tuple[str, str]]:
    """Name and address of records that an undo left as they are, as far as this desk sees them."""
    found = Alumnus.objects.visible_to(desk.user).filter(pk__in=run.counts.get("touched", []))
    return [
        (alumnus.person.full_name, desk.url("graduate_detail", pk=alumnus.pk))
        for alumnus in found.select_related("person").in_turkish_order()
    ]


def field_label(name: str) -> str:
    """The words for a field that an import would change."""
    if name in ContactPoint.Kind.values:
        return str(ContactPoint.Kind(name).label)
    model = Person if name in {field.name for field in Person._meta.get_fields()} else Graduation
    return str(getattr(model._meta.get_field(name.removesuffix("_id")), "verbose_name", name)).capitalize()
