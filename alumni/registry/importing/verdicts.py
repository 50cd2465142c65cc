"""What each row of a preview comes to, written down for people to page through and decide about."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from alumni.registry.importing.comparing import Difference, Landing, Outcome
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.seen import Repeated
from alumni.registry.models import ImportRun
from mik.common.arrays import AnyOf
from mik.common.bulk import copy_into


@dataclass
class Detail:
    """A row as the preview shows it. ``diff`` would change; ``kept`` stays as it is though the list says otherwise."""

    name: str = ""
    unit: int | None = None
    year: int | None = None
    first: int | None = None
    diff: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)


def read_detail(text: str | None) -> Detail:
    """What ``write_verdicts`` wrote."""
    data = json.loads(text or "{}")
    for name in ("diff", "kept"):
        data[name] = [Difference(**one) for one in data.get(name, [])]
    return Detail(**data)


def verdict_of(run: ImportRun, landing: Landing) -> ImportVerdict:
    row, outcome = landing.row, landing.outcome
    detail = Detail(f"{row.given_names} {row.surname}", row.programme_id, row.year)
    if outcome in {Outcome.UPDATED, Outcome.CONFLICT}:
        detail.diff, detail.kept = landing.differences(), landing.conflicts()
    return ImportVerdict(
        run=run,
        row=row.row,
        outcome=str(outcome),
        alumnus_id=landing.person.pk if landing.person else None,
        detail=_as_text(detail),
    )


def repeated_verdict(run: ImportRun, repeated: Repeated) -> ImportVerdict:
    detail = _as_text(Detail(first=repeated.first_row))
    return ImportVerdict(run=run, row=repeated.row, outcome=ImportVerdict.Outcome.REPEATED, detail=detail)


def unchanged_verdict(run: ImportRun, *, row: int, alumnus_id: int) -> ImportVerdict:
    """Of a row known word for word: its name is read from the record when it is shown."""
    return ImportVerdict(run=run, row=row, outcome=ImportVerdict.Outcome.UNCHANGED, alumnus_id=alumnus_id)


def _as_text(detail: Detail) -> str:
    return json.dumps({name: value for name, value in asdict(detail).items() if value}, ensure_ascii=False)


def write_verdicts(verdicts: Sequence[ImportVerdict]) -> None:
    copy_into(ImportVerdict, verdicts)


def choices_for(run: ImportRun | None, rows: Iterable[int]) -> dict[int, ImportVerdict]:
    """What people decided about these rows."""
    if run is None:
        return {}
    decided = ImportVerdict.objects.filter(AnyOf("row", rows), run=run).exclude(choice=ImportVerdict.Choice.NONE)
    return {verdict.row: verdict for verdict in decided}
