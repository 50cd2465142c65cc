"""Inviting many graduates at once, in the background and with progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.drafts import ClaimProblem
from alumni.membership.inviting.services import invitable, invite
from alumni.registry.bulk import may_ask
from alumni.registry.scopes import Scope, scope_of
from mik.common.jobs import RunningJob, Tile, job_handler
from mik.common.turkish import number

INVITE_JOB = "membership.invite"
CHUNK = 50


@dataclass(frozen=True)
class Invited:
    """How many were invited, and how many were left out: members, no address, left the lists, invited lately."""

    sent: int = 0
    left_out: int = 0

    def __add__(self, other: "Invited") -> "Invited":
        return Invited(self.sent + other.sent, self.left_out + other.left_out)

    @property
    def sentence(self) -> str:
        parts = [_("%(n)s mezuna davet gönderildi.") % {"n": number(self.sent)}]
        if self.left_out:
            parts.append(
                _("%(n)s mezun atlandı: üye, e-postası yok, listelerden ayrılmış ya da son 30 günde davet edilmiş.")
                % {"n": number(self.left_out)}
            )
        return " ".join(parts)


@transaction.atomic
def invite_many(*, scope: Scope, ids: Sequence[int]) -> Invited:
    """Invite these graduates by mail; whoever was invited lately is passed over, so that running again adds nobody."""
    records = invitable(scope.alumni().filter(pk__in=ids)).exclude(person__user=scope.user)
    sent = 0
    for alumnus in records.select_related("person").order_by("pk"):
        try:
            with transaction.atomic():
                invite(alumnus=alumnus, scope=scope, by_mail=True)
        except ClaimProblem:
            continue
        sent += 1
    return Invited(sent, len(ids) - sent)


@job_handler(
    INVITE_JOB,
    title=gettext_lazy("Üyeliğe davet"),
    may_run=may_ask,
    resumable=True,
    tiles=[
        Tile("sent", gettext_lazy("Davet edilen"), "ok", "mail"),
        Tile("left_out", gettext_lazy("Atlanan"), "", "circle-x"),
    ],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id and ids. The scope is asked anew for each chunk."""
    ids = [int(pk) for pk in job.params["ids"]]
    total = Invited()
    for start in range(0, len(ids), CHUNK):
        job.checkpoint(done=start, total=len(ids), counters=vars(total))
        total += invite_many(scope=scope_of(job.owner, job.params), ids=ids[start : start + CHUNK])
    job.checkpoint(done=len(ids), total=len(ids), counters=vars(total))
    return {"message": total.sentence}
