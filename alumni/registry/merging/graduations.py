"""One diploma on both records is one graduation."""

from alumni.registry.models import Graduation
from mik.common.hooks import Merging
from mik.common.merging.moving import replace

_FILLED = ("diploma_no", "student_no", "graduated_on")


def unite_graduations(merging: Merging) -> None:
    """The winner's row stays and takes from the other what it lacks."""
    rows = list(Graduation.objects.filter(alumnus__in=merging.ids).order_by("pk"))
    own = [row for row in rows if row.alumnus_id == merging.winner_id]
    kept_for: dict[int, Graduation] = {}
    for row in rows:
        twin = next((one for one in own if _same(one, row)), None) if row.alumnus_id == merging.loser_id else None
        if twin is not None:
            kept_for[row.pk] = twin
            _fill(twin, row)
    replace(Graduation, {pk: twin.pk for pk, twin in kept_for.items()})
    Graduation.objects.bulk_update({twin.pk: twin for twin in kept_for.values()}.values(), _FILLED)


def _same(one: Graduation, other: Graduation) -> bool:
    """The same diploma number; or the same programme and year, with nothing that speaks against it."""
    if one.diploma_no and other.diploma_no:
        return one.diploma_no == other.diploma_no
    dates = {row.graduated_on for row in (one, other) if row.graduated_on}
    numbers = {row.student_no for row in (one, other) if row.student_no}
    alike = (one.programme_id, one.level, one.year) == (other.programme_id, other.level, other.year)
    return alike and len(dates) < 2 and len(numbers) < 2


def _fill(kept: Graduation, gone: Graduation) -> None:
    for name in _FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
