"""Asking for an export, writing it, and recording that it left: no file without its line in the log of looks."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.registry.columns import ordered
from alumni.registry.exchange.columns import columns_for, usual_codes
from alumni.registry.exchange.models import Export
from alumni.registry.lists import GraduateList
from alumni.registry.scopes import Scope
from mik.accounts.models import Appointment, Office, User
from mik.audit.log import log_access, reserve_number
from mik.audit.models import AccessEvent
from mik.common.jobs import start_job
from mik.common.models import Job
from mik.common.tables import Mark
from mik.common.turkish import number
from mik.files.models import StoredFile
from mik.files.services import delete_file
from mik.work.services import notify

EXPORT_JOB = "registry.export"
PURPOSE = "registry_export"
# A list of more people than this is left to the workers.
AT_ONCE = 500
# How long the file of a job can be downloaded.
KEPT = timedelta(days=7)
OFFICE_HEADS = (Office.COORDINATOR, Office.ACTING, Office.ASSISTANT)


@dataclass(frozen=True)
class Choice:
    """Which records: those ticked, or whatever the list's query finds."""

    ids: tuple[int, ...] = ()
    query: str = ""
    everything: bool = False

    def as_text(self) -> str:
        return json.dumps({"query": self.query} if self.everything else {"ids": list(self.ids)})

    @classmethod
    def from_text(cls, text: str) -> "Choice":
        kept = json.loads(text or "{}")
        return cls(tuple(kept.get("ids", ())), kept.get("query", ""), "query" in kept)

    def found(self, scope: Scope) -> Any:
        """The records chosen, as far as the scope reaches today."""
        if self.everything:
            return self.listed(scope).results
        return scope.alumni().filter(pk__in=self.ids)

    def listed(self, scope: Scope) -> GraduateList:
        return GraduateList(scope=scope, data=QueryDict(self.query))

    def in_order(self, scope: Scope) -> list[int]:
        return list(ordered(self.found(scope), "ad").values_list("pk", flat=True))

    def words(self, scope: Scope) -> str:
        """The filter in words."""
        if not self.everything:
            count = len(self.ids)
            return ngettext("Listeden seçilen %(n)s mezun", "Listeden seçilen %(n)s mezun", count) % {
                "n": number(count)
            }
        graduates = self.listed(scope)
        view = [str(graduates.view.label)] if graduates.view.code else []
        return " · ".join([*view, *(chip.label for chip in graduates.chips)])


@transaction.atomic
def request_export(*, scope: Scope, form: str, columns: Collection[str], reason: str, choice: Choice) -> Export:
    """Note what is about to leave. The number is taken now, for it stands in the file."""
    return Export.objects.create(
        number=reserve_number(),
        form=form,
        owner=scope.user,
        unit=scope.unit,
        columns=[column.code for column in columns_for(scope, columns)],
        reason=reason,
        chosen=choice.as_text(),
        words=choice.words(scope) if form != Export.Form.ZIP else "",
    )


@transaction.atomic
def start_export(*, export: Export, scope: Scope, kind: str = EXPORT_JOB, **params: int) -> Job:
    """Leave the writing to the workers."""
    export.job = start_job(kind=kind, owner=scope.user, params={**scope.params, "export": export.pk, **params})
    export.save(update_fields=["job"])
    return export.job


@transaction.atomic
def record_export(
    *, export: Export, scope: Scope, subjects: Sequence[int], file: StoredFile | None = None, what: str = ""
) -> None:
    """The line in the log under the number in the file, and word to the office. In one go with what hands it over."""
    log_access(
        request_or_user=scope.user,
        action="export",
        subjects=subjects,
        reason=export.reason,
        view=f"job:{export.job.kind}" if export.job else "graduate_export",
        as_role=scope.role,
        number=export.number,
    )
    export.people, export.file, export.chosen, export.finished_at = len(subjects), file, "", timezone.now()
    export.save(update_fields=["people", "file", "chosen", "finished_at"])
    tell_the_office(scope=scope, count=len(subjects), what=what)


def mark_of(export: Export, scope: Scope) -> Mark:
    role = Office(scope.role).label if scope.role in Office.values else ""
    return Mark(
        who=", ".join(filter(None, (scope.user.name, str(role), scope.unit.label if scope.unit else ""))),
        at=timezone.now(),
        why=export.reason,
        chosen=export.words or "",
        number=export.number,
    )


def tell_the_office(*, scope: Scope, count: int, what: str = "") -> None:
    """The heads of the office hear of each export at once; the exporter among them does not need to."""
    text = (what or _("%(who)s, %(unit)s listesinden %(n)s kaydı dışa aktardı.")) % {
        "who": scope.user.name,
        "unit": scope.label,
        "n": number(count),
    }
    tell_heads(by=scope.user, text=text)


def tell_heads(*, by: User, text: str) -> None:
    """A notice to each head of the office but whoever it is about."""
    heads = Appointment.objects.in_force().filter(office__in=OFFICE_HEADS).exclude(user=by)
    for term in heads.select_related("user"):
        notify(user=term.user, kind="records.exports", text=text, url=reverse("coordinator:graduate_access"))


def last_choice(user: User) -> tuple[str, list[str]]:
    """The form and the columns this user took last time; what is usual for who never did."""
    last = Export.objects.filter(owner=user).exclude(form=Export.Form.ZIP).order_by("-created_at", "-pk").first()
    return (last.form, list(last.columns)) if last else (Export.Form.XLSX, usual_codes())


def downloads_of(exports: Collection[Export]) -> dict[int, int]:
    """How often the file of each was downloaded, in one query."""
    said = {f"{PURPOSE} {export.file_id}": export.pk for export in exports if export.file_id}
    if not said:
        return {}
    events = AccessEvent.objects.filter(
        user__in={export.owner_id for export in exports},
        at__gte=min(export.created_at for export in exports),
        action="download",
        reason__in=said,
    )
    counts: dict[int, int] = {}
    for reason in events.values_list("reason", flat=True):
        counts[said[reason]] = counts.get(said[reason], 0) + 1
    return counts


def forget_exports(*, before: datetime | None = None) -> int:
    """Delete the files that were kept long enough; that they were taken stays known."""
    old = StoredFile.objects.filter(purpose=PURPOSE, created_at__lt=before or timezone.now() - KEPT)
    for file in old:
        with transaction.atomic():
            Job.objects.filter(result__file=str(file.pk)).update(result={"message": _("Dosyanın süresi doldu.")})
            delete_file(file=file)
    return len(old)


def opened(file: IO[bytes]) -> IO[bytes]:
    """From its beginning, to be read."""
    file.seek(0)
    return file
