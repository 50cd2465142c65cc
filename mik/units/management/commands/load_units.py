"""Load faculties, departments and programmes; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from mik.units.services import load_units


class Command(BaseCommand):
    help = "Load the university's units from mik/units/data."

    def handle(self, *args: Any, **options: Any) -> None:
        result = load_units()
        self.stdout.write(f"units: {result.created} created, {result.updated} updated, {result.unchanged} unchanged")
