"""What one row says otherwise than the record it means."""

from typing import Any

from alumni.registry.importing.parsed import ParsedRow
from alumni.registry.models import Graduation
from mik.common.turkish import fold
from mik.people.models import Person


def person_changes(person: Person, row: ParsedRow) -> dict[str, Any]:
    """What the list of Student Affairs knows better; an empty cell never empties a record."""
    changes: dict[str, Any] = {}
    if row.given_names and _is_other_name(person.given_names, row.given_names, row):
        changes["given_names"] = row.given_names
    if row.row_key:
        return changes | _edited(person, row)
    if fold(row.surname) not in {fold(person.surname), fold(person.former_surname)}:
        changes["surname"] = row.surname
        changes["former_surname"] = person.former_surname or person.surname
    for name in ("birth_date", "sex", "nationality"):
        value = getattr(row, name)
        value = value.lower() if name == "sex" and value else value
        if value and value != getattr(person, name):
            changes[name] = value
    return changes | _missing_identifiers(person, row)


def _is_other_name(known: str, told: str, row: ParsedRow) -> bool:
    """Lists of the registry shout and drop letters, so only another name counts; who edits an export means it."""
    return told != known if row.row_key else fold(told) != fold(known)


def _edited(person: Person, row: ParsedRow) -> dict[str, Any]:
    """What somebody changed in an exported row; an emptied cell empties nothing."""
    told = {name: getattr(row, name) for name in ("surname", "former_surname", "birth_date", "nationality")}
    told["sex"] = row.sex.lower()
    return {name: value for name, value in told.items() if value and value != getattr(person, name)}


def _missing_identifiers(person: Person, row: ParsedRow) -> dict[str, Any]:
    national, passport = row.hashes
    changes: dict[str, Any] = {}
    if national and person.tckn_hash is None:
        changes |= {"tckn": row.tckn or row.foreigner_no, "tckn_hash": national}
    if passport and person.passport_hash is None:
        changes |= {"passport_no": row.passport_no, "passport_hash": passport}
    return changes


def graduation_changes(graduation: Graduation, row: ParsedRow) -> dict[str, Any]:
    """What the row says otherwise about the same diploma."""
    wanted = {
        "programme_id": row.programme_id,
        "level": row.level,
        "graduated_on": row.graduated_on,
        "year": row.year,
        "student_no": row.student_no,
        "diploma_no": row.diploma_no,
    }
    if graduation.graduated_on and not row.graduated_on:
        del wanted["year"]  # it is that of the date, which the row does not tell
    return {name: value for name, value in wanted.items() if value and value != getattr(graduation, name)}
