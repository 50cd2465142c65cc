"""A wave from draft to closed."""

from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.common.jobs import start_job
from mik.common.models import Job
from surveys.managers import InvitationQuerySet
from surveys.models import Invitation, Wave
from surveys.waves.audience import invitations_for

INVITE_JOB, REMIND_JOB = "surveys.invite", "surveys.remind"
BATCH = 1000
State = Wave.State


class WaveProblem(Exception):
    """What was asked cannot be done now; the message is for the reader, and nothing was changed."""


@transaction.atomic
def save_wave(*, wave: Wave | None = None, by: User, **facts: Any) -> Wave:
    """Make a wave, or change one that is not open yet. Raises WaveProblem for one that is."""
    if wave is None:
        return Wave.objects.create(created_by=by, **facts)
    draft = _draft(wave)
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(facts))
    return draft


def _draft(wave: Wave) -> Wave:
    found = Wave.objects.select_for_update(of=["self"]).select_related("version__questionnaire").get(pk=wave.pk)
    if not found.is_draft:
        raise WaveProblem(_("Anket bu arada açıldı; artık değiştirilemez."))
    return found


@transaction.atomic
def delete_wave(*, wave: Wave) -> None:
    _draft(wave).delete()


@transaction.atomic
def open_wave(*, wave: Wave, by: User) -> Job:
    """Fix the target population and begin to send the invitations.

    Everybody the criteria mean gets an invitation, reachable or not: that is the denominator of the response rate.
    Raises WaveProblem.
    """
    draft = _draft(wave)
    today = timezone.localdate()
    if not draft.version.is_published:
        raise WaveProblem(_("Anket formunun bu sürümü yayımlanmadı; önce formu yayımlayın."))
    if draft.closes_on < today:
        raise WaveProblem(_("Son gün geçmiş; önce tarihi ileri alın."))
    population = _freeze(draft)
    if not population:
        raise WaveProblem(_("Bu ölçütlere uyan kimse yok; önce kime gideceğini değiştirin."))
    draft.state, draft.population, draft.opened_at = State.OPEN, population, timezone.now()
    draft.opens_on = today
    draft.save(update_fields=["state", "population", "opened_at", "opens_on"])
    return _start(draft, INVITE_JOB, by)


def _freeze(wave: Wave) -> int:
    invitations, population = invitations_for(wave), 0
    while batch := list(islice(invitations, BATCH)):
        population += len(Invitation.objects.bulk_create(batch))
    return population


def _start(wave: Wave, kind: str, by: User) -> Job:
    job = start_job(kind=kind, owner=by, params={"wave": wave.pk})
    Wave.objects.filter(pk=wave.pk).update(job=job)
    return job


@transaction.atomic
def send_remaining(*, wave: Wave, by: User) -> Job:
    """Send to who has got nothing yet: after a job that was stopped, or to who can be reached by now."""
    found = _free_to_send(wave)
    waiting = found.invitations.filter(sent_at__isnull=True, opted_out_at__isnull=True)
    waiting.exclude(unsent="").update(unsent="")
    return _start(found, INVITE_JOB, by)


@transaction.atomic
def remind(*, wave: Wave, by: User) -> Job:
    """Raises WaveProblem where nobody is due for a reminder."""
    found = _free_to_send(wave)
    if not remindable(found).exists():
        raise WaveProblem(_("Şu anda hatırlatma gidecek kimse yok."))
    return _start(found, REMIND_JOB, by)


def _free_to_send(wave: Wave) -> Wave:
    """The wave, held; open, and with no job of its own still at work."""
    found = Wave.objects.select_for_update(of=["self"]).select_related("job").get(pk=wave.pk)
    if not found.is_running:
        raise WaveProblem(_("Anket açık değil."))
    if found.job is not None and not found.job.is_finished:
        raise WaveProblem(_("Bu anketin gönderimi sürüyor; bitmesini bekleyin."))
    return found


def remindable(wave: Wave) -> InvitationQuerySet:
    """Asked, not finished, not asked to be left alone, not reminded too often or too lately."""
    due = timezone.now() - timedelta(days=settings.SURVEY_REMINDER_DAYS)
    asked = Invitation.objects.filter(
        wave=wave, sent_at__isnull=False, opted_out_at__isnull=True, reminders__lt=settings.SURVEY_REMINDERS
    )
    unfinished = asked.exclude(response__completed_at__isnull=False)
    return unfinished.annotate(last_mail=Coalesce(F("last_reminded_at"), F("sent_at"))).filter(last_mail__lte=due)


@transaction.atomic
def close_wave(*, wave: Wave) -> None:
    """Close before the last day. Closing a closed wave changes nothing; raises WaveProblem for a draft."""
    held = Wave.objects.select_for_update(of=["self"]).get(pk=wave.pk)
    if held.is_draft:
        raise WaveProblem(_("Anket henüz açılmadı; kapatılacak bir şey yok."))
    if held.state == State.OPEN:
        Wave.objects.filter(pk=held.pk).update(state=State.CLOSED, closed_at=timezone.now())


def close_overdue() -> int:
    """Close what has passed its last day; such a wave takes no answers even before this has run."""
    return Wave.objects.overdue().update(state=State.CLOSED, closed_at=timezone.now())
