"""What is done to many records at once: asking for an update, tagging."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alumni.registry.models import Alumnus
from alumni.registry.scopes import OutOfReach, Scope, scope_of
from mik.accounts.models import User
from mik.audit.context import acting
from mik.common.jobs import RunningJob, Tile, job_handler
from mik.common.turkish import number
from mik.mail.services import send_mail
from mik.people.models import ContactPoint

# Nobody is asked twice within this time.
QUIET = timedelta(days=30)
CHUNK = 100
UPDATE_JOB = "registry.ask_update"


@dataclass(frozen=True)
class Asked:
    """How many were written to, and why the others were not."""

    sent: int = 0
    without_address: int = 0
    recently_asked: int = 0

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(
            self.sent + other.sent,
            self.without_address + other.without_address,
            self.recently_asked + other.recently_asked,
        )

    @property
    def sentence(self) -> str:
        parts = [_("%(n)s mezuna güncelleme isteği gönderildi.") % {"n": number(self.sent)}]
        if self.without_address:
            parts.append(_("%(n)s mezunun kullanılabilir e-postası yok.") % {"n": number(self.without_address)})
        if self.recently_asked:
            parts.append(_("%(n)s mezuna son 30 günde zaten yazılmıştı.") % {"n": number(self.recently_asked)})
        return " ".join(parts)


@transaction.atomic
def ask_to_update(*, scope: Scope, ids: Sequence[int]) -> Asked:
    """Write to these graduates, asking them to look over their record. Those out of scope, and those
    who have died, are left out in silence."""
    quiet_since = timezone.now() - QUIET
    alumni = list(
        scope.alumni()
        .living()
        .filter(pk__in=ids)
        .select_related("person__user")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    addresses = _addresses(scope, [alumnus.pk for alumnus in alumni])
    due = [a for a in alumni if not a.update_asked_at or a.update_asked_at < quiet_since]
    asked = [a for a in due if a.pk in addresses]
    for alumnus in asked:
        _write_to(alumnus, addresses[alumnus.pk], scope)
    with acting(user_id=scope.user.pk, role=scope.role):
        Alumnus.objects.filter(pk__in=[a.pk for a in asked]).update(update_asked_at=timezone.now())
    return Asked(len(asked), len(due) - len(asked), len(alumni) - len(due))


def _addresses(scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    living = ContactPoint.objects.visible_to(scope.user).alive().filter(kind="email", person__in=list(ids))
    rows = living.order_by("is_primary", "-pk").values_list("person_id", "normalised")
    return {person: address for person, address in rows if address}


def _write_to(alumnus: Alumnus, address: str, scope: Scope) -> None:
    send_mail(
        to=address,
        template="alumni/update_request",
        context={
            "name": alumnus.person.full_name,
            "unit": scope.label,
            "sender": scope.user.name,
            "is_office": scope.is_office,
            "url": settings.BASE_URL + reverse("alumni:profile"),
        },
        language=alumnus.person.user.language if alumnus.person.user else "tr",
    )


@transaction.atomic
def tag(*, scope: Scope, ids: Sequence[int], tags: Sequence[str], remove: bool = False) -> int:
    """Add tags to these records, or take them off. Returns how many records changed."""
    alumni = list(scope.alumni().filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk"))
    changed = []
    for alumnus in alumni:
        kept = [own for own in alumnus.tags if own not in tags] if remove else list(alumnus.tags)
        wanted = kept if remove else [*kept, *(new for new in tags if new not in kept)]
        if wanted != alumnus.tags:
            alumnus.tags = wanted
            changed.append(alumnus)
    with acting(user_id=scope.user.pk, role=scope.role):
        Alumnus.objects.bulk_update(changed, ["tags"], batch_size=500)
    return len(changed)


# --- Many at once, in the background ---------------------------------------------------------------


def may_ask(user: Any, params: dict[str, Any]) -> bool:
    try:
        scope_of(user, params)
    except OutOfReach:
        return False
    return True


@job_handler(
    UPDATE_JOB,
    title=gettext_lazy("Güncelleme isteği"),
    may_run=may_ask,
    resumable=True,
    tiles=[
        Tile("sent", gettext_lazy("Gönderilen"), "ok", "mail"),
        Tile("without_address", gettext_lazy("E-postası olmayan"), "warn", "circle-x"),
        Tile("recently_asked", gettext_lazy("Yakında yazılmış"), "", "clock"),
    ],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id and ids. Run again, it skips those asked before; the scope is asked anew for each chunk."""
    ids = [int(pk) for pk in job.params["ids"]]
    total = Asked()
    for start in range(0, len(ids), CHUNK):
        job.checkpoint(done=start, total=len(ids), counters=vars(total))
        assert isinstance(job.owner, User)
        total += ask_to_update(scope=scope_of(job.owner, job.params), ids=ids[start : start + CHUNK])
    job.checkpoint(done=len(ids), total=len(ids), counters=vars(total))
    return {"message": total.sentence}


def people(count: int) -> str:
    return ngettext("%(n)s mezun", "%(n)s mezun", count) % {"n": number(count)}
