"""Changes to a graduate's career: jobs with one primary among them, further study."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni.career.models import CareerEntry, Employment, FurtherStudy
from alumni.registry.models import Alumnus
from alumni.visibility.audience import ANY_MEMBER
from alumni.visibility.layer import shown
from mik.common.turkish import fold
from mik.organisations.models import Organisation
from mik.people.models import Source

SUGGESTIONS = 12


@transaction.atomic
def save_employment(
    *,
    alumnus: Alumnus,
    employer_name: str,
    fields: dict[str, Any],
    employment: Employment | None = None,
    source: str = Source.MEMBER,
) -> Employment:
    """Add or change a job. Made primary, it takes that from the one before in the same transaction."""
    _lock(alumnus)
    job = employment or Employment(alumnus=alumnus)
    _write(job, fields)
    job.employer = find_or_create_employer(name=employer_name, country=job.country)
    job.source = source
    if job.is_primary:
        _others(job).filter(is_primary=True).update(is_primary=False)
    job.save()
    return job


@transaction.atomic
def make_primary(*, employment: Employment) -> None:
    """Switch the primary job; one that is over stays what it is."""
    _lock(employment.alumnus)
    employment.refresh_from_db()
    if employment.is_primary or employment.ends is not None:
        return
    _others(employment).filter(is_primary=True).update(is_primary=False)
    employment.is_primary, employment.source = True, Source.MEMBER
    employment.save(update_fields=["is_primary", "source", "updated_at"])


@transaction.atomic
def save_study(
    *,
    alumnus: Alumnus,
    fields: dict[str, Any],
    study: FurtherStudy | None = None,
    source: str = Source.MEMBER,
) -> FurtherStudy:
    """Add or change a further study."""
    entry = study or FurtherStudy(alumnus=alumnus)
    _write(entry, fields)
    entry.source = source
    entry.save()
    return entry


def remove_entry(*, entry: CareerEntry) -> None:
    """Delete a job or a study; the history keeps the event."""
    entry.delete()


def find_or_create_employer(*, name: str, country: str = "") -> Organisation:
    """The organisation of this folded name, made if new: «TOFAŞ» and «Tofaş» are one employer."""
    spelling = " ".join(name.split())
    Organisation.objects.bulk_create([Organisation(name=spelling, country=country)], ignore_conflicts=True)
    return Organisation.objects.get(name_folded=fold(spelling))


def suggested_employers(*, alumnus: Alumnus, typed: str) -> QuerySet[Organisation]:
    """Employers to offer while typing; one that only hidden jobs name is kept from others."""
    jobs = Employment.objects.filter(employer=OuterRef("pk"))
    known = Q(Exists(shown(jobs, ANY_MEMBER))) | Q(Exists(jobs.filter(alumnus=alumnus))) | ~Q(Exists(jobs))
    found = Organisation.objects.filter(known)
    for word in fold(typed).split():
        found = found.filter(name_folded__contains=word)
    return found.in_turkish_order()[:SUGGESTIONS]


def _lock(alumnus: Alumnus) -> None:
    """Two changes of one career wait for each other, so the primary job passes on in order."""
    Alumnus.objects.select_for_update().get(pk=alumnus.pk)


def _others(job: Employment) -> "QuerySet[Employment]":
    others: QuerySet[Employment] = Employment.objects.filter(alumnus=job.alumnus_id).exclude(pk=job.pk)
    return others


def _write(entry: CareerEntry, fields: dict[str, Any]) -> None:
    for name in _known(entry, fields):
        setattr(entry, name, fields[name])


def _known(entry: CareerEntry, fields: dict[str, Any]) -> Iterable[str]:
    names = {field.name for field in entry._meta.concrete_fields}
    return [name for name in fields if name in names]
