"""What each row of a preview comes to, written down for people to page through and decide about."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils import translation

from alumni.registry.duplicates import Likely
from alumni.registry.importing.digests import person_told
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Difference, Landing, Outcome
from alumni.registry.importing.seen import Repeated
from alumni.registry.models import ImportRun
from mik.common.arrays import AnyOf
from mik.common.bulk import copy_into


@dataclass
class Effect:
    """What choosing a record would come to: field → what the list says, to be changed or kept out.

    ``graduation``: the one whose fields they are; None where it would be added.
    """

    changes: dict[str, str]
    kept: dict[str, str]
    graduation: int | None
    adds_number: bool
    refusal: str


@dataclass
class Suggested:
    """A record that a row probably means, and why; its name and what it holds are read when it is shown, so that they
    are today's. Previews of before have no ``effect``.
    """

    pk: int
    reasons: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    effect: Effect | None = None


@dataclass
class Detail:
    """A row as the preview shows it. ``diff`` would change; ``kept`` stays as it is though the list says otherwise."""

    name: str = ""
    unit: int | None = None
    year: int | None = None
    first: int | None = None
    diff: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    adds_number: bool = False
    likely: list[Suggested] = field(default_factory=list)
    # Of a likely row, what else the list tells, to decide by: the day of birth (ISO), telephone, e-mail.
    born: str = ""
    reached_at: list[str] = field(default_factory=list)
    # A digest, equal in rows of one person (``person_told``); "" in previews of before it was kept.
    who: str = ""

    @property
    def birth_date(self) -> date | None:
        return date.fromisoformat(self.born) if self.born else None


def read_detail(text: str | None) -> Detail:
    """What ``write_verdicts`` wrote."""
    data = json.loads(text or "{}")
    for name in ("diff", "kept"):
        data[name] = [Difference(**one) for one in data.get(name, [])]
    data["likely"] = [
        Suggested(**one | {"effect": Effect(**told) if (told := one.get("effect")) else None})
        for one in data.get("likely", [])
    ]
    return Detail(**data)


def verdict_of(run: ImportRun, landing: Landing) -> ImportVerdict:
    row, outcome = landing.row, landing.outcome
    detail = Detail(f"{row.given_names} {row.surname}", row.programme_id, row.year)
    if outcome in {Outcome.UPDATED, Outcome.CONFLICT}:
        detail.diff, detail.kept = landing.differences(), landing.conflicts()
        detail.adds_number = landing.adds_number
    if landing.likely:
        detail.likely = [_suggested(one, would) for one, would in zip(landing.likely, landing.supposed, strict=True)]
        detail.born = row.birth_date.isoformat() if row.birth_date else ""
        detail.reached_at = [value for value in (row.phone, row.email) if value]
        detail.who = person_told(row).hex()
    return ImportVerdict(
        run=run,
        row=row.row,
        outcome=str(outcome),
        alumnus_id=landing.person.pk if landing.person else None,
        detail=_as_text(detail),
    )


def _suggested(likely: Likely, would: Landing) -> Suggested:
    """Words are kept as they stand in the code, and translated for whoever looks."""
    with translation.override(None):
        reasons, differences = list(likely.reasons), list(likely.differences)
    effect = Effect(
        changes={one.field: one.new for one in would.differences()},
        kept={one.field: one.new for one in would.conflicts()},
        graduation=would.graduation_id,
        adds_number=would.adds_number,
        refusal=would.refusal,
    )
    return Suggested(likely.alumnus.pk, reasons, differences, effect)


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


def choices_for(run: ImportRun | None, rows: Iterable[int], *, undecided_too: bool = False) -> dict[int, ImportVerdict]:
    """What people decided about these rows; or, decided or not, what they were told about them."""
    if run is None:
        return {}
    told = ImportVerdict.objects.filter(AnyOf("row", rows), run=run)
    decided = told if undecided_too else told.exclude(choice=ImportVerdict.Choice.NONE)
    return {verdict.row: verdict for verdict in decided}
