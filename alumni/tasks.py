"""Loads the job handlers and tasks of the subjects into the worker."""

from alumni.membership import tasks as membership
from alumni.registry.importing import jobs

__all__ = ["jobs", "membership"]
