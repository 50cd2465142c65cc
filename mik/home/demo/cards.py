"""Card applications and cards."""


def make() -> None:
    """Does nothing where they are there already."""
