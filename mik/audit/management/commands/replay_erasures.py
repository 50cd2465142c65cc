"""Erase again, on a restored backup, everybody who was erased since it was made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mik.audit.erasure import read_list, replay
from mik.audit.models import Erasure


class Command(BaseCommand):
    help = "Replay the list of erasures on a restored backup; doing it twice harms nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", nargs="?", help="What export_erasures wrote; without it, the database's own list.")

    def handle(self, *args: Any, **options: Any) -> None:
        erasures = self._from_file(options["list"]) if options["list"] else self._from_database()
        for erasure in erasures:
            replay(**erasure)
        self.stdout.write(f"{len(erasures)} erasures replayed.")

    def _from_database(self) -> list[dict[str, Any]]:
        found = Erasure.objects.order_by("at", "id").values("person_id", "by_id")
        # Replaying adds rows of its own: one for each person is enough.
        return list({row["person_id"]: dict(row) for row in found}.values())

    def _from_file(self, path: str) -> list[dict[str, Any]]:
        try:
            return read_list(Path(path).read_text(encoding="utf-8").splitlines())
        except (OSError, ValueError) as problem:
            raise CommandError(str(problem)) from None
