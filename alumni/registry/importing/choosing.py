"""What people decide about the rows of a preview, before the list is brought in."""

from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.http import QueryDict

from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.ownlists import is_numberless
from alumni.registry.importing.verdicts import Detail
from alumni.registry.models import Alumnus, ImportRun
from mik.accounts.models import User

Choice = ImportVerdict.Choice
Outcome = ImportVerdict.Outcome

# What can be chosen for rows of each outcome; the first is what happens without a decision.
OFFERED: dict[str, tuple[Choice, ...]] = {
    "created": (Choice.NONE, Choice.SKIP),
    "updated": (Choice.NONE, Choice.KEEP, Choice.SKIP),
    "conflict": (Choice.NONE, Choice.LIST, Choice.SKIP),
    "likely": (Choice.NONE, Choice.NEW, Choice.SKIP),
}
# For all undecided likely rows at once: those with a single suggestion are that record.
ONLY = "only"
# A person of the list by the digest of a verdict, or by the row where it has none.
Who = str | int


def offered(run: ImportRun, group: str) -> tuple[Choice, ...]:
    """A row without a number can be nobody new."""
    choices = OFFERED.get(group, ())
    if group == Outcome.LIKELY and is_numberless(run.mapping.get("mapping", {})):
        return tuple(choice for choice in choices if choice != Choice.NEW)
    return choices


def choices_in(data: QueryDict) -> dict[int, str]:
    """Row → choice, from the fields ``satir-<row>`` of a form; what is no choice is left out.

    A record that was suggested is chosen by its number: ``same-<pk>``.
    """
    found = {}
    for name, value in data.items():
        row = name.removeprefix("satir-")
        choice, dash, pk = str(value).partition("-")
        is_record = choice == Choice.SAME and pk.isdecimal() and len(pk) < 18
        if name != row and row.isdecimal() and len(row) < 9 and (is_record or (not dash and choice in Choice.values)):
            found[int(row)] = str(value)
    return found


@transaction.atomic
def choose(*, run: ImportRun, choices: Mapping[int, str], group: str, by: User) -> int:
    """Keep decisions; ``group`` as ``outcome:choice`` decides for all rows of that outcome. Returns how many.

    With ``likely:only`` the decisions made before, and those of ``choices``, stay.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportRun.State.PREVIEWED:
        return 0
    verdicts = ImportVerdict.objects.visible_to(by).filter(run=run)
    outcome, _colon, choice = group.partition(":")
    if group and choice in offered(run, outcome):
        return verdicts.filter(outcome=outcome).update(choice=choice, chosen=None)
    changed = _choose_each(run, choices, by)
    if group == f"{Outcome.LIKELY}:{ONLY}":
        changed += _choose_records(run, _only_suggestions(run, by), by)
    return changed


def _choose_each(run: ImportRun, choices: Mapping[int, str], by: User) -> int:
    verdicts = ImportVerdict.objects.visible_to(by).filter(run=run)
    records = {row: int(pk) for row, value in choices.items() if (pk := value.partition("-")[2])}
    return _choose_records(run, records, by) + sum(
        verdicts.filter(row=row, outcome__in=[name for name in OFFERED if choice in offered(run, name)])
        .exclude(choice=choice)
        .update(choice=choice, chosen=None)
        for row, choice in choices.items()
        if row not in records
    )


def _only_suggestions(run: ImportRun, by: User) -> dict[int, int]:
    """Undecided row → record, where it is the single suggestion for its person and no other person's as well."""
    likely = ImportVerdict.objects.visible_to(by).filter(run=run, outcome=Outcome.LIKELY).iterator(chunk_size=2000)
    only: dict[int, tuple[Who, int]] = {}
    people: dict[int, set[Who]] = {}
    records: dict[Who, set[int | None]] = {}
    for verdict in likely:
        detail = verdict.shown
        who, found = detail.who or verdict.row, _open_to(verdict, detail)
        for pk in found:
            people.setdefault(pk or 0, set()).add(who)
        if len(found) == 1:
            records.setdefault(who, set()).update(found)
            if verdict.choice == Choice.NONE and found[0] is not None:
                only[verdict.row] = (who, found[0])
    return {row: pk for row, (who, pk) in only.items() if len(people[pk]) == len(records[who]) == 1}


def _open_to(verdict: ImportVerdict, detail: Detail) -> list[int | None]:
    """What a row may come to: what was decided (None: somebody new), else any record suggested."""
    match verdict.choice:
        case Choice.NONE:
            return [one.pk for one in detail.likely]
        case Choice.SAME | Choice.NEW:
            return [verdict.chosen_id]
        case _:
            return []


def _choose_records(run: ImportRun, records: Mapping[int, int], by: User) -> int:
    """Row → record; only one that was suggested for the row and may be seen is taken."""
    seen = set(Alumnus.objects.visible_to(by).filter(pk__in=set(records.values())).values_list("pk", flat=True))
    verdicts = ImportVerdict.objects.visible_to(by).filter(run=run, outcome=Outcome.LIKELY, row__in=list(records))
    changed = list(_changed(verdicts, records, seen))
    ImportVerdict.objects.bulk_update(changed, ["choice", "chosen"], batch_size=2000)
    return len(changed)


def _changed(verdicts: Iterable[ImportVerdict], records: Mapping[int, int], seen: set[int]) -> Iterator[ImportVerdict]:
    for verdict in verdicts:
        pk = records[verdict.row]
        is_offered = pk in seen and pk in {one.pk for one in verdict.shown.likely}
        if is_offered and (verdict.choice, verdict.chosen_id) != (Choice.SAME, pk):
            verdict.choice, verdict.chosen_id = Choice.SAME, pk
            yield verdict
