"""Last year's report and this year's draft."""


def make() -> None:
    """Does nothing where they are there already."""
