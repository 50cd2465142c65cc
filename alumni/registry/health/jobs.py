"""Long work on the records' health: looking anew, mending more than a page at once."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.health import services
from alumni.registry.health.looking import look
from alumni.registry.health.reach import Reach, reach_of
from alumni.registry.health.rules import RULES
from alumni.registry.health.snapshots import take_snapshot
from alumni.registry.scopes import OutOfReach
from mik.common.jobs import RunningJob, Tile, job_handler
from mik.common.turkish import number

LOOK_JOB, REPAIR_JOB = "registry.health_look", "registry.health_repair"
CHUNK = 200


def may_run(user: Any, params: dict[str, Any]) -> bool:
    try:
        reach_of(user, params)
    except OutOfReach:
        return False
    return True


@job_handler(LOOK_JOB, title=gettext_lazy("Kayıt sağlığına yeniden bakma"), may_run=may_run, resumable=True)
def run_look(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id and birim. The office's look at everything is followed by the totals of the day."""
    reach = reach_of(job.owner, job.params)
    look(
        None if reach.unit is None else reach.alumni(), after_each=lambda done, of: job.checkpoint(done=done, total=of)
    )
    if reach.unit is None:
        take_snapshot()
    return {"message": _("Kayıtlara yeniden bakıldı."), "url": reach.url("health"), "url_label": _("Sonucu görün")}


@job_handler(
    REPAIR_JOB,
    title=gettext_lazy("Kayıt onarımı"),
    may_run=may_run,
    resumable=True,
    tiles=[Tile("mended", gettext_lazy("Onarılan"), "ok", "wrench")],
)
def run_repair(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id, birim, rule and ids. What is mended breaks the rule no more, so a second run goes on."""
    rule = RULES[job.params["rule"]]
    reach = reach_of(job.owner, job.params)
    ids = [int(pk) for pk in job.params["ids"]]
    done = None
    for start in range(0, len(ids), CHUNK):
        job.checkpoint(done=start, total=len(ids), counters={"mended": done.count if done else 0})
        reach = reach_of(job.owner, job.params)
        done = services.repair(rule=rule, reach=reach, ids=ids[start : start + CHUNK], into=done)
    mended = done.count if done else 0
    job.checkpoint(done=len(ids), total=len(ids), counters={"mended": mended})
    return _result(mended, reach, rule.code)


def _result(mended: int, reach: Reach, code: str) -> dict[str, Any]:
    message = _("%(n)s kayıt onarıldı.") % {"n": number(mended)}
    return {"message": message, "url": reach.url("health_rule", code), "url_label": _("Onarım listesi")}
