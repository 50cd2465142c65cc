"""Bring in a list of graduates by command, for example a nightly file of the student information system.

Safe to run twice at once: the second waits for the first and finds everything unchanged. The file is copied first, so
that one replaced in mid-run changes nothing.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

import pghistory
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alumni.registry.importing import ListError
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.drops import FileChanging, dropped, settle, settle_killed
from alumni.registry.importing.report import write_problems
from alumni.registry.importing.services import run_import
from alumni.registry.importing.sources import source_name
from alumni.registry.importing.tally import Tally
from alumni.registry.models import ImportRun
from mik.common.disk import is_full
from mik.common.locks import one_at_a_time
from mik.common.tables import TableError
from mik.files.services import FileProblem

CLEAN, SOME_REJECTED, UNUSABLE = 0, 1, 2
SOURCE = "Öğrenci bilgi sistemi"


class Command(BaseCommand):
    """Exit code 0: nothing rejected; 1: some rows rejected; 2: the file cannot be used."""

    help = "Import a list of graduates (XLSX or CSV): FILE [--source NAME] [--dry-run] [--report OUT.csv] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--source", default=SOURCE, help="where the list comes from; its mapping and rules apply")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, change nothing")
        parser.add_argument("--report", metavar="OUT.csv", help="write what was wrong, a line a problem")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        options["source"] = source_name(options["source"])  # the lock goes by it too
        try:
            with one_at_a_time(f"import:{options['source']}"):
                tally = self._run(options)
        except (TableError, ListError, FileChanging, FileProblem) as error:
            self._stop(str(error))
        except Exception as error:
            self._stop_unless_unknown(error, options["file"])
        self._print(tally, as_json=options["json"])
        sys.exit(SOME_REJECTED if tally.rejected else CLEAN)

    def _run(self, options: dict[str, Any]) -> Tally:
        settle_killed(source=options["source"])
        apply = not options["dry_run"]
        with dropped(path=Path(options["file"]), source=options["source"]) as (run, graduates):
            try:
                with pghistory.context(view="import_graduates", **{"import": run.pk}):
                    tally = run_import(graduates, scope=Scope(), run=run, apply=apply)
                self._report(run, options["report"])
            except BaseException:
                settle(run=run, state=ImportRun.State.FAILED)
                raise
        settle(run=run, state=ImportRun.State.DONE if apply else None)
        return tally

    def _report(self, run: ImportRun, path: str | None) -> None:
        if path:
            write_problems(path, run=run)

    def _print(self, tally: Tally, *, as_json: bool) -> None:
        counts = tally.as_dict()
        if as_json:
            self.stdout.write(json.dumps(counts, ensure_ascii=False))
            return
        for name, value in counts.items():
            self.stdout.write(f"{name}: {value}")

    def _stop_unless_unknown(self, error: Exception, path: str) -> NoReturn:
        if is_full(error):
            self._stop(
                _(
                    "Sunucuda yer kalmadı; aktarım durdu. Girmiş satırlar duruyor;"
                    " yer açılınca komutu yeniden çalıştırın."
                )
            )
        if isinstance(error, OSError):
            self._stop(f"{path}: {error.strerror}")
        raise error

    def _stop(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(UNUSABLE)
