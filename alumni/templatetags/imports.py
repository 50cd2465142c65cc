"""What can be decided about a row of a list, for the pages of an import."""

from django import template

from alumni.registry.importing import choosing
from alumni.registry.models import ImportRun

register = template.Library()


@register.filter
def offered(run: ImportRun, group: str) -> list[tuple[str, str]]:
    """Value and words of each choice for rows of this outcome."""
    return [(str(choice.value), str(choice.label)) for choice in choosing.offered(run, group)]
