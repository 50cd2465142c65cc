"""Yearly snapshots of the figures."""


def make() -> None:
    """Does nothing where they are there already."""
