"""A thin override for the tests: quick hashing, mails in memory, no retries."""

import os
import tempfile
from pathlib import Path

os.environ["ENVIRONMENT"] = "test"
os.environ["DEBUG"] = "False"
os.environ["DEMO"] = "False"
os.environ["BASE_URL"] = "http://localhost"

from mik.settings import *  # noqa: F403  (the one place where a star import is the point)
from mik.settings import BASE_DIR, DATABASES

# The owner creates and migrates the test database; conftest then takes the restricted role for everything.
_role = DATABASES["owner"]
# Through the private server's socket where this is that server: a query takes half as long as over TCP.
_folder = Path(os.environ.get("DATABASE_SOCKET") or "/dev/null")
_host = str(_folder) if (_folder / f".s.PGSQL.{_role['PORT']}").exists() else _role["HOST"]
DATABASES = {"default": {**_role, "HOST": _host, "OPTIONS": {}}}
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"mik-test-media-{os.getpid()}"
STATIC_ROOT = BASE_DIR / "var" / "static-test"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
