"""Reporting a message or a person, and what the office decides about it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alumni.messages import limits
from alumni.messages.limits import Refused
from alumni.messages.models import Conversation, Message, MessageSettings, Report
from alumni.messages.permissions import can_decide
from alumni.messages.services import delete_unseen
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.work.services import notify

OUTCOME, WARNING = "messages.report", "messages.warning"
Outcome = Report.Outcome
DAYS = (7, 30, 90)
# What the office sees around a message, on either side of it; of a person without a message, the last ones written.
AROUND = 2

# What the member who was reported is told; a dismissed report is told to nobody but its reporter.
TOLD = {
    Outcome.WARNED: gettext_noop("Mezun Ofisi bir mesajınız için sizi uyarıyor: lütfen mesajlaşma kurallarına uyun."),
    Outcome.HIDDEN: gettext_noop("Mezun Ofisi kurallara uymayan bir mesajınızı gizledi."),
    Outcome.SUSPENDED: gettext_noop("Mezun Ofisi mesaj göndermenizi %(days)s gün için durdurdu."),
}
NOTHING_TO_DO = gettext_noop(
    "Bildiriminizi inceledik; kurallara aykırı bir şey görmedik. Haber verdiğiniz için sağ olun."
)
SOMETHING_DONE = gettext_noop("Bildiriminizi inceledik ve gerekeni yaptık. Haber verdiğiniz için sağ olun.")


class Decided(Exception):
    """Somebody has decided about this report already."""


@transaction.atomic
def report(
    *,
    reporter: Alumnus,
    about: Alumnus,
    reason: str,
    note: str = "",
    conversation: Conversation | None = None,
    message: Message | None = None,
) -> Report:
    """Ask the office to look; the same again while it waits is one report. Raises Refused after too many a day."""
    limits.lock(f"report:{reporter.pk}")
    same = Report.objects.open().filter(reporter=reporter, about=about, message=message).first()
    if same is not None:
        return same
    if not limits.REPORTS.allows(reporter.pk):
        raise Refused(_("Bugün çok sayıda bildirim yaptınız; yarın sürdürebilirsiniz."))
    return Report.objects.create(
        reporter=reporter, about=about, conversation=conversation, message=message, reason=reason, note=note
    )


def excerpt(report: Report) -> list[Message]:
    """The message and a little around it; of a person, the last messages of theirs in that conversation."""
    said = Message.objects.filter(conversation=report.conversation_id or 0).select_related("sender__person")
    if report.message_id is None:
        return list(said.filter(sender=report.about_id).order_by("-pk")[: 2 * AROUND - 1])[::-1]
    before = list(said.filter(pk__lt=report.message_id).order_by("-pk")[:AROUND])[::-1]
    return [*before, *said.filter(pk__gte=report.message_id).order_by("pk")[: AROUND + 1]]


@transaction.atomic
def decide(*, report: Report, by: User, outcome: str, days: int | None = None) -> Report:
    """Decide about this report and all that wait about the same message; everybody is told once.

    Raises Decided for a second decision, PermissionDenied without the duty or about oneself.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if not can_decide(by, held):
        raise PermissionDenied
    if not held.is_open:
        raise Decided
    if outcome == Outcome.HIDDEN and held.message_id is None:
        raise Refused(_("Bu bildirim bir kişi hakkında; gizlenecek bir mesaj yok."))
    together = _alike(held)
    for one in together:
        one.outcome, one.decided_by, one.decided_at = outcome, by, timezone.now()
        one.suspended_days = days if outcome == Outcome.SUSPENDED else None
        one.save(update_fields=["outcome", "decided_by", "decided_at", "suspended_days"])
    _act(held, outcome, days or 0)
    _tell(held, together, outcome, days or 0)
    if held.conversation_id:
        delete_unseen(held.conversation_id)
    return held


def _alike(report: Report) -> list[Report]:
    if report.message_id is None:
        return [report]
    return list(Report.objects.open().filter(message=report.message_id).select_for_update(of=("self",)))


def _act(report: Report, outcome: str, days: int) -> None:
    if outcome == Outcome.HIDDEN:
        Message.objects.filter(pk=report.message_id or 0, hidden_at__isnull=True).update(hidden_at=timezone.now())
    if outcome == Outcome.SUSPENDED:
        settings, _new = MessageSettings.objects.get_or_create(alumnus_id=report.about_id)
        until = timezone.now() + timedelta(days=days)
        settings.suspended_until = max(until, settings.suspended_until or until)
        settings.save(update_fields=["suspended_until"])


def _tell(report: Report, together: list[Report], outcome: str, days: int) -> None:
    """Reporters hear that it was looked at, gently, and not what befell the other."""
    thanks = NOTHING_TO_DO if outcome == Outcome.DISMISSED else SOMETHING_DONE
    for one in together:
        _notice(one.reporter_id, OUTCOME, thanks, {}, f"report:{one.pk}")
    if outcome in TOLD:
        params = {"days": days} if outcome == Outcome.SUSPENDED else {}
        _notice(report.about_id, WARNING, TOLD[Outcome(outcome)], params, f"report-about:{report.pk}")


def _notice(alumnus_id: int, kind: str, text: str, params: dict[str, Any], key: str) -> None:
    user = User.objects.filter(membership__alumnus=alumnus_id).first()
    if user is not None:
        url = reverse("alumni:message_rules")
        notify(user=user, kind=kind, text=text, params=params, url=url, key=key)
