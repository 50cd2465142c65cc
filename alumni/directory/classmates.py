"""Who finished the same department in the same year, as far as each lets the reader see both."""

from dataclasses import dataclass

from django.db.models import Q

from alumni.directory.rows import Row, rows_of
from alumni.registry.models import Alumnus, Graduation
from alumni.visibility import layer
from alumni.visibility.audience import Audience

# A class of more is shown in the directory.
MOST = 200


@dataclass(frozen=True)
class SchoolClass:
    """One of the reader's graduations, and the members who shared it. ``is_whole``: no more than are shown."""

    department_id: int
    label: str
    year: int
    rows: list[Row]
    is_whole: bool = True


def classes_of(alumnus: Alumnus, audience: Audience) -> list[SchoolClass]:
    """The last graduation first; two queries for each, of which people rarely have more than two."""
    held = alumnus.graduations.select_related("programme__parent")
    own = {(one.programme.department.pk, one.year): one for one in held}
    return [_class(key[0], one, alumnus, audience) for key, one in own.items()]


def _class(department_id: int, own: Graduation, alumnus: Alumnus, audience: Audience) -> SchoolClass:
    same = Graduation.objects.filter(programme__parent=department_id, year=own.year)
    both = layer.shows(audience, layer.PROGRAMME) & layer.shows(audience, layer.YEAR)
    found = Alumnus.objects.filter(layer.listed(audience) & both & Q(pk__in=same.values("alumnus")))
    others = found.exclude(pk=alumnus.pk).in_turkish_order()
    keys = list(others.values_list("pk", flat=True)[: MOST + 1])
    label = own.programme.department.label
    return SchoolClass(department_id, label, own.year, rows_of(keys[:MOST], audience), is_whole=len(keys) <= MOST)
