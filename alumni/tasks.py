"""Loads the job handlers and tasks of the subjects into the worker."""

from alumni.membership import tasks as membership
from alumni.numbers import tasks as numbers
from alumni.registry.duplicates import jobs as duplicates
from alumni.registry.health import tasks as health
from alumni.registry.importing import jobs
from alumni.registry.reminding import tasks as reminding

__all__ = ["duplicates", "health", "jobs", "membership", "numbers", "reminding"]
