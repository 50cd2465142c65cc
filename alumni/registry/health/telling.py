"""What is wrong with one record, in a few words beside its name; contacts and graduations in sight are at hand."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from alumni.registry.health.repairs import Plan, contacts_of
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.profile import phone_text
from mik.common.turkish import date_long


def graduations_of(alumnus: Alumnus) -> list[Graduation]:
    """Those the list prefetched: in sight of whoever asks."""
    found: list[Graduation] = getattr(alumnus, "shown_graduations", [])
    return found


def nothing(alumnus: Alumnus) -> str:
    return ""


def graduations(alumnus: Alumnus) -> str:
    return "; ".join(_named(one) for one in graduations_of(alumnus))


def _named(one: Graduation) -> str:
    when = date_long(one.graduated_on) if one.graduated_on else str(one.year)
    return f"{one.programme.label} ({one.get_level_display()}), {when}"


def born_and_graduated(alumnus: Alumnus) -> str:
    born = alumnus.person.birth_date
    first = min(graduations_of(alumnus), key=lambda one: one.year, default=None)
    if born is None or first is None:
        return ""
    when = date_long(first.graduated_on) if first.graduated_on else str(first.year)
    return _("doğum %(born)s, mezuniyet %(when)s") % {"born": date_long(born), "when": when}


def contacts(kind: str, *, dead: bool = False) -> Callable[[Alumnus], str]:
    """Their values of this kind, the living or the dead."""

    def told(alumnus: Alumnus) -> str:
        found = [one for one in contacts_of(alumnus) if one.kind == kind and one.is_alive != dead]
        return ", ".join(phone_text(one.value) if kind == "phone" else one.value for one in found)

    return told


def planned(plan: Plan) -> Callable[[Alumnus], str]:
    """What the one click would do."""

    def told(alumnus: Alumnus) -> str:
        return "; ".join(f"{edit.before} → {edit.after}" for edit in plan(alumnus))

    return told
