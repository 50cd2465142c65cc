"""What each role finds in its menu: the daily work first, since a phone shows four entries and a desk six."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.membership.managers import CLAIMS
from alumni.messages.managers import MODERATE
from alumni.registry.managers import IMPORT, REGISTRY
from alumni.rights.managers import REQUESTS
from cards.permissions import ISSUE
from coordinator.annual_report.managers import REPORT
from coordinator.newsroom.managers import NEWS
from mik.accounts.powers import Powers
from mik.figures.permissions import READ
from mik.home.roles import Role
from mik.people.consents.managers import CONSENTS
from surveys.managers import RUN

Entry = tuple[str, str, str]


@dataclass(frozen=True)
class NavEntry:
    label: str
    url: str
    icon: str
    current: bool = False


def navigation(role: Role | None, powers: Powers, path: str) -> list[NavEntry]:
    entries = _entries(role, powers) if role else []
    best = max((len(url) for _l, url, _i in entries if path.startswith(url)), default=0)
    return [
        NavEntry(label, url, icon, current=path.startswith(url) and len(url) == best) for label, url, icon in entries
    ]


def _entries(role: Role, powers: Powers) -> list[Entry]:
    if role.section == "representative":
        return _representative(role)
    menus: dict[str, Callable[[Powers], list[Entry]]] = {
        "office": _office,
        "registrar": _registrar,
        "vice_rector": _vice_rector,
        "member": _member,
        "student": _student,
    }
    return menus[role.section](powers)


def _representative(role: Role) -> list[Entry]:
    unit = [role.unit_id]
    return [
        (_("Bugün"), reverse("representatives:home"), "house"),
        (_("Mezunlar"), reverse("representatives:graduate_list", args=unit), "users"),
        (_("Onaylar"), reverse("representatives:claim_list", args=unit), "user-check"),
        (_("Duyurular"), reverse("department_news:announcement_list", args=unit), "megaphone"),
        (_("Sonuçlar"), reverse("department_surveys:wave_list", args=unit), "chart-column"),
        (_("İçe aktar"), reverse("representatives:import_list", args=unit), "upload"),
    ]


def _office(powers: Powers) -> list[Entry]:
    """Staff find what their duties open, the heads everything."""
    wanted = [
        (True, _("Panel"), "home", "layout-dashboard"),
        (powers.has_duty(REGISTRY), _("Mezunlar"), "graduate_list", "users"),
        (powers.has_duty(NEWS), _("Duyurular"), "announcement_list", "megaphone"),
        (powers.is_office, _("Görevler"), "terms", "calendar-days"),
        (powers.has_duty(REPORT), _("Rapor"), "report_list", "file-text"),
        (powers.has_duty(CLAIMS), _("Onaylar"), "claim_list", "user-check"),
        (powers.has_duty(ISSUE), _("Kartlar"), "card_list", "id-card"),
        (powers.has_duty(RUN), _("Anketler"), "survey_list", "list-checks"),
        (powers.has_duty(READ), _("Sayılar"), "figure_list", "chart-column"),
        (powers.has_duty(IMPORT), _("İçe aktar"), "import_list", "upload"),
        (powers.has_duty(MODERATE), _("Bildirilen mesajlar"), "message_reports", "flag"),
        (powers.has_duty(CONSENTS), _("İzinler ve metinler"), "consent_list", "signature"),
        (powers.has_duty(REQUESTS), _("Veri koruma"), "rights_list", "shield-check"),
    ]
    return [(label, reverse(f"coordinator:{name}"), icon) for may, label, name, icon in wanted if may]


def _registrar(powers: Powers) -> list[Entry]:
    return [
        (_("Atamalar"), reverse("coordinator:appointment_list"), "stamp"),
        (_("Yeni atama"), reverse("coordinator:appointment_add"), "plus"),
    ]


def _vice_rector(powers: Powers) -> list[Entry]:
    return [
        (_("Özet"), reverse("coordinator:overview"), "layout-dashboard"),
        (_("Sayılar"), reverse("coordinator:figure_list"), "chart-column"),
        (_("Görevler"), reverse("coordinator:terms"), "calendar-days"),
        (_("Rapor"), reverse("coordinator:report_list"), "file-text"),
    ]


def _member(powers: Powers) -> list[Entry]:
    return [
        (_("Profilim"), reverse("alumni:profile"), "user"),
        (_("Kartım"), reverse("cards:card"), "id-card"),
        (_("Duyurular"), reverse("news:announcement_list"), "megaphone"),
        (_("Anketler"), reverse("surveys:mine"), "list-checks"),
        (_("Rehber"), reverse("alumni:directory"), "users"),
        (_("Mesajlar"), reverse("alumni:conversation_list"), "messages-square"),
        (_("Kimler baktı?"), reverse("alumni:access_log"), "eye"),
        (_("Verilerim"), reverse("alumni:my_data"), "shield-check"),
    ]


def _student(powers: Powers) -> list[Entry]:
    return [
        (_("Ana sayfa"), reverse("home:student"), "house"),
        (_("Duyurular"), reverse("news:announcement_list"), "megaphone"),
    ]
