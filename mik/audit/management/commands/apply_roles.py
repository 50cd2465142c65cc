"""Give the restricted database role its grants again: after restoring a backup, or after making a table by
hand.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from mik.audit.roles import apply_roles


class Command(BaseCommand):
    help = "Reapply the grants of the restricted database role (also done after every migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="owner", help="Alias of the owner's connection.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not apply_roles(connections[options["database"]]):
            raise CommandError("Not applied: connect as the owner of the tables, after migrating.")
        self.stdout.write("Grants applied.")
