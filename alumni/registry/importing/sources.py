"""Where lists come from: a source keeps how its columns are called, who wins, and what its programmes are named."""

from collections.abc import Mapping, Sequence

from alumni.registry.importing.models import ImportSource, UnitAlias
from alumni.registry.importing.units import alias_key
from alumni.registry.models import ImportRun
from mik.accounts.models import User
from mik.common.turkish import fold
from mik.units.models import Unit


def source_name(text: str) -> str:
    """A name as sources bear it, whoever typed it: single spaces."""
    return " ".join(text.split())


def source_named(*, name: str, unit: Unit | None, by: User | None) -> ImportSource:
    """The desk's source of this name, made where there is none."""
    return ImportSource.objects.get_or_create(name=source_name(name), unit=unit, defaults={"by": by})[0]


def columns_of(labels: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """Header → field as a source remembers it; "" for a column nobody needs."""
    fields = {index: name for name, index in mapping.items()}
    return {fold(label): fields.get(index, "") for index, label in enumerate(labels) if fold(label)}


def mapping_from(source: ImportSource, labels: Sequence[str], suggested: Mapping[str, int]) -> dict[str, int]:
    """Field → column as the source's lists are read; for headers it has never shown, as suggested."""
    fields = {index: name for name, index in suggested.items()}
    mapping: dict[str, int] = {}
    for index, label in enumerate(labels):
        name = source.columns.get(fold(label), fields.get(index, ""))
        if name and name not in mapping:
            mapping[name] = index
    return mapping


def remember(*, run: ImportRun, labels: Sequence[str]) -> None:
    """Keep the mapping and the rules of a run for the next list of its source."""
    if run.source is not None:
        run.source.columns = {**run.source.columns, **columns_of(labels, run.mapping["mapping"])}
        run.source.rules = run.rules
        run.source.save(update_fields=["columns", "rules"])


def name_programme(
    *, faculty: str, department: str, level: str, programme: Unit, unit: Unit | None, by: User
) -> UnitAlias:
    """Remember which programme a spelling means; said again, the later word holds."""
    key = alias_key(faculty, department, level)[:500]
    return UnitAlias.objects.update_or_create(key=key, unit=unit, defaults={"programme": programme, "by": by})[0]
