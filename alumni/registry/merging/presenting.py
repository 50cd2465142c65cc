"""What a merge moved, and what its undo left, in words and numbers; without reading the photographs."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _

from alumni.career.models import Employment
from alumni.registry.desk.records import CONTACT_ICONS, contact_text
from alumni.registry.merging.comparing import HANGING, Comparison
from alumni.registry.merging.models import Merge
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.common.merging.graph import Model, columns_of
from mik.common.merging.undoing import GONE, LOST, NEWER, TAKEN, USED
from mik.common.turkish import upper
from mik.people.models import ContactPoint


@dataclass(frozen=True)
class Touched:
    """One kind of rows: how many went over, how many were the same on both and became one."""

    label: str
    icon: str
    moved: int
    united: int


@dataclass(frozen=True)
class Record:
    """One of the two as it stands at the head of its column."""

    alumnus: Alumnus
    url: str
    stays: bool
    is_older: bool
    facts: list[tuple[str, str]]


def records_of(comparison: Comparison) -> list[Record]:
    """Both, each with its diplomas, addresses and jobs on a line, in three questions."""
    scope, both = comparison.scope, (comparison.first, comparison.second)
    ids = [one.pk for one in both]
    facts: dict[int, list[tuple[str, str]]] = {pk: [] for pk in ids}
    for graduation in scope.graduations().filter(alumnus__in=ids).select_related("programme__parent"):
        text = f"{graduation.programme.department.label}, {graduation.get_level_display()}, {graduation.year}"
        facts[graduation.alumnus_id].append(("graduation-cap", text))
    for contact in ContactPoint.objects.visible_to(scope.user).filter(person__in=ids):
        facts[contact.person_id].append((CONTACT_ICONS[contact.kind], contact_text(contact)))
    for job in Employment.objects.visible_to(scope.user).filter(alumnus__in=ids).select_related("employer"):
        facts[job.alumnus_id].append(("briefcase", f"{job.title}, {job.employer.name}"))
    oldest = min(both, key=lambda one: (one.created_at, one.pk)).pk
    return [
        Record(one, scope.url("graduate_detail", one.pk), one.pk == comparison.stays, one.pk == oldest, facts[one.pk])
        for one in both
    ]


def touched_lines(merge: Merge, scope: Scope) -> list[Touched]:
    lines = []
    for model, icon, label, office_only in HANGING:
        counts = merge.touched.get(model, {})
        moved, united = len(counts.get("moved", [])), len(counts.get("removed", []))
        if (moved or united) and (scope.is_office or not office_only):
            lines.append(Touched(str(label), icon, moved, united))
    return lines


def leftover_lines(merge: Merge) -> list[str]:
    """One sentence for each row that did not go back as it was."""
    words = {
        GONE: _("Bu arada silinmiş; geri gelmedi."),
        TAKEN: _("Yeri bu arada dolmuş; olduğu gibi kaldı."),
        LOST: _("Bağlı olduğu kayıt bu arada silinmiş."),
        NEWER: _("Bu arada değiştirilmiş; yeni değeri korundu: %(columns)s"),
        USED: _("Bu arada okunmuş ya da değiştirilmiş; olduğu gibi kaldı."),
    }
    lines = []
    there = {model._meta.label for model in apps.get_models()}
    for one in (one for one in merge.leftovers if one["label"] in there):
        model: Model = apps.get_model(one["label"])
        known = columns_of(model)
        columns = ", ".join(str(known[name].verbose_name) for name in one["columns"] if name in known)
        name = str(model._meta.verbose_name)
        lines.append(f"{upper(name[:1])}{name[1:]}: {words[one['why']] % {'columns': columns}}")
    return lines
