"""The search as background work: started by the office from its page, and every week by the clock."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alumni.registry.duplicates.finding import ALL_STEPS, AlreadySearching, Found, find_duplicates
from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.turkish import number

KIND = "registry.duplicates"
TILES = (
    Tile("records", gettext_lazy("Karşılaştırılan kayıt"), "", "users"),
    Tile("pairs", gettext_lazy("Olası çift"), "blue", "layers"),
    Tile("new", gettext_lazy("Yeni bulunan"), "warn", "plus"),
    Tile("closed", gettext_lazy("Artık benzemeyen"), "", "check"),
)
NOTES = {
    1: gettext_lazy("Kayıtlar özel çalışma alanına alındı"),
    4: gettext_lazy("Karşılaştırılacak kayıtlar seçildi"),
    ALL_STEPS - 1: gettext_lazy("Kayıtlar karşılaştırıldı"),
    ALL_STEPS: gettext_lazy("Sonuçlar kaydedildi, çalışma alanı silindi"),
}


def may_search(user: Any, params: dict[str, Any]) -> bool:
    return powers_of(user).has_duty(REGISTRY)


@job_handler(KIND, title=gettext_lazy("Yinelenen kayıt araması"), resumable=True, may_run=may_search, tiles=TILES)
def search_registry(job: RunningJob) -> dict[str, Any]:
    """Run again from the start after a crash: nothing counts twice, since pairs are kept once."""

    def step(done: int, found: Found) -> None:
        counters = {"records": found.records, "pairs": found.pairs, "new": found.new, "closed": found.closed}
        job.checkpoint(done=done, total=ALL_STEPS, counters=counters, note=NOTES.get(done, ""))

    try:
        found = find_duplicates(step=step)
    except AlreadySearching:
        raise JobError(_("Bir arama zaten sürüyor. Bitince sonuçlarını listede görürsünüz.")) from None
    return {
        "message": sentence(found),
        "url": reverse("coordinator:duplicate_list"),
        "url_label": _("Çiftlere bak"),
    }


def sentence(found: Found) -> str:
    text = ngettext(
        "%(records)s kayıt karşılaştırıldı; aynı kişi olabilecek %(pairs)s çift var, %(new)s tanesi yeni.",
        "%(records)s kayıt karşılaştırıldı; aynı kişi olabilecek %(pairs)s çift var, %(new)s tanesi yeni.",
        found.pairs,
    )
    return text % {"records": number(found.records), "pairs": number(found.pairs), "new": number(found.new)}


@shared_task(name="alumni.find_duplicates", ignore_result=True)
def search_weekly() -> int:
    """The same by the clock; a search that somebody has just started counts for it."""
    try:
        return find_duplicates().new
    except AlreadySearching:
        return 0
