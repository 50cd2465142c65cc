"""A member's choices of who sees what."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus
from alumni.visibility.items import OF_RECORD, ROWS, groups_of
from mik.people.models import Visibility


@transaction.atomic
def save_choices(*, alumnus: Alumnus, chosen: Mapping[str, str]) -> int:
    """Set the choice of each item named by its key; keys that are not the member's change nothing.

    Returns how many choices are other than before. The same twice changes nothing the second time.
    """
    return _of_record(alumnus, chosen) + _of_rows(alumnus, chosen)


@transaction.atomic
def hide_everything(*, alumnus: Alumnus) -> int:
    """Nobody but the member, the representative and the office sees anything: the quickest way out."""
    nobody = {item.key: Visibility.NOBODY for group in groups_of(alumnus) for item in group.items}
    return save_choices(alumnus=alumnus, chosen=nobody)


def _of_record(alumnus: Alumnus, chosen: Mapping[str, str]) -> int:
    held = Membership.objects.select_for_update().get(alumnus=alumnus.pk)
    changed = [name for name, _label, _icon in OF_RECORD if name in chosen and getattr(held, name) != chosen[name]]
    for name in changed:
        setattr(held, name, Visibility(chosen[name]))
    if changed:
        held.save(update_fields=changed)
    return len(changed)


def _of_rows(alumnus: Alumnus, chosen: Mapping[str, str]) -> int:
    """One statement for each kind of row and each circle that something moves to."""
    changed = 0
    for kind in ROWS:
        moved: dict[str, list[int]] = defaultdict(list)
        for row in kind.of(alumnus):
            wanted = chosen.get(f"{kind.code}-{row.pk}", row.visibility)
            if wanted != row.visibility:
                moved[Visibility(wanted)].append(row.pk)
        for visibility, keys in moved.items():
            rows = kind.of(alumnus).select_related(None).order_by()
            changed += rows.filter(pk__in=keys).update(visibility=visibility, updated_at=timezone.now())
    return changed
