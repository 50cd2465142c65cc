"""Announcements and a finished mailing."""


def make() -> None:
    """Does nothing where they are there already."""
