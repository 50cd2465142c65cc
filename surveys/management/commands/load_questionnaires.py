"""Load the two ready questionnaires; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from surveys.ready import load_questionnaires


class Command(BaseCommand):
    help = "Load the ready questionnaires (graduates, employers). Those already there stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_questionnaires()} questionnaires loaded.")
