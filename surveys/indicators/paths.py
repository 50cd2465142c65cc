"""From the diploma to the first job: the indicators read from Kaplan and Meier's curve."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from surveys.indicators.definitions import Indicator, Kind, Measured
from surveys.indicators.statistics import (
    Spell,
    kaplan_meier,
    median_survival,
    survival_interval,
    surviving_at,
)

MEDIAN = Indicator(
    "TTFJ",
    _("İlk işe girme süresi"),
    _("Mezuniyet ayından gelir getiren ilk işin ayına kadar geçen sürenin ortancası (Kaplan–Meier: henüz iş"
      " bulmayanlar, yanıtladıkları aya kadar hesaba girer). Mezuniyetten önce iş bulanlar 0 ay sayılır."),
    _("S(t) ≤ 0,5 olan ilk ay"),
    _("mezuniyet ayı bilinen"),
    kind=Kind.MONTHS,
    needs="first_job",
)  # fmt: skip
FOUND = Indicator(
    "TTFJ_FOUND",
    _("İş bulanların bekleme süresi"),
    _("Yalnız iş bulmuş olanlarda mezuniyetten ilk işe kadar geçen ayların ortancası."),
    _("ortanca (ay)"),
    _("iş bulan, mezuniyet ayı bilinen"),
    kind=Kind.MONTHS,
    needs="first_job",
    listed="TTFJ",
)
TWELVE = Indicator(
    "TTFJ_12",
    _("12 ay içinde ilk işe girenler"),
    _("Kaplan–Meier eğrisine göre on ikinci ayın sonunda iş bulmuş olanların payı."),
    _("1 − S(12)"),
    _("mezuniyet ayı bilinen"),
    kind=Kind.SURVIVAL,
    needs="first_job",
    listed="TTFJ",
)
SIX = Indicator(
    "EMP_6M",
    _("İlk 6 ayda istihdam"),
    _("Altıncı ayın sonunda iş bulmuş olanların payı (Kaplan–Meier). Henüz işe girmemiş tam zamanlı okuyanlar ve"
      " askerde olanlar dışarıda bırakılır."),
    _("1 − S(6)"),
    _("mezuniyet ayı bilinen; okuyan ve askerde olan hariç"),
    kind=Kind.SURVIVAL,
    needs="first_job",
)  # fmt: skip
INDICATORS = (SIX, MEDIAN, FOUND, TWELVE)


@dataclass(frozen=True)
class Wait:
    """A spell, with whether the person stands ``apart`` (studying or in the army without a first job)."""

    spell: Spell
    apart: bool


def measured(waits: Iterable[Wait]) -> list[Measured]:
    """The four indicators of a group of people."""
    everybody = [wait.spell for wait in waits]
    ready = [wait.spell for wait in waits if not wait.apart]
    curve = kaplan_meier(everybody)
    found = [spell for spell in everybody if spell.found]
    median = median_survival(curve)
    return [
        _share(SIX, ready, 6),
        Measured(MEDIAN, median, _count(found), _count(everybody)),
        Measured(FOUND, _middle(found), None, _count(found)),
        _share(TWELVE, everybody, 12),
    ]


def _count(spells: Iterable[Spell]) -> int:
    return sum(spell.count for spell in spells)


def _share(indicator: Indicator, spells: list[Spell], months: int) -> Measured:
    """The numerator is how many were seen to find a job in time; with censoring the share is not just its part."""
    in_time = _count(spell for spell in spells if spell.found and spell.months <= months)
    if not spells:
        return Measured(indicator, None, 0, 0)
    step = surviving_at(kaplan_meier(spells), months)
    low, high = survival_interval(step)
    return Measured(indicator, 100 * (1 - step.surviving), in_time, _count(spells), (100 * (1 - high), 100 * (1 - low)))


def _middle(spells: list[Spell]) -> float | None:
    months = sorted(month for spell in spells for month in [spell.months] * spell.count)
    half, odd = divmod(len(months), 2)
    if not months:
        return None
    return months[half] if odd else (months[half - 1] + months[half]) / 2
