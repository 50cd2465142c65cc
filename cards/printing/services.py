"""Batches for the printer: put together, sent, delivered; one that was never prepared can be given up."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cards.issuing.models import Card
from cards.issuing.services import CardProblem
from cards.permissions import may_issue
from cards.printing.models import PrintBatch, PrintLine
from mik.accounts.models import User
from mik.common.jobs import start_job
from mik.files.services import delete_file

PRINT_JOB = "cards.print_batch"
# About 25 MB of PDF, half of what a stored file may hold.
MOST_CARDS = 500
State = PrintBatch.State


@transaction.atomic
def start_batch(*, cards: Sequence[Card], by: User) -> PrintBatch:
    """A batch of these cards in this order, and the job that prepares it. Raises CardProblem."""
    _check(by)
    if not cards:
        raise CardProblem(_("Basılacak geçerli kart yok."))
    if len(cards) > MOST_CARDS:
        raise CardProblem(too_many())
    batch = PrintBatch.objects.create(created_by=by)
    lines = [PrintLine(batch=batch, card=card, sequence=place) for place, card in enumerate(cards, start=1)]
    PrintLine.objects.bulk_create(lines)
    _start_job(batch, by)
    return batch


def too_many() -> str:
    return _("Bir partide en çok %(n)s kart olabilir. Listeyi süzüp bölerek hazırlayın.") % {"n": MOST_CARDS}


@transaction.atomic
def prepare_again(*, batch: PrintBatch, by: User) -> PrintBatch:
    """After a job that could not finish: what it got ready is used, the rest is made."""
    _check(by)
    batch = _lock(batch)
    if not can_prepare(batch):
        raise CardProblem(_("Bu parti hazır ya da hâlâ hazırlanıyor."))
    _start_job(batch, by)
    return batch


def can_prepare(batch: PrintBatch) -> bool:
    """Whether it waits to be prepared, and no job is at it."""
    return batch.state == State.PREPARING and (batch.job is None or batch.job.is_finished)


@transaction.atomic
def give_up_batch(*, batch: PrintBatch, by: User) -> None:
    """Its cards count as not printed again."""
    _check(by)
    batch = _lock(batch)
    if not can_prepare(batch):
        raise CardProblem(_("Yalnız hazırlanamamış bir parti silinebilir."))
    drop_parts(batch)
    batch.delete()


@transaction.atomic
def move_batch(*, batch: PrintBatch, by: User) -> PrintBatch:
    """One step on: prepared, sent to the printer, delivered."""
    _check(by)
    batch = _lock(batch)
    if batch.state == State.PREPARED:
        batch.state, batch.sent_at = State.SENT, timezone.now()
    elif batch.state == State.SENT:
        batch.state, batch.delivered_at = State.DELIVERED, timezone.now()
    else:
        raise CardProblem(_("Bu partinin durumu bu arada değişti."))
    batch.save()
    return batch


@transaction.atomic
def forget_prints(*, person_id: int) -> int:
    """Delete the files of batches that show this person. What was not sent yet is prepared anew, without the card.

    A job that is at work finds out at its end (``jobs``), since both lock the batch.
    """
    shown = PrintLine.objects.filter(card__alumnus=person_id).values("batch")
    batches = PrintBatch.objects.select_for_update(of=("self",)).select_related("job", "pdf", "manifest")
    found = [batch for batch in batches.filter(pk__in=shown).order_by("pk") if batch.pdf or can_prepare(batch)]
    for batch in found:
        _forget_files(batch)
    return len(found)


def _forget_files(batch: PrintBatch) -> None:
    files = [file for file in (batch.pdf, batch.manifest) if file]
    batch.pdf = batch.manifest = None
    if batch.state in {State.PREPARING, State.PREPARED}:
        batch.state, batch.prepared_at, batch.job = State.PREPARING, None, None
        batch.lines.update(page=None)
        drop_parts(batch)
    batch.save()
    for file in files:
        delete_file(file=file)


def drop_parts(batch: PrintBatch) -> None:
    for part in batch.parts.select_related("file"):
        part.delete()
        delete_file(file=part.file)


def _start_job(batch: PrintBatch, by: User) -> None:
    batch.job = start_job(kind=PRINT_JOB, owner=by, params={"batch": batch.pk})
    batch.save()


def _lock(batch: PrintBatch) -> PrintBatch:
    return PrintBatch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)


def _check(by: User) -> None:
    if not may_issue(by):
        raise PermissionDenied
