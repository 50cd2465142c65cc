"""Saved segments of the office and of a department, and an export of each kind that somebody made."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from alumni.registry.exchange.columns import usual_codes
from alumni.registry.exchange.models import Export
from alumni.registry.scopes import Scope, office_scope, scopes_of
from alumni.registry.segments.asked import from_list
from alumni.registry.segments.models import Segment
from alumni.registry.segments.services import save_segment
from mik.accounts.models import User
from mik.audit.log import log_access, reserve_number
from mik.home.demo import accounts

OFFICE = (
    ("Trabzon’da yaşayanlar", "il=61", True),
    ("İstanbul’daki üyeler", "il=34&uye=evet", True),
    ("Son beş yılın lisans mezunları", "duzey=6&yil_ilk={recent}", True),
    ("Ulaşılamayan eski mezunlar", "gorunum=ulasilamayan&yil_son=1999", False),
)
DEPARTMENT = (
    ("Bilgisi eskiyenler", "gorunum=eski", False),
    ("Ankara’daki mezunlarımız", "il=06", True),
)
TAKEN = (("Mezunlar günü davet listesi", 12, 340), ("Fakülte kurulu için üye listesi", 3, 86))


def make() -> None:
    """Does nothing where they are there already."""
    if Segment.objects.exists():
        return
    office = office_scope(User.objects.get(email=accounts.COORDINATOR))
    desk = next(iter(scopes_of(User.objects.get(email=accounts.REPRESENTATIVE))))
    for scope, kitles in ((office, OFFICE), (desk, DEPARTMENT)):
        for name, query, shared in kitles:
            _segment(scope, name, query.format(recent=timezone.localdate().year - 5), shared=shared)
    for reason, days, count in TAKEN:
        _export(desk, reason, days, count)


def _segment(scope: Scope, name: str, query: str, *, shared: bool) -> None:
    segment = save_segment(scope=scope, name=name, shared=shared, filters=from_list(QueryDict(query), scope))
    used = timezone.now() - timedelta(days=len(name) % 9)
    Segment.objects.filter(pk=segment.pk).update(last_used_at=used if shared else None)


def _export(scope: Scope, reason: str, days: int, count: int) -> None:
    """A short list, handed over at once; no file was kept."""
    moment, number = timezone.now() - timedelta(days=days), reserve_number()
    people = list(scope.alumni().in_turkish_order().values_list("pk", flat=True)[:count])
    Export.objects.create(
        number=number,
        form=Export.Form.XLSX,
        owner=scope.user,
        unit=scope.unit,
        columns=usual_codes(),
        reason=reason,
        people=len(people),
        created_at=moment,
        finished_at=moment,
    )
    log_access(
        request_or_user=scope.user, action="export", subjects=people, reason=reason, view="graduate_export",
        as_role=scope.role, number=number,
    )  # fmt: skip
