"""What of the annual report wants attention, and the day it is due."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks


def register() -> None:
    hooks.duties.declare("report.write", _("Yıllık faaliyet raporu"))
