"""The hand-over of a department (devir): everything its representative worked with, as one archive.

Written table by table through the disk, so that the memory stays flat however large the department is.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.files import Written, scratch
from alumni.registry.exchange.handover_tables import Registry
from alumni.registry.exchange.jobs import export_of, keep, may_export, result_of, scope_of_job
from alumni.registry.exchange.records import ids_of
from alumni.registry.exchange.services import mark_of, opened
from alumni.registry.scopes import Scope
from mik.common import hooks
from mik.common.hooks import HandoverTable
from mik.common.jobs import RunningJob, Tile, job_handler
from mik.common.tables import Mark, write_xlsx
from mik.common.turkish import number
from mik.units.models import Unit

HANDOVER_JOB = "registry.handover"
README, SUMS = "OKUYUN.txt", "SHA256SUMS"
_PIECE = 256 * 1024


def department_scope(scope: Scope, department: Unit) -> Scope:
    """Of one department: the representative's own reach, or all its programmes at the office's desk."""
    if not scope.is_office:
        return scope
    programmes = Unit.objects.programmes().filter(parent=department)
    return replace(scope, unit=department, programme_ids=frozenset(programmes.values_list("pk", flat=True)))


@dataclass
class Packed:
    """One table as it lies in the archive."""

    file: str
    about: str
    rows: int
    sha256: str


@dataclass
class Archive:
    """Puts tables into a ZIP one after the other and remembers their sums."""

    target: IO[bytes]
    mark: Mark
    packed: list[Packed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.target, "w", zipfile.ZIP_DEFLATED)

    def add(self, table: HandoverTable) -> None:
        counter = _Counter(table.rows)
        with scratch() as content:
            write_xlsx(content, table.columns, counter, title=str(table.title), mark=self.mark)
            name = f"{table.file}.xlsx"
            self.packed.append(Packed(name, str(table.about), counter.count, self._store(name, opened(content))))

    def _store(self, name: str, content: IO[bytes]) -> str:
        digest = hashlib.sha256()
        moment = timezone.localtime(self.mark.at).timetuple()[:6]
        with self._zip.open(zipfile.ZipInfo(name, moment), "w") as entry:
            while piece := content.read(_PIECE):
                digest.update(piece)
                entry.write(piece)
        return digest.hexdigest()

    def close(self, readme: str) -> None:
        """With the words and the sums of everything; ``sha256sum -c SHA256SUMS`` checks them."""
        text = readme.encode()
        sums = [*((one.sha256, one.file) for one in self.packed), (hashlib.sha256(text).hexdigest(), README)]
        self._zip.writestr(README, text)
        self._zip.writestr(SUMS, "".join(f"{digest}  {name}\n" for digest, name in sums))
        self._zip.close()


class _Counter:
    def __init__(self, rows: Any) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.count += 1
            yield row


@job_handler(
    HANDOVER_JOB,
    title=gettext_lazy("Bölüm devri"),
    may_run=may_export,
    resumable=True,
    tiles=[Tile("tables", gettext_lazy("Hazırlanan tablo"), "ok", "file-spreadsheet")],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id, export, department. The scope is asked anew for each chunk."""
    export = export_of(job)
    if export.finished_at:
        return result_of(export)
    department = Unit.objects.departments().get(pk=job.params["department"])
    written = Written()
    with scratch() as target:
        archive = Archive(target, mark_of(export, scope_of_job(job)))
        for count, table in enumerate(tables(job, department, written), start=1):
            archive.add(table)
            job.checkpoint(counters={"tables": count}, note=f"{table.title}: {number(archive.packed[-1].rows)}")
        archive.close(readme(archive, department))
        what = _("%(who)s, %(unit)s bölümünün devir dosyasını aldı: %(n)s kayıt.")
        keep(export, job, target, written.subjects, _("devir"), what)
    return result_of(export)


def tables(job: RunningJob, department: Unit, written: Written) -> Iterator[HandoverTable]:
    scope = partial(_scope, job, department)
    ids = ids_of(scope().alumni().in_turkish_order())
    yield from Registry(scope, ids, written, lambda done: job.checkpoint(done=done, total=len(ids))).tables()
    for room in hooks.handover:
        yield from room(job.owner, department.pk)


def _scope(job: RunningJob, department: Unit) -> Scope:
    return department_scope(scope_of_job(job), department)


def readme(archive: Archive, department: Unit) -> str:
    """What is in the archive, in words, with counts and sums."""
    lines = [
        _("%(unit)s: devir dosyası") % {"unit": department.label},
        "",
        *(f"{label}: {text}" for label, text in archive.mark.facts(archive.packed[0].rows)[:3]),
        _("Kayıt no: %(number)s") % {"number": archive.mark.number},
        "",
        archive.mark.notice,
        _("Kimlik ve pasaport numaraları, anket yanıtları ve başvuru belgeleri bu dosyada yer almaz."),
        _("Kayıt anahtarı her tabloda aynı mezunu gösterir; Excel’de düzeltilen mezun listesi bu anahtarla geri"
          " yüklenebilir."),
        "",
        _("Tablolar"),
    ]  # fmt: skip
    for one in archive.packed:
        rows = _("%(n)s satır") % {"n": number(one.rows)}
        lines += ["", f"{one.file} ({rows})", f"  {one.about}", f"  SHA-256: {one.sha256}"]
    return "\n".join([*lines, ""])
