"""What wants the office's attention about units."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordinator.units.permissions import UNITS, can_name_units
from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.units.models import Unit


def nameless_units(user: Any) -> Iterator[AttentionItem]:
    """Units that readers of English see under their Turkish name."""
    if not can_name_units(user):
        return
    if count := Unit.objects.without_english_name().count():
        url = f"{reverse('coordinator:unit_list')}?durum=eksik"
        yield AttentionItem(_("İngilizce adı eksik birim"), count, url, "", "languages")


def register() -> None:
    hooks.duties.declare(UNITS, _("Birim adları"))
    hooks.attention.register(nameless_units)
