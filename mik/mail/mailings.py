"""Starting, watching over and ending a mailing. The sending itself is ``mik.mail.sending``."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.mail import rows, sending
from mik.mail.audience import Recipient, recipients_of
from mik.mail.compose import check_letter, send_test
from mik.mail.models import Delivery, Mailing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from mik.people.models import Person

__all__ = [
    "EmptyAudience",
    "WrongState",
    "cancel_mailing",
    "pause_mailing",
    "resume_mailing",
    "send_test",
    "set_pace",
    "settle_uncertain",
    "start_mailing",
]
State = Mailing.State
BATCH = 1000
RETRY_NOW = {"claim": "", "data_at": None, "answer": "", "reason": ""}


class EmptyAudience(ValidationError):
    """Nobody would get it; nothing was started."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bu seçimle gönderilecek kimse yok: seçilenlerin bu amaç için izni ya da geçerli bir adresi yok."
                " Ölçütleri genişletip yeniden deneyin; yazdıklarınız duruyor."
            ),
            code="empty_audience",
        )


class WrongState(ValidationError):
    """The mailing has moved on since the page was shown."""

    def __init__(self) -> None:
        super().__init__(_("Gönderimin durumu bu arada değişti; sayfayı yenileyip bakın."), code="wrong_state")


@transaction.atomic
def start_mailing(*, mailing: Mailing, persons: "QuerySet[Person]", by: User) -> Job:
    """Freeze who gets it and begin. Raises EmptyAudience, ValidationError (its text), WrongState."""
    mailing = _locked(mailing, State.DRAFT)
    check_letter(mailing)
    if not _freeze(mailing, recipients_of(persons=persons, purpose=mailing.purpose)):
        raise EmptyAudience
    mailing.state, mailing.started_at = State.SENDING, timezone.now()
    return _set_going(mailing, by)


def _freeze(mailing: Mailing, recipients: "Iterable[Recipient]") -> int:
    """One row a recipient, in bulk."""
    frozen = [
        Delivery(
            mailing=mailing,
            person_id=one.person_id,
            contact_id=one.contact_id,
            address=one.address,
            address_hash=keyed_hash(one.address, purpose="email"),
            language=mailing.language_for(one.language),
        )
        for one in recipients
    ]
    Delivery.objects.bulk_create(frozen, batch_size=BATCH)
    return len(frozen)


def _set_going(mailing: Mailing, by: User) -> Job:
    mailing.job = job = start_job(kind=sending.KIND, owner=by, params={"mailing": mailing.pk})
    mailing.resume_at = None
    mailing.save()
    return job


def _locked(mailing: Mailing, *states: str) -> Mailing:
    """The mailing as it stands now, held until the end of the transaction."""
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if held.state not in states:
        raise WrongState
    return held


@transaction.atomic
def pause_mailing(*, mailing: Mailing, by: User) -> None:
    """No further mail goes out from this moment on; the one on its way ends. Pausing twice is no mistake."""
    mailing = _locked(mailing, State.SENDING, State.PAUSED)
    mailing.state = State.PAUSED
    mailing.save(update_fields=["state"])


@transaction.atomic
def resume_mailing(*, mailing: Mailing, by: User) -> Job:
    """Go on after a pause or after the job failed; a job that still runs is kept."""
    mailing = _locked(mailing, State.SENDING, State.PAUSED)
    mailing.state = State.SENDING
    if mailing.job is not None and not mailing.job.is_finished:
        mailing.save(update_fields=["state"])
        return mailing.job
    return _set_going(mailing, by)


@transaction.atomic
def cancel_mailing(*, mailing: Mailing, by: User) -> int:
    """Send nothing more; returns how many will not get it. What was sent stays sent."""
    mailing = _locked(mailing, State.SENDING, State.PAUSED)
    mailing.state, mailing.finished_at = State.CANCELLED, timezone.now()
    mailing.save(update_fields=["state", "finished_at"])
    rows.recover(mailing)
    return rows.drop_the_rest(mailing)


@transaction.atomic
def set_pace(*, mailing: Mailing, per_minute: int | None, by: User) -> None:
    """At most so many mails a minute from now on; None for no limit."""
    mailing = _locked(mailing, State.DRAFT, State.SENDING, State.PAUSED)
    mailing.per_minute = per_minute
    mailing.full_clean(exclude=["body_tr", "subject_tr"], validate_unique=False)
    mailing.save(update_fields=["per_minute"])


@transaction.atomic
def settle_uncertain(*, delivery: Delivery, resend: bool, by: User) -> Job | None:
    """A person's word on a mail that may have arrived: send it again, or leave it. Raises WrongState if settled."""
    mailing = Mailing.objects.select_for_update().get(pk=delivery.mailing_id)
    state = Delivery.State.QUEUED if resend else Delivery.State.SKIPPED
    reason = Delivery.Reason.NONE if resend else Delivery.Reason.LEFT
    now = timezone.now()
    changes = {**RETRY_NOW, "reason": reason, "state": state, "settled_by": by, "settled_at": now, "next_try_at": now}
    uncertain = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNCERTAIN)
    if not uncertain.update(**changes):
        raise WrongState
    return _send_late(mailing, by) if resend else None


def _send_late(mailing: Mailing, by: User) -> Job | None:
    """A mailing that was over opens once more for one mail; a paused one keeps it until it goes on."""
    if mailing.state == State.PAUSED:
        return None
    mailing.state, mailing.finished_at = State.SENDING, None
    if mailing.job is not None and not mailing.job.is_finished:
        mailing.save(update_fields=["state", "finished_at"])
        return mailing.job
    return _set_going(mailing, by)


def continue_mailings() -> int:
    """The minute's round: go on with what waited for its next try or for the mail server. Returns how many."""
    rested = Q(resume_at__isnull=True) | Q(resume_at__lte=timezone.now())
    waiting = Mailing.objects.filter(rested, state=State.SENDING, job__state=JobState.DONE)
    return sum(_continue(mailing_id) for mailing_id in waiting.values_list("pk", flat=True))


@transaction.atomic
def _continue(mailing_id: int) -> bool:
    """Where nothing is due it stays as it is; where nothing is left, it is over. A failed job waits for a person."""
    held = Mailing.objects.select_for_update(skip_locked=True, of=("self",)).select_related("job__owner")
    mailing = held.filter(pk=mailing_id, state=State.SENDING, job__state=JobState.DONE).first()
    if mailing is None or mailing.job is None or rows.finish(mailing):
        return False
    left = Delivery.objects.filter(mailing=mailing)
    if not left.due().exists() and not left.filter(state=Delivery.State.SENDING).exists():
        return False
    _set_going(mailing, mailing.job.owner)
    return True
