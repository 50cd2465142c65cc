"""The cuts kept at the end of last year, as the night of the first of January would have kept them."""

from django.utils import timezone

from alumni.numbers.freezing import freeze


def make() -> None:
    """Does nothing where they are there already."""
    freeze(year=timezone.localdate().year - 1)
