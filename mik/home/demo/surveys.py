"""Two finished surveys with their answers, and one that runs."""


def make() -> None:
    """Does nothing where they are there already."""
