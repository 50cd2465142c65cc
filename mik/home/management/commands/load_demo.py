"""Fill the database with the demo: a cast for every role and thousands of graduates who do not exist."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mik.home.demo.data import GRADUATES, load_demo


class Command(BaseCommand):
    help = "Load the demo's people; does nothing when they are there. Refuses in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--graduates", type=int, default=GRADUATES, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("The demo's accounts share a password everybody knows: never in production.")
        began = monotonic()
        try:
            loaded = load_demo(graduates=options["graduates"])
        except ValidationError as error:
            reason = " ".join(error.messages)
            raise CommandError(f"Other people are in office in this database; use an empty one. {reason}") from error
        seconds = monotonic() - began
        self.stdout.write(f"The demo is loaded ({seconds:.0f} s)." if loaded else "The demo is there already.")
