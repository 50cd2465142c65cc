"""How the health of the records went: the totals of the last twelve months, a point a month, and a month ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from alumni.registry.health.measures import MEASURES, PARTS, Totals
from alumni.registry.health.models import HealthSnapshot
from mik.common.charts import Picture, Series, line_chart
from mik.common.turkish import number, percent

SPAN = timedelta(days=366)
A_MONTH = timedelta(days=30)
# A night may have been missed: a little older will do for «a month ago».
SLACK = timedelta(days=15)
LINES = ("reachable", "sound")


@dataclass(frozen=True)
class Past:
    """The snapshots of one department or of the registry, the oldest first."""

    days: Sequence[HealthSnapshot]

    @property
    def last(self) -> HealthSnapshot | None:
        return self.days[-1] if self.days else None

    def a_month_before(self, day: date) -> HealthSnapshot | None:
        """The newest that is at least a month older than the day."""
        old = [one for one in self.days if day - A_MONTH - SLACK <= one.day <= day - A_MONTH]
        return old[-1] if old else None

    @property
    def months(self) -> list[HealthSnapshot]:
        """The last of each month."""
        return list({(one.day.year, one.day.month): one for one in self.days}.values())[-13:]


def past_of(unit_id: int | None) -> Past:
    recent = HealthSnapshot.objects.of(unit_id).filter(day__gte=timezone.localdate() - SPAN)
    return Past(list(recent.defer("lacking").order_by("day")))


def last_of_all() -> HealthSnapshot | None:
    return HealthSnapshot.objects.of(None).order_by("-day").first()


def totals_from(snapshot: HealthSnapshot) -> Totals:
    counts = {code: int(getattr(snapshot, code)) for code in MEASURES}
    return Totals(snapshot.registered, snapshot.members, snapshot.wanting, counts, snapshot.lacking)


def share(snapshot: HealthSnapshot, code: str) -> float | None:
    return 100 * int(getattr(snapshot, code)) / snapshot.registered if snapshot.registered else None


def picture(past: Past) -> Picture | None:
    """Two lines, and all the measures in the table behind; nothing before the second month."""
    months = past.months
    if len(months) < 2:
        return None
    series = [Series(str(MEASURES[code].label), [share(one, code) for one in months]) for code in LINES]
    heads = [str(MEASURES[code].label) for code in (*PARTS, "sound")]
    return line_chart(
        title=_("Aylara göre kayıt sağlığı"),
        desc=_words(months),
        labels=[_month(one.day) for one in months],
        series=series,
        head=(_("Gün"), _("Kayıtlı"), *heads),
        rows=[_row(one) for one in months],
    )


def _month(day: date) -> str:
    return dateformat.format(day, "M y")


def _row(one: HealthSnapshot) -> list[str]:
    shares = [share(one, code) for code in (*PARTS, "sound")]
    words = ["–" if value is None else percent(round(value)) for value in shares]
    return [dateformat.format(one.day, "j M Y"), number(one.registered), *words]


def _words(months: Sequence[HealthSnapshot]) -> str:
    said = []
    for code in LINES:
        first, last = share(months[0], code), share(months[-1], code)
        if first is not None and last is not None:
            words = {"name": MEASURES[code].label, "was": percent(round(first)), "now": percent(round(last))}
            said.append(_("%(name)s: bir yıl içinde %(was)s → %(now)s.") % words)
    return " ".join(said)


def since(moment: datetime) -> str:
    """«bu gece 04.30’da», «20 Kasım 04.30’da»: when the night's look was."""
    local = timezone.localtime(moment)
    clock = dateformat.format(local, "H.i")
    if local.date() == timezone.localdate():
        return _("bugün %(clock)s") % {"clock": clock}
    if local.date() == timezone.localdate() - timedelta(days=1):
        return _("dün %(clock)s") % {"clock": clock}
    return _("%(day)s, %(clock)s") % {"day": dateformat.format(local, "j F Y"), "clock": clock}
