"""Who looked at a person's record, told to that person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from alumni.registry.merging.ids import ids_of
from alumni.registry.models import Alumnus
from mik.accounts.models import Office
from mik.audit.models import AccessEvent, AccessEventQuerySet, Action

AS_MEMBER = "member"


@dataclass(frozen=True)
class Look:
    """One look: staff and representatives by name, other members without one."""

    at: datetime
    who: str
    role: str
    what: str
    reason: str
    icon: str


def looks_at(alumnus: Alumnus) -> AccessEventQuerySet:
    """Looks by others, newest first, at records merged into this one too; to appear in a member's search of the
    directory is no look.
    """
    events = AccessEvent.objects.of_any(ids_of(alumnus.pk)).select_related("user")
    passing = Q(as_role=AS_MEMBER, action=Action.LIST)
    return events.exclude(user=alumnus.person.user_id).exclude(passing)


def told(event: AccessEvent) -> Look:
    """A look in words."""
    is_member = event.as_role == AS_MEMBER
    icon, what = _deeds()[event.action]
    return Look(
        at=event.at,
        who=_("Bir mezun") if is_member else _name(event),
        role=_("Rehberden") if is_member else _role(event.as_role),
        what=what,
        reason=event.reason,
        icon=icon,
    )


def _name(event: AccessEvent) -> str:
    if event.user is None:
        return _("Platformun kendisi")
    return str(event.user)


def _role(code: str) -> str:
    if code in Office.values:
        return str(Office(code).label)
    return _("Mezun Ofisi") if code == "office" else ""


def _deeds() -> dict[str, tuple[str, str]]:
    return {
        Action.VIEW: ("eye", _("Kaydınızı açtı")),
        Action.LIST: ("list", _("Sizi bir listede gördü")),
        Action.EXPORT: ("file-spreadsheet", _("Sizin de bulunduğunuz bir listeyi dışa aktardı")),
        Action.UNMASK: ("key-round", _("Kimlik numaranızı açık gördü")),
        Action.DOWNLOAD: ("download", _("Sizinle ilgili bir dosya indirdi")),
    }
