"""Print how to get into the demo: the address, one sign-in per role, and whose joining can be tried."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from mik.home.demo.accounts import PASSWORD, SIGN_INS, UNJOINED
from mik.home.demo.people import with_check_digits


class Command(BaseCommand):
    help = "Print the demo's address and one sign-in per role."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("There is no demo in production.")
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write("\n".join([*self._sign_ins(), "", *self._joining()]))

    def _sign_ins(self) -> list[str]:
        width = max(len(str(sign_in.role)) for sign_in in SIGN_INS)
        mail = max(len(sign_in.email) for sign_in in SIGN_INS)
        return [
            f"Sign in with one click: {settings.BASE_URL}/demo/",
            f"Read the mails it sends: {settings.BASE_URL}/demo/posta/",
            f"Or sign in by e-mail and password; the password of all is {PASSWORD}",
            "",
            *(f"  {s.role!s:<{width}}  {s.email:<{mail}}  {PASSWORD}  {s.name}" for s in SIGN_INS),
        ]

    def _joining(self) -> list[str]:
        year, month, day = UNJOINED.birth_date
        number = with_check_digits(UNJOINED.first_nine)
        return [
            "To try joining: sign up with the first address below (the code comes to the mail page), then claim:",
            f"  {UNJOINED.email}  {UNJOINED.given_names} {UNJOINED.surname}  born {day:02d}.{month:02d}.{year}",
            f"  {UNJOINED.department}, lisans, {UNJOINED.year}  T.C. kimlik no {number}",
            "With any other address, or without the number, the claim waits for the department's representative.",
        ]
