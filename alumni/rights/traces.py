"""Taking a person out of what the registry keeps without a relation to them: lists, exports, saved texts."""

from django.db import transaction
from django.db.models import Q

from alumni.registry.exchange.models import Export
from alumni.registry.exchange.services import PURPOSE as EXPORTS
from alumni.registry.importing.landing import lock_imports
from alumni.registry.importing.models import ImportVerdict, ToldGraduation
from alumni.registry.importing.uploads import PURPOSE as LISTS
from alumni.registry.merging.ids import ids_of
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from alumni.registry.segments.models import Segment
from alumni.rights.models import Erased
from alumni.rights.needles import names_person, rows_naming
from mik.audit.erasure import redact_rows
from mik.audit.models import AccessEvent
from mik.audit.tracking import event_model_of
from mik.common.models import Job
from mik.common.turkish import fold
from mik.files.models import StoredFile
from mik.files.services import delete_file
from mik.people.models import Person
from mik.people.traces import Traces, traces_of

GONE = "—"


def traces_in_lists(person_id: int) -> Traces:
    """By what a list may tell the person: also by the numbers of student and diploma, which stay in the registry."""
    told = traces_of(person_id)
    numbers = Graduation.objects.filter(alumnus=person_id).values_list("student_no", "diploma_no")
    more = (fold(number) for pair in numbers for number in pair if len(number) >= 5)
    return Traces((*told.words, *more), told.digits)


@transaction.atomic
def out_of_import_lists(person_id: int) -> int:
    """Stored lists with a row of the person go whole, and with them what a preview wrote of them.

    A list that is being brought in at this moment goes on from its open file and finds the record marked as erased.
    """
    lock_imports()
    traces, gone = traces_in_lists(person_id), 0
    runs = ImportRun.objects.filter(file__isnull=False).select_related("file").order_by("pk")
    for run in runs if traces else ():
        assert run.file is not None  # filtered
        rows = rows_naming(run.file, traces)
        if rows or (rows is None and names_person(run.file, traces)):
            ImportProblem.objects.filter(run=run, row__in=rows or ()).update(value="")
            run.verdicts.all().delete()
            delete_file(file=run.file)
            gone += 1
    return gone


def out_of_stray_lists(person_id: int) -> int:
    """Uploads that no run took over."""
    traces, gone = traces_in_lists(person_id), 0
    kept = ImportRun.objects.filter(file__isnull=False).values("file")
    for file in StoredFile.objects.filter(purpose=LISTS).exclude(pk__in=kept) if traces else ():
        if names_person(file, traces):
            delete_file(file=file)
            gone += 1
    return gone


def out_of_import_problems(person_id: int) -> int:
    """What stood in a cell that could not be taken."""
    traces, touched = traces_in_lists(person_id), 0
    problems = ImportProblem.objects.exclude(value="").only("pk", "value", "message")
    for problem in problems.iterator(chunk_size=2000) if traces else ():
        if traces.found_in(problem.value, problem.message):
            message = GONE if traces.found_in(problem.message) else problem.message
            touched += ImportProblem.objects.filter(pk=problem.pk).update(value="", message=message)
    return touched


def out_of_verdicts(person_id: int) -> int:
    """Rows of a preview that show the person, also as one of several they might mean."""
    traces, gone = traces_in_lists(person_id), 0
    own = Q(alumnus=person_id) | Q(chosen=person_id)
    for verdict in ImportVerdict.objects.exclude(own).only("pk", "detail").iterator(chunk_size=1000) if traces else ():
        if verdict.detail and traces.found_in(verdict.detail):
            gone += ImportVerdict.objects.filter(pk=verdict.pk).delete()[0]
    return gone


def out_of_told_graduations(person_id: int) -> int:
    """What sources told last of these diplomas: the next list is looked at anew, and finds the mark."""
    return ToldGraduation.objects.filter(graduation__alumnus=person_id).delete()[0]


@transaction.atomic
def out_of_exports(person_id: int) -> int:
    """Files that left the registry with the person in them and still lie here; that they left stays in the log."""
    numbers = AccessEvent.objects.of_any(ids_of(person_id)).filter(action="export").values("id")
    files = StoredFile.objects.filter(purpose=EXPORTS)
    known = set(files.filter(pk__in=Export.objects.filter(number__in=numbers).values("file")))
    traces = traces_of(person_id)
    found = known | {file for file in files if file not in known and traces and names_person(file, traces)}
    for file in found:
        Job.objects.filter(result__file=str(file.pk)).update(result={"message": GONE})
        delete_file(file=file)
    return len(found)


def out_of_export_texts(person_id: int) -> int:
    """What was searched for when a list was exported, where that was a name or an address."""
    traces, touched = traces_of(person_id), []
    for export in Export.objects.only("pk", "chosen", "words", "reason").iterator(chunk_size=1000) if traces else ():
        if not traces.found_in(export.chosen, export.words, export.reason):
            continue
        texts = {"words": traces.cleaned(export.words or ""), "reason": traces.cleaned(export.reason)}
        chosen = "" if traces.found_in(export.chosen) else export.chosen
        Export.objects.filter(pk=export.pk).update(**texts, chosen=chosen)
        touched.append(export.pk)
    redact_rows(person_id=person_id, table=Export._meta.db_table, ids=touched)
    return len(touched)


def out_of_segments(person_id: int) -> int:
    """Saved questions that name the person: the word becomes one that nobody bears, so that no list grows by it."""
    traces, touched = traces_of(person_id), []
    for segment in Segment.objects.iterator(chunk_size=1000) if traces else ():
        name, filters = traces.cleaned(segment.name), traces.cleaned(segment.filters)
        if (name, filters) != (segment.name, segment.filters):
            name = segment.name if name == segment.name else f"{GONE} {segment.pk}"
            Segment.objects.filter(pk=segment.pk).update(name=name, filters=filters)
            touched.append(segment.pk)
    redact_rows(person_id=person_id, table=Segment._meta.db_table, ids=touched)
    return len(touched)


@transaction.atomic
def mark_erased(person_id: int) -> int:
    """Before anything goes: from now on no list and no form of the desk writes values into this record.

    The hashes of numbers that merged records bore are read from their history, which is about to be emptied.
    """
    if not Alumnus.objects.filter(pk=person_id).exists():
        return 0
    events = event_model_of(Person).objects.filter(pgh_obj_id__in=ids_of(person_id))
    hashes = {bytes(value) for pair in events.values_list("tckn_hash", "passport_hash") for value in pair if value}
    mark, made = Erased.objects.get_or_create(alumnus_id=person_id)
    if hashes - {bytes(known) for known in mark.hashes}:
        mark.hashes = sorted({*hashes, *(bytes(known) for known in mark.hashes)})
        mark.save(update_fields=["hashes"])
    return int(made)


TRACES = (
    mark_erased,
    out_of_import_lists,
    out_of_stray_lists,
    out_of_import_problems,
    out_of_verdicts,
    out_of_told_graduations,
    out_of_exports,
    out_of_export_texts,
    out_of_segments,
)
