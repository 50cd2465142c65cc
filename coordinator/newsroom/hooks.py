"""What the newsroom tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from alumni.registry.segments.uses import uses
from mik.common import hooks


def register() -> None:
    from coordinator.newsroom import attention, figures, handover, telling
    from coordinator.newsroom.finders import find_announcements
    from coordinator.newsroom.permissions import may_send_mailing
    from mik.mail.permissions import senders

    hooks.duties.declare("news.write", _("Duyurular"))
    senders.register(may_send_mailing)
    hooks.attention.register(attention.of_the_desks)
    hooks.attention.register(attention.of_the_reader)
    hooks.handover.register(handover.announcements)
    hooks.finders.register(find_announcements)
    uses.register(handover.announcements_asking)
    figures.register()
    telling.register()
