"""What the newsroom tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks


def register() -> None:
    hooks.duties.declare("news.write", _("Duyurular"))
