"""What cards tell the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks


def register() -> None:
    hooks.duties.declare("cards.issue", _("Mezun kartı başvuruları ve basımı"))
