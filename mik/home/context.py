"""What the shell of every page shows: area, navigation, the role switch, the bell."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mik.accounts.powers import powers_of
from mik.common.offline import reader_tag
from mik.common.turkish import lower, upper
from mik.home.menus import NavEntry, navigation
from mik.home.roles import active_role, roles_of
from mik.work.models import Notification

# Words of academic titles that do not end in a point.
TITLE_WORDS = frozenset({"üyesi", "gör", "görevlisi"})

# Entries of the menu that fit beside the brand at 1280 px, and places at the foot of a phone.
IN_HEAD, AT_FOOT = 5, 5


def initials_of(name: str) -> str:
    """First letters of the first and the last name, without «Prof. Dr.» and the like."""
    words = [word for word in name.split() if not word.endswith(".") and lower(word) not in TITLE_WORDS]
    return upper("".join(word[0] for word in [*words[:1], *words[1:][-1:]]))


def menus(entries: list[NavEntry]) -> dict[str, list[NavEntry]]:
    """The whole menu, and how it is cut for the head of a desk and the foot of a phone; one entry is never hidden."""
    desk = len(entries) if len(entries) <= IN_HEAD + 1 else IN_HEAD
    phone = len(entries) if len(entries) <= AT_FOOT else AT_FOOT - 1
    return {
        "nav": entries,
        "nav_main": entries[:desk],
        "nav_more": entries[desk:],
        "tabs": entries[:phone],
        "tabs_more": entries[phone:],
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; a fixed handful of queries for who is signed in, none for visitors."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": {"area": _("Mezun Platformu"), "nav": [], "roles": [], "reader": ""}}
    roles = roles_of(user)
    remembered = request.session.get("role", "") if hasattr(request, "session") else ""
    active = active_role(roles, path=request.path, remembered=remembered)
    return {
        "shell": {
            "area": active.area if active else _("Mezun Platformu"),
            **menus(navigation(active, powers_of(user), request.path)),
            "roles": [{"label": r.label, "url": r.url, "icon": r.icon, "current": r == active} for r in roles],
            "user_name": user.name or user.email,
            "reader": reader_tag(user),
            "initials": initials_of(user.name) or user.initials,
            "unread": Notification.objects.visible_to(user).unread().count(),
        }
    }
