"""Who changed what in a record, when: the events of a person's rows, field by field, old beside new.

Identifiers are told apart by their hashes; the office reads that one changed, a representative nothing at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignKey, Max, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Membership
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from alumni.registry.merging.ids import ids_of
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope
from mik.accounts.models import Office, User
from mik.common.codelists import country_name, language_name, occupation_name, province_name, sector_name
from mik.common.turkish import date_long
from mik.organisations.models import Organisation
from mik.people.models import ContactPoint, Death, Person
from mik.units.models import Unit

# Event model, the column of the person, what the row is called.
TRACKED: tuple[tuple[type[Model], str, Any], ...] = (
    (Person, "pgh_obj_id", gettext_lazy("Kişi bilgileri")),
    (Alumnus, "pgh_obj_id", gettext_lazy("Kayıt")),
    (Graduation, "alumnus_id", gettext_lazy("Mezuniyet")),
    (ContactPoint, "person_id", gettext_lazy("İletişim")),
    (Employment, "alumnus_id", gettext_lazy("İş")),
    (FurtherStudy, "alumnus_id", gettext_lazy("Öğrenim")),
    (Membership, "alumnus_id", gettext_lazy("Üyelik")),
    (Death, "person_id", gettext_lazy("Vefat")),
    (LanguageSkill, "alumnus_id", gettext_lazy("Dil")),
    (SocialLink, "alumnus_id", gettext_lazy("Bağlantı")),
    (FormerName, "alumnus_id", gettext_lazy("Önceki ad")),
    (Photo, "alumnus_id", gettext_lazy("Fotoğraf")),
)
IDENTIFIERS = {"tckn_hash", "passport_hash"}
# What says nothing to a reader: keys, and what follows from another field.
SILENT = {"id", "person", "alumnus", "normalised", "created_at", "updated_at", "import_run", "user", "name_folded",
          "closed_account"}  # fmt: skip
ACTIONS = {"insert": gettext_lazy("eklendi"), "update": gettext_lazy("değişti"), "delete": gettext_lazy("silindi")}


@dataclass(frozen=True)
class Change:
    """One field: its old and new value as text; empty text where there was nothing."""

    label: str
    old: str
    new: str


@dataclass
class Entry:
    """One act: a row added, changed or deleted, by whom and in which role."""

    at: datetime
    subject: str
    action: str
    who: str
    role: str
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False

    @property
    def summary(self) -> str:
        """The first values of a new row, on one line."""
        return " · ".join(change.new for change in self.changes[:4] if change.new)


def history_of(*, alumnus: Alumnus, scope: Scope, since: str = "") -> list[Entry]:
    """Newest first. ``since`` (a ``mark_of``) leaves out what happened before, but still compares with it."""
    marks, ids = _marks(since), ids_of(alumnus.pk)
    events = [(seen, mark) for source, mark in zip(TRACKED, marks, strict=True) for seen in _events(source, ids, scope)]
    names = _Names(seen[1] for seen, mark in events)
    entries = [
        entry
        for (subject, event, before), mark in events
        if event.pgh_id > mark and (entry := _entry(subject, event, before, scope, names)) is not None
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def mark_of(*, alumnus: Alumnus) -> str:
    """How far the history of a record goes now: the last event of each kind of row."""
    ids = ids_of(alumnus.pk)
    lasts = [
        _stored(model).filter(**{f"{column}__in": ids}).aggregate(last=Max("pgh_id"))["last"]
        for model, column, __ in TRACKED
    ]
    return ".".join(str(last or 0) for last in lasts)


def _marks(text: str) -> list[int]:
    marks = [int(part) if part.isdecimal() else 0 for part in text.split(".")]
    return marks if len(marks) == len(TRACKED) else [0] * len(TRACKED)


Seen = tuple[str, Any, Any]


def _stored(model: type[Model]) -> "QuerySet[Any]":
    """The events of a tracked model; their class is made by pghistory, so it has no type of its own."""
    events: QuerySet[Any] = getattr(model, "pgh_event_model").objects.all()  # noqa: B009  (unknown to the checker)
    return events


def _events(source: tuple[type[Model], str, Any], ids: list[int], scope: Scope) -> Iterator[Seen]:
    """The events of one kind of row, each with the event before it of the same row."""
    model, column, subject = source
    rows = _stored(model).filter(**{f"{column}__in": ids})
    if model is Graduation and scope.programme_ids is not None:
        rows = rows.filter(programme_id__in=scope.programme_ids)
    # That a record merged into this one went away is told as the merge, not as a loss of its values.
    rows = rows.exclude(pgh_label="delete", pgh_obj_id__in=ids[1:]) if model in (Person, Alumnus) else rows
    before: dict[int, Any] = {}
    for event in rows.select_related("pgh_context").order_by("pgh_id"):
        yield str(subject), event, before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event


def _entry(subject: str, event: Any, before: Any, scope: Scope, names: "_Names") -> Entry | None:
    changes = [change for f in _fields(event) if (change := _change(f, event, before, scope, names)) is not None]
    if not changes:
        return None
    context = event.pgh_context.metadata if event.pgh_context else {}
    role = str(context.get("role") or "")
    return Entry(
        at=event.pgh_created_at,
        subject=_subject(subject, event),
        action=str(ACTIONS[event.pgh_label]),
        who=names.user(context.get("user")),
        role=str(dict(Office.choices).get(role, "")),
        changes=changes,
        is_new=event.pgh_label == "insert",
    )


def _subject(subject: str, event: Any) -> str:
    if hasattr(event, "get_kind_display"):
        return str(event.get_kind_display())
    return subject


def _fields(event: Any) -> Iterable["Field[Any, Any]"]:
    return [f for f in event._meta.local_fields if not f.name.startswith("pgh_") and f.name not in SILENT]


def _change(f: "Field[Any, Any]", event: Any, before: Any, scope: Scope, names: "_Names") -> Change | None:
    new = getattr(event, f.attname)
    old = getattr(before, f.attname) if before is not None else None
    if event.pgh_label == "delete":
        old, new = new, None
    elif event.pgh_label == "insert":
        old = None
    elif before is None or old == new:
        return None
    if f.name in IDENTIFIERS:
        return _hidden_change(f, old, new) if scope.is_office and (old or new) else None
    if old is None and new is False:
        return None
    change = Change(str(f.verbose_name), names.text(f, old), names.text(f, new))
    return change if change.old != change.new else None


def _hidden_change(f: "Field[Any, Any]", old: Any, new: Any) -> Change:
    label = _("T.C. kimlik no") if f.name == "tckn_hash" else _("Pasaport no")
    return Change(label, _("gizli") if old else "", _("gizli") if new else "")


class _Names:
    """Turns stored values into words; people, units and employers are fetched once for all events."""

    CODES = {"country": country_name, "nationality": country_name, "province": province_name,
             "occupation": occupation_name, "sector": sector_name, "language": language_name}  # fmt: skip
    LABELLED: dict[str, type[Model]] = {"programme_id": Unit, "employer_id": Organisation, "user_id": User}

    def __init__(self, events: Iterable[Any]) -> None:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for event in events:
            for attname, model in self.LABELLED.items():
                if isinstance(value := getattr(event, attname, None), int):
                    wanted[model].add(value)
            if event.pgh_context and event.pgh_context.metadata.get("user"):
                wanted[User].add(event.pgh_context.metadata["user"])
        self._users = {u.pk: u.name for u in User.objects.filter(pk__in=wanted[User])}
        units = Unit.objects.filter(pk__in=wanted[Unit]).select_related("parent")
        self._units = {u.pk: f"{u.label} ({u.get_level_display()})" for u in units}
        self._employers = dict(Organisation.objects.filter(pk__in=wanted[Organisation]).values_list("pk", "name"))

    def user(self, pk: int | None) -> str:
        return (self._users.get(pk) if pk else "") or _("Platform")

    def text(self, f: "Field[Any, Any]", value: Any) -> str:
        if value is None or value == "" or value == []:
            return ""
        if isinstance(f, ForeignKey):
            known = {"programme": self._units, "employer": self._employers, "user": self._users}
            return str(known.get(f.name, {}).get(value, ""))
        if f.choices:
            return str(dict(f.flatchoices).get(value, value))
        if f.name in self.CODES:
            return str(self.CODES[f.name](str(value)))
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("evet") if value else _("hayır")
    if isinstance(value, datetime):
        return date_long(timezone.localtime(value))
    if isinstance(value, date):
        return date_long(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
