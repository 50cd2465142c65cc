"""The office itself. Loading Celery here is the one stated exception to the import rules."""

from mik.celery import app as celery_app

__all__ = ["celery_app"]
