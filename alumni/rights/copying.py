"""The copy of somebody's data as one ZIP: JSON for machines, HTML and PDF in both languages for people, own files."""

import json
import tempfile
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alumni.rights.collecting import Section, files_of, sections_of, subject_of
from alumni.rights.models import RightsRequest
from alumni.rights.own_files import PURPOSE
from mik.audit.log import log_access
from mik.common.jobs import RunningJob
from mik.common.pdf import render_pdf
from mik.files.models import StoredFile
from mik.files.services import open_file, store_file

LANGUAGES = {"tr": "verilerim", "en": "my-data"}
STYLE = "css/pdf/own-data.css"
# Photos and documents are many megabytes; what a person may upload is no measure for the copy.
LIMIT = 2 * 1024**3


def write_copy(*, request: RightsRequest, job: RunningJob) -> None:
    """Collect, write and keep the copy, answer the request with it, and log that it was made."""
    with subject_of(request) as person_id:
        job.checkpoint(done=0, total=4, note=_("Kayıtlar toplanıyor"))
        sections, files = sections_of(person_id), files_of(person_id)
        with tempfile.TemporaryFile() as target:
            _write(target, request, sections, files, job)
            target.seek(0)
            content = target.read()
    _keep(request, job, content)


def _write(target: IO[bytes], request: RightsRequest, sections: list[Section], files: Any, job: RunningJob) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("verilerim.json", _as_json(request, sections))
        archive.write(str(finders.find(STYLE)), "stil.css")
        for place, (language, name) in enumerate(LANGUAGES.items(), start=1):
            with translation.override(language):
                context = {"sections": sections, "request": request, "at": timezone.localtime(), "files": files}
                archive.writestr(f"{name}.html", render_to_string("pdf/rights/own_data_page.html", context))
                archive.writestr(f"{name}.pdf", render_pdf("pdf/rights/own_data.html", context, stylesheets=[STYLE]))
            job.checkpoint(done=place, total=4)
        _add_files(archive, files)
        rows = sum(len(section.rows) for section in sections)
        job.checkpoint(done=3, total=4, counters={"rows": rows, "files": len(files)}, note=_("Dosyalar eklendi"))


def _as_json(request: RightsRequest, sections: list[Section]) -> str:
    told = {
        "prepared_at": timezone.localtime().isoformat(timespec="seconds"),
        "request": request.number,
        "records": [section.as_json() for section in sections],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def _add_files(archive: zipfile.ZipFile, files: list[StoredFile]) -> None:
    for number, file in enumerate(files, start=1):
        ending = PurePosixPath(file.name).suffix[:8]
        try:
            with open_file(file) as content:
                archive.writestr(f"dosyalar/{number:02d}-{file.purpose}{ending}", content.read())
        except FileNotFoundError:
            continue  # its time was over meanwhile


def _keep(request: RightsRequest, job: RunningJob, content: bytes) -> None:
    """The file, the answer and the line in the log, in one go."""
    import io

    from alumni.rights.services import State

    with transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if not held.is_open:
            return
        file = store_file(
            upload=io.BytesIO(content), purpose=PURPOSE, by=job.owner, name=f"{held.number}.zip",
            media_type="application/zip", limit=LIMIT,
        )  # fmt: skip
        held.file, held.state, held.answered_at = file, State.ANSWERED, timezone.now()
        held.answer = _("Verilerinizin örneği hazırlandı ve yedi gün boyunca indirilebilir kılındı.")
        held.save(update_fields=["file", "state", "answered_at", "answer"])
        subjects = [held.person_id] if held.person_id else []
        log_access(
            request_or_user=job.owner,
            action="export",
            subjects=subjects,
            reason=held.number,
            view="job:rights.own_data",
        )
        request.file = file
