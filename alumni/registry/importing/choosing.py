"""What people decide about the rows of a preview, before the list is brought in."""

from collections.abc import Mapping

from django.db import transaction
from django.http import QueryDict

from alumni.registry.importing.models import ImportVerdict
from alumni.registry.models import ImportRun
from mik.accounts.models import User

Choice = ImportVerdict.Choice
# What can be chosen for rows of each outcome; the first is what happens without a decision.
OFFERED: dict[str, tuple[Choice, ...]] = {
    "created": (Choice.NONE, Choice.SKIP),
    "updated": (Choice.NONE, Choice.KEEP, Choice.SKIP),
    "conflict": (Choice.NONE, Choice.LIST, Choice.SKIP),
}


def choices_in(data: QueryDict) -> dict[int, str]:
    """Row → choice, from the fields ``satir-<row>`` of a form; what is no choice is left out."""
    found = {}
    for name, value in data.items():
        row = name.removeprefix("satir-")
        if name != row and row.isdecimal() and str(value) in Choice.values:
            found[int(row)] = str(value)
    return found


@transaction.atomic
def choose(*, run: ImportRun, choices: Mapping[int, str], group: str, by: User) -> int:
    """Keep decisions; ``group`` as ``outcome:choice`` decides for all rows of that outcome. Returns how many."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportRun.State.PREVIEWED:
        return 0
    verdicts = ImportVerdict.objects.visible_to(by).filter(run=run)
    outcome, _colon, choice = group.partition(":")
    if group and choice in OFFERED.get(outcome, ()):
        return verdicts.filter(outcome=outcome).update(choice=choice)
    return sum(
        verdicts.filter(row=row, outcome__in=[name for name, offered in OFFERED.items() if choice in offered])
        .exclude(choice=choice)
        .update(choice=choice)
        for row, choice in choices.items()
    )
