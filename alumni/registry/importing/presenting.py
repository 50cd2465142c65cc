"""What the pages of an import show: steps, tiles, and the examples behind a tile."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alumni.registry.importing.jobs import TILES
from alumni.registry.models import Graduation, ImportProblem, ImportRun
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit

GROUPS = ("created", "updated", "unchanged", "repeated", "rejected", "warnings")


def steps() -> list[str]:
    return [_("Dosya"), _("Sütunlar"), _("Önizleme"), _("Aktarım")]


def tiles(run: ImportRun, *, group: str | None = None) -> list[dict[str, Any]]:
    """The five counts; on the preview each is a link to the examples behind it."""
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
    ]


def first_group(counts: dict[str, Any]) -> str:
    """What is most worth a look: changes, then news, then what could not be taken."""
    return next((g for g in ("updated", "created", "rejected", "unchanged") if counts.get(g)), "created")


def group_context(request: HttpRequest, run: ImportRun, samples: dict[str, Any], group: str) -> dict[str, Any]:
    """The examples or problems behind the chosen tile."""
    problems = ImportProblem.objects.visible_to(request.user).filter(run=run, is_warning=group == "warnings")
    shown = samples.get(group, [])
    names = {u.pk: u.label for u in Unit.objects.filter(pk__in={s["unit"] for s in shown if s.get("unit")})}
    for sample in shown:
        sample["unit_name"] = names.get(sample.get("unit"), "")
        for change in sample.get("diff", []):
            change["label"] = field_label(change["field"])
    page = Paginator(problems, 50).get_page(request.GET.get("sayfa"))
    return {"samples": shown, "problems": page, "more": max(0, run.counts.get(group, 0) - len(shown))}


def field_label(name: str) -> str:
    """The words for a field that an import would change."""
    if name in ContactPoint.Kind.values:
        return str(ContactPoint.Kind(name).label)
    model = Person if name in {field.name for field in Person._meta.get_fields()} else Graduation
    return str(getattr(model._meta.get_field(name.removesuffix("_id")), "verbose_name", name)).capitalize()
