"""The Celery application: settings come from Django, tasks from every app's ``tasks.py``."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mik.settings")

app = Celery("mik")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def verify_duties(**kwargs: Any) -> None:
    """A worker skips Django's checks: a duty code nobody declared must stop it all the same."""
    import django

    django.setup()
    from mik.common import hooks

    hooks.duties.verify()
