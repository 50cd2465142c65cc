"""Loads the job handlers of the subjects into the worker."""

from alumni.registry.importing import jobs

__all__ = ["jobs"]
