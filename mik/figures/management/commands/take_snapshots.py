"""``take_snapshots YEAR``: keep what the figures come out at for a year; a finished year is only filled up."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mik.figures.snapshots import take_snapshots


class Command(BaseCommand):
    help = "Measure every figure for YEAR and keep the values. Values taken after the year's end stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = take_snapshots(year=options["year"])
        except ValidationError as problem:
            raise CommandError(problem.messages[0]) from problem
        self.stdout.write(f"{options['year']}: {count} values")
