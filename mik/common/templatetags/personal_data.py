"""The inventory of personal data, for the page that tells people about it."""

from django import template
from django.apps import apps

from mik.common import hooks

register = template.Library()


@register.simple_tag
def personal_data_inventory() -> list[dict[str, object]]:
    """What each room has declared (KVKK art. 10): what, purpose, legal_basis, retention; by name of the record."""
    rows = [
        {
            "what": apps.get_model(entry.model)._meta.verbose_name,
            "purpose": entry.purpose,
            "legal_basis": entry.legal_basis,
            "retention": entry.retention,
        }
        for entry in hooks.personal_data
    ]
    return sorted(rows, key=lambda row: str(row["what"]))
