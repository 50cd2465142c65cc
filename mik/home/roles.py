"""In which role somebody acts. What each role finds in its menu stands in ``menus.py``.

A role is a way of using the platform, not a power: a page asks ``powers_of`` itself. One person may hold several
roles at once, one for each department represented included; the address of a page says in which one acts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.member_services import member_record
from mik.accounts.models import Office
from mik.accounts.powers import Powers, Representation, powers_of
from mik.accounts.students import is_student

_UNIT = re.compile(r"^/temsilci/(\d+)/")
# Whose pages others open too: the vice-rector reads at the office's desk, students what is announced to them.
SHARED = {
    "office": ("vice_rector",),
    "vice_rector": ("office",),
    "member": ("student",),
}
OFFICES = (Office.COORDINATOR, Office.ACTING, Office.ASSISTANT, Office.STAFF)


@dataclass(frozen=True)
class Role:
    """``code`` is what the session remembers; ``acting_as`` what history and log record."""

    code: str
    section: str
    acting_as: str
    label: str
    area: str
    url: str
    icon: str
    unit_id: int | None = None


def section_of(path: str) -> str:
    """The part of the platform a path lies in; empty for pages of every role (account, notices, jobs)."""
    first = path.strip("/").partition("/")[0]
    if first == "koordinator":
        desk = path.removeprefix("/koordinator/").partition("/")[0]
        return {"atamalar": "registrar", "ozet": "vice_rector"}.get(desk, "office")
    return {"mezun": "member", "kart": "member", "temsilci": "representative", "ogrenci": "student"}.get(first, "")


def roles_of(user: Any) -> list[Role]:
    """Every role somebody holds today, the weightiest first; two queries beside those of the powers."""
    powers = powers_of(user)
    return [
        *_office_roles(powers),
        *(_representative(r, several=len(powers.represented) > 1) for r in powers.represented),
        *_own_roles(user),
    ]


def _office_roles(powers: Powers) -> Iterator[Role]:
    held = next((office for office in OFFICES if office in powers.offices), None)
    if held:
        url = reverse("coordinator:home")
        yield Role("office", "office", held, str(held.label), _("Koordinatörlük"), url, "layout-dashboard")
    if powers.is_registrar:
        label, url = str(Office.REGISTRAR.label), reverse("coordinator:appointment_list")
        yield Role("registrar", "registrar", Office.REGISTRAR, label, _("Atama kayıtları"), url, "stamp")
    if powers.is_vice_rector:
        label, url = str(Office.VICE_RECTOR.label), reverse("coordinator:overview")
        yield Role("vice_rector", "vice_rector", Office.VICE_RECTOR, label, _("Rektörlük"), url, "landmark")


def _representative(represented: Representation, *, several: bool) -> Role:
    """Somebody with several departments enters one directly; the home of the role shows them all."""
    label = _("%(unit)s temsilcisi") % {"unit": represented.unit_name}
    unit_id = represented.unit_id
    url = reverse("representatives:graduate_list", args=[unit_id]) if several else reverse("representatives:home")
    code, area = f"representative-{unit_id}", represented.unit_name
    return Role(code, "representative", Office.REPRESENTATIVE, label, area, url, "briefcase", unit_id)


def _own_roles(user: Any) -> Iterator[Role]:
    if not getattr(user, "is_authenticated", False):
        return
    if member_record(user) is not None:
        label = _("Mezun")
        yield Role(
            "member", "member", "member", label, _("Mezun Platformu"), reverse("alumni:profile"), "graduation-cap"
        )
    elif is_student(user):
        label, url = _("Öğrenci"), reverse("home:student")
        yield Role("student", "student", "student", label, _("Mezun Platformu"), url, "school")


def active_role(roles: list[Role], *, path: str, remembered: str = "") -> Role | None:
    """The role of the address; where that names none, the one used last, else the weightiest."""
    section = section_of(path)
    if section:
        return _of_section(roles, section, path, remembered)
    return next((role for role in roles if role.code == remembered), roles[0] if roles else None)


def _of_section(roles: list[Role], section: str, path: str, remembered: str) -> Role | None:
    mine = [role for role in roles if role.section == section]
    unit = _UNIT.match(path)
    if unit:
        return next((role for role in mine if role.unit_id == int(unit[1])), None)
    if not mine:  # pages that two roles share
        mine = [role for role in roles if role.section in SHARED.get(section, ())]
    return next((role for role in mine if role.code == remembered), mine[0] if mine else None)
