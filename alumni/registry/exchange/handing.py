"""The mark of lists that other rooms hand over: recorded and told to the office like every export of the registry."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.exchange.services import tell_heads
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.tables import Mark
from mik.common.turkish import number


def handed_out(
    request: HttpRequest, *, subjects: Collection[int], what: str, reason: str = "", chosen: str = "", role: str = ""
) -> Mark:
    """Note in the log whose data leave with ``what``, and give the mark for the file. In one go with the response."""
    assert isinstance(request.user, User)
    why = reason or what
    event = log_access(request_or_user=request, action="export", subjects=subjects, reason=why, as_role=role)
    said = {"who": request.user.name, "what": what, "n": number(event.count)}
    tell_heads(by=request.user, text=_("%(who)s dışa aktardı: %(what)s, %(n)s kişi.") % said)
    return Mark(who=request.user.name, at=timezone.now(), why=why, chosen=chosen, number=event.pk)


def signed(request: HttpRequest, *, chosen: str = "") -> Mark:
    """The mark of a list without personal data: who took it, and when."""
    assert isinstance(request.user, User)
    return Mark(who=request.user.name, at=timezone.now(), chosen=chosen)
