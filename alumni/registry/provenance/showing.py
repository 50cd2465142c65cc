"""Where the values of a record come from and what other sources say, as its pages show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from alumni.registry.models import Alumnus, Graduation
from alumni.registry.provenance import fields
from alumni.registry.provenance.deciding import may_decide
from alumni.registry.provenance.keeping import text_of
from alumni.registry.provenance.models import NUMBERS, KeptValue
from alumni.registry.provenance.origins import Origins, origins_of
from alumni.registry.scopes import Scope
from mik.people.models import ContactPoint, Person


@dataclass(frozen=True)
class Sourced:
    """One field and where its value comes from."""

    label: str
    origin: str


@dataclass(frozen=True)
class Disagreement:
    """What another source says: in the record stands ``present``, it says ``value``."""

    kept: KeptValue
    label: str
    present: str
    value: str
    who: str
    # Where the desk decides; "" for whoever does not.
    url: str = ""

    @property
    def is_asked(self) -> bool:
        return self.kept.rule == KeptValue.Rule.ASKED


@dataclass(frozen=True)
class Provenance:
    """Of a whole record."""

    person: list[Sourced]
    graduations: dict[int, list[Sourced]]
    disagreements: list[Disagreement]
    origins: Origins
    # Of each contact, by its key.
    contacts: dict[int, str]


def provenance_of(
    alumnus: Alumnus, graduations: Sequence[Graduation], *, user: Any, scope: Scope | None = None
) -> Provenance:
    """For the desk in its ``scope``; without one for the record's owner, who reads all of it and decides nothing.

    A fixed number of queries, however much the record holds and however many disagree.
    """
    origins = origins_of(alumnus.pk)
    return Provenance(
        person=list(_sourced(origins, alumnus.person, fields.PERSON, scope)),
        graduations={row.pk: list(_sourced(origins, row, fields.GRADUATION, scope)) for row in graduations},
        disagreements=list(_disagreements(alumnus, graduations, user, scope)),
        origins=origins,
        contacts=origins.texts(ContactPoint, "normalised"),
    )


def _sourced(origins: Origins, row: Any, names: Any, scope: Scope | None) -> Iterator[Sourced]:
    for name, label in names.items():
        hidden = name in NUMBERS and scope is not None and not scope.is_office
        if not hidden and getattr(row, name) and (text := origins.text(row, name)):
            yield Sourced(str(label), text)


def _disagreements(
    alumnus: Alumnus, graduations: Sequence[Graduation], user: Any, scope: Scope | None
) -> Iterator[Disagreement]:
    kept = KeptValue.objects.visible_to(user).filter(alumnus=alumnus.pk).open().select_related("run", "graduation")
    rows = list(kept if scope is None or scope.is_office else kept.without_numbers())
    by_pk = {row.pk: row for row in graduations}
    programmes = fields.programme_names(
        [row.text for row in rows if row.field == "programme_id"]
        + [str(row.programme_id) for row in graduations]
    )  # fmt: skip
    for row in rows:
        row.alumnus = alumnus
        holder: Person | Graduation | None = by_pk.get(row.graduation_id) if row.graduation_id else alumnus.person
        if holder is None:
            continue
        present = text_of(getattr(holder, row.field, ""))
        if present == row.text:
            continue
        yield Disagreement(
            kept=row,
            label=str(fields.LABELS.get(row.field, row.field)),
            present=fields.shown(row.field, present, programmes) if present else "",
            value=fields.shown(row.field, row.text, programmes),
            who=_who(row),
            url=scope.url("kept_value_decide", alumnus.pk, row.pk) if scope and may_decide(scope, row) else "",
        )


def _who(kept: KeptValue) -> str:
    label = str(kept.get_source_display())
    return f"{label} ({kept.run.file_name})" if kept.run else label
