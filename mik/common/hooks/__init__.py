"""What must reach upwards: few, typed registries, filled in ``AppConfig.ready()`` and read by lower rooms.

Functions: ``hooks.attention.register(function)`` (also as a decorator). Keyed:
``hooks.file_readers.register("claim_evidence", function)``. A second registration under one key, or of the
same function, is refused. ``/gelistirici/kancalar/`` lists all.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from mik.common.hooks.agreeing import ExplicitConsent, Transfer
from mik.common.hooks.finders import finders, number_finders
from mik.common.hooks.handed_out import Duties, Duty
from mik.common.hooks.happenings import AttentionItem, CalendarEntry, TimelineEntry
from mik.common.hooks.kinds import Functions, HookError, Keyed, describe
from mik.common.hooks.notices import Channel, MailedBy, NotificationKind, notification_kinds
from mik.common.hooks.personal import (
    Destruction,
    Destructions,
    Keep,
    Merging,
    PersonalData,
    PersonalDataRegistry,
    Segment,
)
from mik.common.hooks.reports import Figure, FigureRow, FigureScope, FigureValue, HandoverTable

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from mik.common.hooks.texts import AnyUser as AnyUser
    from mik.common.hooks.texts import Text as Text
    from mik.common.models import Job

__all__ = [
    "REGISTRIES",
    "AttentionItem",
    "CalendarEntry",
    "Channel",
    "Destruction",
    "Destructions",
    "Duties",
    "Duty",
    "ExplicitConsent",
    "Figure",
    "FigureRow",
    "FigureScope",
    "FigureValue",
    "FileLike",
    "Functions",
    "HandoverTable",
    "HookError",
    "Keep",
    "Keyed",
    "MailedBy",
    "Merging",
    "NotificationKind",
    "PersonalData",
    "PersonalDataRegistry",
    "Segment",
    "TimelineEntry",
    "Transfer",
    "attention",
    "bounces",
    "calendar",
    "deaths",
    "describe",
    "destructions",
    "developers",
    "duties",
    "explicit_consents",
    "figures",
    "file_readers",
    "file_subjects",
    "finders",
    "handover",
    "job_contexts",
    "notification_kinds",
    "number_finders",
    "person_scopes",
    "personal_data",
    "personal_files",
    "same_person",
    "segments",
    "timeline",
    "traces",
    "transfers",
    "withdrawn",
]  # fmt: skip


class FileLike(Protocol):
    """What a file reader may look at; ``mik.files.StoredFile`` is one."""

    id: Any
    purpose: str
    uploaded_by_id: Any


attention: Functions["Callable[[AnyUser], Iterable[AttentionItem]]"] = Functions(
    "attention", "What wants this user's attention today"
)
timeline: Functions["Callable[[int, AnyUser], Iterable[TimelineEntry]]"] = Functions(
    "timeline", "What happened to a person, as far as this user may see it"
)
calendar: Functions["Callable[[AnyUser, date, date], Iterable[CalendarEntry]]"] = Functions(
    "calendar", "Dated entries between two days for this user"
)
bounces: Functions[Callable[[str, str], None]] = Functions(
    "bounces", "A mail address was refused for good: (address, why)"
)
deaths: Functions["Callable[[int, int], None]"] = Functions(
    "deaths", "A graduate was marked as having died: (person id, id of who marked it)"
)
withdrawn: Functions["Callable[[Model], None]"] = Functions("withdrawn", "A publication was withdrawn")
developers: Functions["Callable[[AnyUser], bool]"] = Functions("developers", "May this user see the developers' pages?")
person_scopes: Functions["Callable[[AnyUser], QuerySet[Any, Any]]"] = Functions(
    "person_scopes", "Ids of the persons whose records this user may see in full"
)
job_contexts: Functions["Callable[[Job], AbstractContextManager[object]]"] = Functions(
    "job_contexts", "Entered around the run of a job"
)
same_person: Functions["Callable[[int], Sequence[int]]"] = Functions(
    "same_person", "All numbers a person goes by once records were merged, the one in use first"
)
transfers: Keyed[Transfer] = Keyed("transfers", "What may go abroad, once the office says so (KVKK art. 9)")
explicit_consents: Keyed[ExplicitConsent] = Keyed(
    "explicit_consents", "Data of special categories, each by a consent of its own (KVKK art. 6)"
)
personal_data = PersonalDataRegistry("personal_data", "What is held of a person: export, erase, merge, inventory")
traces: Functions[Callable[[int], int]] = Functions(
    "traces", "Takes a person out of what names them without a relation (queues, lists, texts): (person) -> how many"
)
personal_files: Functions["Callable[[int], Iterable[FileLike]]"] = Functions(
    "personal_files", "Photos and documents of a person, for the person's own copy"
)
destructions = Destructions("destructions", "What goes when its time is over, and how")
file_readers: Keyed["Callable[[AnyUser, FileLike], bool]"] = Keyed(
    "file_readers", "May this user read a file of this purpose?"
)
file_subjects: Keyed["Callable[[FileLike], Iterable[int]]"] = Keyed(
    "file_subjects", "Whose document a file of this purpose is, for the log of looks"
)
duties = Duties("duties", "Work the coordinator can hand out to staff")
segments: Keyed[Segment] = Keyed("segments", "Criteria for choosing people")
handover: Functions["Callable[[AnyUser, int], Iterable[HandoverTable]]"] = Functions(
    "handover", "What a department hands over to the next representative: (user, id of the department)"
)
figures: Keyed[Figure] = Keyed("figures", "Figures: what they mean and which records they count")

REGISTRIES: tuple[Functions[Any] | Keyed[Any], ...] = (
    attention, timeline, calendar, segments, figures, handover, personal_data, personal_files, traces, destructions,
    deaths, file_readers, file_subjects, duties, bounces, withdrawn, developers, person_scopes, same_person, transfers,
    explicit_consents, job_contexts, finders, number_finders, notification_kinds,
)  # fmt: skip
