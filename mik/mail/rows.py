"""The moves of delivery rows: each one statement under a condition, so that no two runs make the same one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from mik.common import hooks, zones
from mik.common.models import Job, JobState
from mik.mail.models import Delivery, Mailing
from mik.mail.outcomes import Outcome
from mik.people.consents.managers import agrees
from mik.people.consents.notices import Notice
from mik.people.models import ContactPoint

State, Reason = Delivery.State, Delivery.Reason
CHUNK = 25
# Minutes until the mail server is asked again, once it could not be reached.
SETBACKS = (1, 2, 5, 10, 30)
FREE = {"state": State.QUEUED, "claim": "", "data_at": None}


def recover(mailing: Mailing) -> None:
    """Take over from runs that are no more: what was not in data goes back, what was may have arrived."""
    jobs = Job.objects.filter(kind="mail.mailing", params__mailing=mailing.pk, state=JobState.RUNNING)
    alive = [f"{job_id}:{attempt}" for job_id, attempt in jobs.values_list("pk", "attempts")]
    left = Delivery.objects.filter(mailing=mailing, state=State.SENDING).exclude(claim__in=alive)
    left.filter(data_at=None).update(**FREE)
    left.filter(data_at__isnull=False).update(state=State.UNCERTAIN, reason=Reason.INTERRUPTED)


def claim_chunk(mailing: Mailing, claim: str) -> Sequence[Delivery]:
    """Some of what is due, for nobody but this run; with the contact at hand and whether the person agrees."""
    with transaction.atomic():
        due = Delivery.objects.filter(mailing=mailing).due().order_by("next_try_at", "pk")
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CHUNK])
        Delivery.objects.filter(pk__in=ids).update(state=State.SENDING, claim=claim, claimed_at=timezone.now())
    taken = Delivery.objects.filter(pk__in=ids).select_related("contact").annotate(agreed=_agreed(mailing))
    return list(taken.order_by("pk"))


def _agreed(mailing: Mailing) -> Any:
    return agrees(mailing.purpose, person="person_id")


def _address_lives(delivery: Delivery) -> Exists:
    same = ContactPoint.objects.filter(pk=OuterRef("contact_id"), normalised=delivery.address)
    return Exists(same.alive())


def why_not(delivery: Delivery) -> str:
    """A reason to skip a row that was seen when its chunk was taken."""
    contact = delivery.contact
    if not getattr(delivery, "agreed", False):
        return Reason.CONSENT
    if contact is None or not contact.is_alive or contact.normalised != delivery.address:
        return Reason.ADDRESS
    return ""


# The two statements every single mail takes are written out: composing them anew each time costs thrice the rest.
ENTER_DATA = """
UPDATE mail_delivery AS row SET data_at = %(now)s
WHERE id = %(id)s AND claim = %(claim)s AND state = 'sending' AND data_at IS NULL
  AND EXISTS (SELECT FROM mail_mailing WHERE id = row.mailing_id AND state = 'sending')
  AND (SELECT act = 'given' AND version >= (SELECT COALESCE(max(number), 0) FROM people_consenttext
                                            WHERE subject = %(purpose)s AND asks_again AND published_at IS NOT NULL)
       FROM people_consententry WHERE person = row.person_id AND purpose = %(purpose)s AND channel = 'email'
       ORDER BY id DESC LIMIT 1)
  AND EXISTS (SELECT FROM people_contactpoint
              WHERE id = row.contact_id AND normalised = %(address)s AND dead_at IS NULL)
  AND NOT EXISTS (SELECT FROM people_death WHERE person_id = row.person_id AND revoked_at IS NULL)
"""
ACCEPT = """
UPDATE mail_delivery
SET state = 'accepted', reason = '', answer = %(answer)s, attempts = attempts + 1, accepted_at = %(now)s
WHERE id = %(id)s AND claim = %(claim)s AND (state = 'sending' OR state = 'uncertain' AND settled_at IS NULL)
"""
# With the mail that the server took, in the same statement: this person has had the notice (KVKK art. 10). A mail whose
# end is unknown counts as none; the next one carries it again.
ACCEPT_WITH_NOTICE = f"""
WITH accepted AS ({ACCEPT} RETURNING person_id)
INSERT INTO people_noticeentry (person, version, text_version, language, way)
SELECT person_id, %(version)s, %(text_version)s, %(language)s, 'email' FROM accepted
ON CONFLICT DO NOTHING
"""  # noqa: S608  (the statement above, no value)


def _change(statement: str, delivery: Delivery, claim: str, **values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": delivery.pk, "claim": claim, "now": timezone.now(), **values})
        return bool(cursor.rowcount)


def enter_data(delivery: Delivery, claim: str, mailing: Mailing) -> bool:
    """The point of no return: ours, agreed to, address alive and not paused, all at this very moment."""
    return _change(ENTER_DATA, delivery, claim, purpose=mailing.purpose, address=delivery.address)


def reason_now(delivery: Delivery, mailing: Mailing) -> str:
    """Why ``enter_data`` said no, if it is for consent or address."""
    row = Delivery.objects.filter(pk=delivery.pk).annotate(agreed=_agreed(mailing), lives=_address_lives(delivery))
    agreed, lives = row.values_list("agreed", "lives").get()
    return Reason.NONE if agreed and lives else Reason.ADDRESS if agreed else Reason.CONSENT


def settle(delivery: Delivery, claim: str, outcome: Outcome, notice: Notice | None = None) -> None:
    """Write down what became of it. Whoever heard the server's answer may still correct «uncertain»."""
    if outcome.state == State.ACCEPTED:
        told = {"version": notice.version, "text_version": notice.text_version} if notice else {}
        statement = ACCEPT_WITH_NOTICE if notice else ACCEPT
        _change(statement, delivery, claim, answer=outcome.answer[:200], language=delivery.language, **told)
        return
    changes: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "answer": outcome.answer[:200]}
    if outcome.state != State.SKIPPED:
        changes["attempts"] = F("attempts") + 1
    if outcome.state == State.RETRY:
        next_try = timezone.now() + timedelta(minutes=outcome.pause)
        changes |= {"claim": "", "data_at": None, "next_try_at": next_try}
    held = Q(state=State.SENDING) | Q(state=State.UNCERTAIN, settled_at=None)
    Delivery.objects.filter(held, pk=delivery.pk, claim=claim).update(**changes)
    if outcome.state == State.BOUNCED:
        for bounced in hooks.bounces:
            bounced(delivery.address or "", outcome.answer)


def release(claim: str, *, mailing: Mailing, delivery: Delivery | None = None) -> None:
    """Give back what this run took: one row that the server never saw, or all that are not in data."""
    held = Delivery.objects.filter(mailing=mailing, claim=claim, state=State.SENDING)
    held = held.filter(data_at=None) if delivery is None else held.filter(pk=delivery.pk)
    held.update(**FREE)


def drop_the_rest(mailing: Mailing) -> int:
    """What a cancelled mailing will not send; rows in data end by themselves."""
    open_rows = Q(state__in=[State.QUEUED, State.RETRY]) | Q(state=State.SENDING, data_at=None)
    cancelled = Exists(Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.CANCELLED))
    dropped = Delivery.objects.filter(open_rows, cancelled, mailing=mailing)
    return dropped.update(state=State.SKIPPED, reason=Reason.CANCELLED, claim="")


def come_back_later(mailing: Mailing) -> str:
    """When to try again, longer each time; the hour for people to read."""
    pause = SETBACKS[min(mailing.setbacks, len(SETBACKS) - 1)]
    at = timezone.now() + timedelta(minutes=pause)
    Mailing.objects.filter(pk=mailing.pk).update(resume_at=at, setbacks=F("setbacks") + 1)
    return zones.local(at).strftime("%H.%M")


def forget_setbacks(mailing: Mailing) -> None:
    Mailing.objects.filter(pk=mailing.pk).update(setbacks=0)
    mailing.setbacks = 0


@transaction.atomic
def finish(mailing: Mailing) -> bool:
    """The mailing is done once nothing of it moves any more; False while something waits."""
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    open_rows = Delivery.objects.filter(mailing=mailing, state__in=State.unfinished())
    if held.state != Mailing.State.SENDING or open_rows.exists():
        return False
    held.state, held.finished_at = Mailing.State.DONE, timezone.now()
    held.save(update_fields=["state", "finished_at"])
    return True
