"""The job that sends a mailing: one mail each, whatever happens to worker, server or consent on the way.

A row is taken by one run (``claim``), and written as «in data» in the same statement that asks for consent, address
and pause once more; only then its text goes to the server. Whoever finds rows of a run that is no more returns those
not yet in data to the queue and leaves the others, at most one a run, to a person's judgement.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common.jobs import JobError, JobRests, RunningJob, Tile, job_handler
from mik.mail import rows
from mik.mail.abroad import reachable
from mik.mail.compose import Letters, message_for
from mik.mail.models import Delivery, Mailing
from mik.mail.models.mailing import counts_of
from mik.mail.outcomes import Outcome, hand_over, offer
from mik.mail.permissions import may_send
from mik.mail.transport import Away, open_transport
from mik.people.consents.notices import Notice, current_notice, uninformed

KIND = "mail.mailing"
LOOK_SECONDS = 1.0
# A mailing at its pace takes hours; sign-in codes and other work must not wait for it that long.
TURN_SECONDS = 20.0
State = Delivery.State
TILES = [
    Tile(State.ACCEPTED, State.ACCEPTED.label, "ok", "check"),
    Tile(State.RETRY, State.RETRY.label, "warn", "refresh-cw"),
    Tile(State.BOUNCED, State.BOUNCED.label, "bad", "circle-x"),
    Tile(State.REFUSED, State.REFUSED.label, "bad", "circle-x"),
    Tile(State.SKIPPED, State.SKIPPED.label, "", "ban"),
    Tile(State.UNCERTAIN, State.UNCERTAIN.label, "warn", "circle-alert"),
    Tile(State.QUEUED, State.QUEUED.label, "", "clock"),
]


def may_run(user: Any, params: dict[str, Any]) -> bool:
    mailing = Mailing.objects.filter(pk=params["mailing"]).first()
    return mailing is not None and may_send(user, mailing)


@job_handler(KIND, title=gettext_lazy("Toplu e-posta"), may_run=may_run, resumable=True, tiles=TILES)
def run(job: RunningJob) -> dict[str, Any]:
    mailing = Mailing.objects.select_related("unit").get(pk=job.params["mailing"])
    return Run(job, mailing).go()


class Paused(Exception):
    """Somebody paused or cancelled the mailing; what is claimed goes back."""


class Pace:
    """Keeps mails apart, evenly; the first goes at once."""

    def __init__(self) -> None:
        self._next = 0.0

    def wait(self, per_minute: int | None, look: Callable[[], None]) -> None:
        """Sleep until the next mail's turn, looking up at least once a second."""
        while per_minute and (rest := self._next - time.monotonic()) > 0:
            time.sleep(min(rest, LOOK_SECONDS / 2))
            look()
        if per_minute:
            self._next = max(self._next, time.monotonic()) + 60 / per_minute


class Run:
    """One attempt of one job at one mailing."""

    def __init__(self, job: RunningJob, mailing: Mailing) -> None:
        self.job, self.mailing = job, mailing
        self.claim = f"{job.id}:{job.attempt}"
        self.letters = Letters(mailing)
        self.notice = current_notice()
        self.reachable: set[int] = set()
        self.pace = Pace()
        self.transport = open_transport()
        self._looked = 0.0
        self._began = time.monotonic()

    def go(self) -> dict[str, Any]:
        rows.recover(self.mailing)
        try:
            self.look()
            while chunk := rows.claim_chunk(self.mailing, self.claim):
                self.send(chunk)
        except Paused:
            return {"message": _("Gönderim durduruldu; gönderilmemiş olanlar sırada bekliyor.")}
        except Away as problem:
            return self.come_back_later(problem)
        finally:
            rows.release(self.claim, mailing=self.mailing)
            rows.drop_the_rest(self.mailing)
            self.transport.close()
        return self.end()

    def send(self, chunk: Sequence[Delivery]) -> None:
        """Fill in for the whole chunk at once, then one mail after the other."""
        values = self.letters.for_people({one.person_id: one.language for one in chunk})
        people = {one.person_id for one in chunk}
        first = uninformed(people) if self.notice else set()
        self.reachable = reachable(people)
        for delivery in chunk:
            self.pace.wait(self.mailing.per_minute, self.look_now_and_then)
            notice = self.notice if delivery.person_id in first else None
            self.deliver(delivery, values[delivery.person_id], notice)
            self.look_now_and_then()
            self.let_others_work()
        if self.mailing.setbacks:
            rows.forget_setbacks(self.mailing)

    def let_others_work(self) -> None:
        """After its turn the run goes to the end of the queue; the pause due after a mail is kept first."""
        if time.monotonic() - self._began >= TURN_SECONDS:
            self.pace.wait(self.mailing.per_minute, self.look_now_and_then)
            raise JobRests

    def deliver(self, delivery: Delivery, values: dict[str, str], notice: Notice | None) -> None:
        if reason := rows.why_not(delivery) or self.kept_home(delivery):
            return self.settle(delivery, Outcome(State.SKIPPED, reason))
        letter = self.letters.in_language(delivery.language, notice)
        message = message_for(delivery, letter, values, self.mailing.purpose)
        if refusal := offer(self.transport, message, delivery):
            return self.settle(delivery, refusal)
        if not rows.enter_data(delivery, self.claim, self.mailing):
            self.transport.take_back()
            return self.turned_away(delivery)
        try:
            outcome = hand_over(self.transport, message, delivery)
        except Away:
            rows.release(self.claim, mailing=self.mailing, delivery=delivery)
            raise
        return self.settle(delivery, outcome, notice)

    def kept_home(self, delivery: Delivery) -> str:
        """A mail that would go abroad against the person's word, or the office's, does not go."""
        return "" if delivery.person_id in self.reachable else rows.Reason.CONSENT

    def settle(self, delivery: Delivery, outcome: Outcome, notice: Notice | None = None) -> None:
        if outcome.stops_everything:
            raise JobError(_("E-posta sunucusu gönderen adresimizi kabul etmiyor: %s") % outcome.answer)
        rows.settle(delivery, self.claim, outcome, notice)

    def turned_away(self, delivery: Delivery) -> None:
        """The last look found a reason: consent or address are gone, somebody paused, or the row is another's."""
        if reason := rows.reason_now(delivery, self.mailing):
            return self.settle(delivery, Outcome(State.SKIPPED, reason))
        return self.look()

    # --- Looking up ----------------------------------------------------------------------------------

    def look_now_and_then(self) -> None:
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self.look()

    def look(self) -> None:
        """Report how far it is; raises Paused, and what ``checkpoint`` raises."""
        self._looked = time.monotonic()
        counts = counts_of([self.mailing])[self.mailing.pk]
        total = sum(counts.values())
        waiting = sum(counts[state] for state in State.unfinished())
        self.job.checkpoint(done=total - waiting, total=total, counters=counts)
        self.mailing.refresh_from_db(fields=["state", "per_minute", "setbacks"])
        if self.mailing.state != Mailing.State.SENDING:
            raise Paused

    # --- The end -------------------------------------------------------------------------------------

    def come_back_later(self, problem: Away) -> dict[str, Any]:
        at = rows.come_back_later(self.mailing)
        note = _("E-posta sunucusuna ulaşılamıyor; gönderim saat %(at)s gibi kendiliğinden sürecek.") % {"at": at}
        self.job.checkpoint(note=f"{note} ({problem})")
        return {"message": _("Sırada bekleyenler var."), "warning": note}

    def end(self) -> dict[str, Any]:
        try:
            self.look()
        except Paused:
            return {"message": _("Gönderim durduruldu.")}
        if rows.finish(self.mailing):
            return {"message": _("Gönderim bitti; her alıcıya en çok bir e-posta gitti.")}
        return {"message": _("Sunucuların beklemesini istediği e-postalar kendiliğinden yeniden denenecek.")}
