"""One diploma on both records is one graduation."""

from collections.abc import Iterable, Mapping
from typing import Any

from alumni.registry.importing.models import ToldGraduation
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
        if row.alumnus_id == merging.loser_id and (twin := _twin(row, own)) is not None:
            kept_for[row.pk] = twin
            _fill(twin, row)
    _forget_told_twice(kept_for)
    replace(Graduation, {pk: twin.pk for pk, twin in kept_for.items()})
    Graduation.objects.bulk_update({twin.pk: twin for twin in kept_for.values()}.values(), _FILLED)


def _forget_told_twice(kept_for: Mapping[int, Graduation]) -> None:
    """A source told both; of the one that stays it is known already, of the other it is read anew the next time."""
    twins = {twin.pk for twin in kept_for.values()}
    told = list(ToldGraduation.objects.filter(graduation__in={*kept_for, *twins}))
    known = {(one.source_id, one.graduation_id) for one in told if one.graduation_id in twins}
    twice = [
        one.pk
        for one in told
        if one.graduation_id in kept_for and (one.source_id, kept_for[one.graduation_id].pk) in known
    ]
    ToldGraduation.objects.filter(pk__in=twice).delete()


def _twin(row: Graduation, own: Iterable[Graduation]) -> Graduation | None:
    """The winner's row of the same diploma number; else one of the same programme and year that may become it."""
    numbered = next((one for one in own if row.diploma_no and one.diploma_no == row.diploma_no), None)
    return numbered or next((one for one in own if _alike(one, row) and not _would_clash(one, row, own)), None)


def _alike(one: Graduation, other: Graduation) -> bool:
    """The same programme and year, with nothing that speaks against it."""
    same = (one.programme_id, one.level, one.year) == (other.programme_id, other.level, other.year)
    return same and all(len({getattr(row, name) for row in (one, other)} - {None, ""}) < 2 for name in _FILLED)


def _would_clash(one: Graduation, row: Graduation, own: Iterable[Graduation]) -> bool:
    """Whether, filled from the other, it would be the same as another row of the winner."""
    number, day = one.diploma_no or row.diploma_no, one.graduated_on or row.graduated_on
    return any(_key(other.diploma_no, other.programme_id, other.graduated_on) == _key(number, one.programme_id, day)
               for other in own if other is not one)  # fmt: skip


def _key(number: str, programme: int, day: Any) -> Any:
    """What the table allows once a record."""
    return number or (programme, day)


def _fill(kept: Graduation, gone: Graduation) -> None:
    for name in _FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
