"""A worker of its own, to be killed: ``python -m tests.mail.worker DATABASE PORT JOB`` runs one job and ends."""

import sys

import django
from django.conf import settings


def main(database: str, port: int, job_id: int) -> None:
    settings.DATABASES["default"]["NAME"] = database
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    django.setup()

    from django.db.backends.signals import connection_created

    from mik.common import job_runner
    from tests.conftest import take_restricted_role
    from tests.factories.mail import sending_allowed

    connection_created.connect(take_restricted_role)
    with sending_allowed():
        job_runner.run(job_id)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
