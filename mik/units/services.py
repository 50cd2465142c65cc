"""Loading the university's units from the lists kept in ``mik/units/data`` (see SOURCES.md there)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from mik.common.turkish import fold
from mik.units.models import Kind, Level, Successor, Unit

DATA = Path(__file__).parent / "data"

KINDS = {
    "fakülte": Kind.FACULTY,
    "yüksekokul": Kind.SCHOOL,
    "meslek yüksekokulu": Kind.VOCATIONAL_SCHOOL,
    "enstitü": Kind.INSTITUTE,
    "konservatuvar": Kind.CONSERVATORY,
    "rektörlük": Kind.RECTORATE,
}
LEVELS = {
    "önlisans": Level.ASSOCIATE,
    "lisans": Level.BACHELOR,
    "yüksek lisans": Level.MASTER,
    "doktora": Level.DOCTORATE,
}
# Law 7141 (Official Gazette 18.05.2018/30425): the day units passed to Trabzon University.
MOVED = "2018’de Trabzon Üniversitesine geçti"
MOVED_ON = date(2018, 5, 18)
MOVED_TO = "Trabzon Üniversitesi"


@dataclass
class LoadResult:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def load_units(folder: Path = DATA) -> LoadResult:
    """Bring units and successors in line with the lists; a second run changes nothing.

    An English name the office entered is kept; what the lists do not know stays empty.
    """
    successors = {s.name: s for s in _load_successors(folder / "successors.csv")}
    loader = _Loader({unit.key: unit for unit in Unit.objects.select_for_update()})
    for row in _rows(folder / "ktu_units.csv"):
        facts = _facts(row, successors)
        top = loader.put(None, KINDS[row["unit_type"]], row["unit"], {"source": row["source"]})
        if not row["department"]:
            continue
        department = loader.put(top, Kind.DEPARTMENT, row["department"], facts)
        if row["level"] in LEVELS:
            loader.put(department, Kind.PROGRAMME, row["department"], {**facts, "level": LEVELS[row["level"]]})
    return loader.result


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows, what is certain and current first, so that the first source of a unit is the best one."""
    return sorted(_read(path), key=lambda row: not row["status"].startswith("güncel"))


def _load_successors(path: Path) -> Iterator[Successor]:
    for row in _read(path):
        facts = {"name_en": row["university_en"], "year": int(row["year"]), "basis": row["basis"]}
        yield Successor.objects.update_or_create(name=row["university_tr"], defaults=facts)[0]


def _facts(row: dict[str, str], successors: dict[str, Successor]) -> dict[str, Any]:
    moved = row["status"] == MOVED
    return {
        "status": row["status"],
        "source": row["source"],
        "note": row["note"],
        "closed_on": MOVED_ON if moved else None,
        "successor": successors.get(MOVED_TO) if moved else None,
    }


class _Loader:
    """Puts units one by one; the first row that names a unit speaks for it."""

    def __init__(self, known: dict[str, Unit]) -> None:
        self.known = known
        self.seen: set[str] = set()
        self.result = LoadResult()

    def put(self, parent: Unit | None, kind: str, name: str, facts: dict[str, Any]) -> Unit:
        key = self._key(parent, kind, name, facts.get("level"))
        unit = self.known.get(key)
        if unit is None:
            unit = self.known[key] = Unit.objects.create(key=key, parent=parent, kind=kind, name=name, **facts)
            self.result.created += 1
        elif key not in self.seen:
            self._update(unit, facts)
        self.seen.add(key)
        return unit

    @staticmethod
    def _key(parent: Unit | None, kind: str, name: str, level: int | None) -> str:
        parts = [parent.key if parent else "", kind, fold(name), str(int(level)) if level else ""]
        return "/".join(part for part in parts if part)

    def _update(self, unit: Unit, facts: dict[str, Any]) -> None:
        changed = [name for name, value in facts.items() if getattr(unit, name) != value]
        for name in changed:
            setattr(unit, name, facts[name])
        if changed:
            unit.save(update_fields=changed)
            self.result.updated += 1
        else:
            self.result.unchanged += 1
