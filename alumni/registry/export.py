"""A list of graduates to take home: XLSX, no formula, no identity number, each one known to the office."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.career.models import Employment
from alumni.registry.columns import ordered, with_columns
from alumni.registry.models import Alumnus
from alumni.registry.scopes import OutOfReach, Scope, scope_of
from alumni.registry.states import PILLS
from mik.accounts.models import Appointment, Office
from mik.audit.log import log_access
from mik.common.codelists import country_name, province_name
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.tables import MEDIA_TYPES, write_xlsx
from mik.common.turkish import number
from mik.files.services import store_file
from mik.people.models import ContactPoint
from mik.work.services import notify

EXPORT_JOB = "registry.export"
PURPOSE = "registry_export"
CHUNK = 500
OFFICE_HEADS = (Office.COORDINATOR, Office.ACTING, Office.ASSISTANT)

COLUMNS = (
    gettext_lazy("Ad"),
    gettext_lazy("Soyad"),
    gettext_lazy("Önceki soyad"),
    gettext_lazy("Doğum tarihi"),
    gettext_lazy("Bölüm"),
    gettext_lazy("Düzey"),
    gettext_lazy("Mezuniyet tarihi"),
    gettext_lazy("Mezuniyet yılı"),
    gettext_lazy("Diploma no"),
    gettext_lazy("Öğrenci no"),
    gettext_lazy("E-posta"),
    gettext_lazy("E-posta kaynağı"),
    gettext_lazy("E-posta tarihi"),
    gettext_lazy("Telefon"),
    gettext_lazy("Telefon kaynağı"),
    gettext_lazy("Telefon tarihi"),
    gettext_lazy("Ülke"),
    gettext_lazy("İl"),
    gettext_lazy("Görev"),
    gettext_lazy("Kurum"),
    gettext_lazy("İş bilgisinin kaynağı"),
    gettext_lazy("İş bilgisinin tarihi"),
    gettext_lazy("Üye"),
    gettext_lazy("Durum"),
    gettext_lazy("Son doğrulama"),
    gettext_lazy("Etiketler"),
    gettext_lazy("Kaydın kaynağı"),
)


def may_export(user: Any, params: dict[str, Any]) -> bool:
    """Asked at the start, at each chunk, and at the download."""
    try:
        scope_of(user, params)
    except OutOfReach:
        return False
    return True


@job_handler(
    EXPORT_JOB,
    title=gettext_lazy("Mezun listesini dışa aktarma"),
    may_run=may_export,
    resumable=True,
    tiles=[Tile("rows", gettext_lazy("Yazılan kayıt"), "ok", "file-text")],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id, ids, reason. The scope is asked anew for each chunk; what left it is left out."""
    ids = [int(pk) for pk in job.params["ids"]]
    rows: list[list[Any]] = []
    subjects: list[int] = []
    for start in range(0, len(ids), CHUNK):
        job.checkpoint(done=start, total=len(ids), counters={"rows": len(rows)})
        for pk, row in export_rows(_scope(job), ids[start : start + CHUNK]):
            subjects.append(pk)
            rows.append(row)
    job.checkpoint(done=len(ids), total=len(ids), counters={"rows": len(rows)})
    if not rows:
        raise JobError(_("Dışa aktarılacak kayıt kalmadı."))
    return _finish(job, rows, subjects)


def _scope(job: RunningJob) -> Scope:
    return scope_of(job.owner, job.params)


@transaction.atomic
def _finish(job: RunningJob, rows: list[list[Any]], subjects: list[int]) -> dict[str, Any]:
    """Write, keep, log and tell in one go: no file without its line in the log."""
    scope = _scope(job)
    buffer = io.BytesIO()
    write_xlsx(buffer, [str(column) for column in COLUMNS], rows, title=str(_("Mezunlar")))
    buffer.seek(0)
    name = _("mezunlar-%(day)s.xlsx") % {"day": timezone.localdate().isoformat()}
    log_access(
        request_or_user=scope.user,
        action="export",
        subjects=subjects,
        reason=str(job.params.get("reason", "")),
        view=f"job:{EXPORT_JOB}",
        as_role=scope.role,
    )
    file = store_file(upload=buffer, purpose=PURPOSE, by=scope.user, name=name, media_type=MEDIA_TYPES["xlsx"])
    tell_the_office(scope=scope, count=len(rows))
    return {"message": _("%(n)s kayıt dışa aktarıldı.") % {"n": number(len(rows))}, "file": str(file.pk)}


def tell_the_office(*, scope: Scope, count: int) -> None:
    """The heads of the office hear of each export at once; the exporter among them does not need to."""
    terms = Appointment.objects.in_force().filter(office__in=OFFICE_HEADS).exclude(user=scope.user)
    text = _("%(who)s, %(unit)s listesinden %(n)s kaydı dışa aktardı.") % {
        "who": scope.user.name,
        "unit": scope.label,
        "n": number(count),
    }
    for term in terms.select_related("user"):
        notify(user=term.user, text=text, url=reverse("coordinator:graduate_access"))


# --- Rows ------------------------------------------------------------------------------------------


def export_rows(scope: Scope, ids: list[int]) -> Iterator[tuple[int, list[Any]]]:
    """Person id and cells of the records that are still in scope, in Turkish order."""
    jobs = Employment.objects.visible_to(scope.user).filter(ends__isnull=True).select_related("employer")
    alumni = (
        ordered(with_columns(scope.alumni().filter(pk__in=ids), scope), "ad")
        .prefetch_related(Prefetch("graduations", queryset=scope.graduations().select_related("programme__parent")))
        .prefetch_related(Prefetch("person__contacts", queryset=ContactPoint.objects.alive()))
        .prefetch_related(Prefetch("employments", queryset=jobs.order_by("-is_primary", "-starts", "-pk")))
    )
    for alumnus in alumni:
        yield (
            alumnus.pk,
            [
                *_person(alumnus),
                *_graduation(alumnus),
                *_contact(alumnus, "email"),
                *_contact(alumnus, "phone"),
                country_name(getattr(alumnus, "country", "") or ""),
                province_name(getattr(alumnus, "province", "") or ""),
                *_job(alumnus),
                *_record(alumnus),
            ],
        )


def _person(alumnus: Alumnus) -> list[Any]:
    person = alumnus.person
    return [person.given_names, person.surname, person.former_surname, person.birth_date]


def _graduation(alumnus: Alumnus) -> list[Any]:
    graduations = list(alumnus.graduations.all())
    if not graduations:
        return [""] * 6
    last = graduations[0]
    return [
        last.programme.department.label,
        last.get_level_display(),
        last.graduated_on,
        last.year,
        last.diploma_no,
        last.student_no,
    ]


def _contact(alumnus: Alumnus, kind: str) -> list[Any]:
    found = [contact for contact in alumnus.person.contacts.all() if contact.kind == kind]
    if not found:
        return ["", "", None]
    first = found[0]
    return [first.value, first.get_source_display(), _day(first.updated_at)]


def _job(alumnus: Alumnus) -> list[Any]:
    jobs = list(alumnus.employments.all())
    if not jobs:
        return ["", "", "", None]
    return [jobs[0].title, jobs[0].employer.name, jobs[0].get_source_display(), _day(jobs[0].updated_at)]


def _record(alumnus: Any) -> list[Any]:
    return [
        _("evet") if alumnus.is_member else _("hayır"),
        str(PILLS[alumnus.pill_state].label),
        _day(alumnus.confirmed_at),
        ", ".join(map(str, alumnus.tags)),
        alumnus.get_source_display(),
    ]


def _day(moment: datetime | None) -> Any:
    return timezone.localtime(moment).date() if moment else None
