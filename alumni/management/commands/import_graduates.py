"""Bring in a list of graduates by command, for example a nightly file of the student information system."""

import json
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

import pghistory
from django.core.management.base import BaseCommand
from django.utils import timezone

from alumni.registry.importing import ListError, read_list
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.report import write_report
from alumni.registry.importing.services import Outcomes, run_import, unit_matcher
from mik.common.tables import TableError, read_table

CLEAN, SOME_REJECTED, UNUSABLE = 0, 1, 2


class Command(BaseCommand):
    """Exit code 0: nothing rejected; 1: some rows rejected; 2: the file cannot be used."""

    help = "Import a list of graduates (XLSX or CSV): FILE [--dry-run] [--report OUT.csv] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, change nothing")
        parser.add_argument("--report", metavar="OUT.csv", help="write what was wrong, a line a problem")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcomes, problems = self._run(options)
        except (TableError, ListError) as error:
            self._stop(str(error))
        except OSError as error:
            self._stop(f"{options['file']}: {error.strerror}")
        if options["report"]:
            write_report(options["report"], problems)
        self._print(outcomes, as_json=options["json"])
        sys.exit(SOME_REJECTED if outcomes.tally.rejected else CLEAN)

    def _run(self, options: dict[str, Any]) -> tuple[Outcomes, list[Any]]:
        problems: list[Any] = []
        with (
            read_table(options["file"], options["file"]) as table,
            pghistory.context(view="import_graduates"),
        ):
            graduates = read_list(table, matcher=unit_matcher(), today=timezone.localdate())
            outcomes = run_import(
                graduates.results(), scope=Scope(), run=None, apply=not options["dry_run"], problems=problems
            )
        return outcomes, problems

    def _print(self, outcomes: Outcomes, *, as_json: bool) -> None:
        counts = outcomes.tally.as_dict()
        if as_json:
            self.stdout.write(json.dumps(counts, ensure_ascii=False))
            return
        for name, value in counts.items():
            self.stdout.write(f"{name}: {value}")

    def _stop(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(UNUSABLE)
