"""Appoint the first registrar, who records every appointment after this one."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mik.accounts.models import User
from mik.accounts.services import appoint_first_registrar


class Command(BaseCommand):
    help = "Appoint the first registrar: EMAIL --decision NUMBER --date YYYY-MM-DD"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--decision", required=True)
        parser.add_argument("--date", required=True, type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            user = User.objects.create_user(options["email"], name=options["name"])
        try:
            appoint_first_registrar(user=user, decision_number=options["decision"], decision_date=options["date"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("The registrar is appointed.")
