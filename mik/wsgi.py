"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mik.settings")
application = get_wsgi_application()

# A server skips Django's checks: a duty code nobody declared must stop it all the same.
from mik.common import hooks  # noqa: E402  (apps must be loaded first)

hooks.duties.verify()
