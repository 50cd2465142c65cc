"""Whoever is erased is on no printer's file any more; what was not sent yet is prepared without the card."""

from pathlib import Path
from typing import Any

import pytest

from alumni.registry.models import Alumnus
from cards import hooks
from cards.printing import jobs
from cards.printing.models import PrintBatch
from cards.printing.services import move_batch, prepare_again, start_batch
from mik.accounts.models import User
from mik.common.jobs import RunningJob
from mik.common.models import JobState
from mik.files.models import StoredFile
from tests.factories.cards import card_of

pytestmark = pytest.mark.django_db
State = PrintBatch.State


def files_of(batch: PrintBatch) -> list[Path]:
    assert batch.pdf
    assert batch.manifest
    return [batch.pdf.path, batch.manifest.path]


def test_the_files_go_with_the_person(
    holder: Alumnus, other_holder: Alumnus, clerk: User, django_capture_on_commit_callbacks: Any
) -> None:
    cards = [card_of(holder), card_of(other_holder)]
    with django_capture_on_commit_callbacks(execute=True):
        sent, waiting = start_batch(cards=cards, by=clerk), start_batch(cards=cards, by=clerk)
        other = start_batch(cards=cards[1:], by=clerk)
    move_batch(batch=sent, by=clerk)
    for batch in (sent, waiting, other):
        batch.refresh_from_db()
    gone, kept = files_of(sent) + files_of(waiting), files_of(other)
    with django_capture_on_commit_callbacks(execute=True):
        hooks.erase_cards(holder.pk)
    assert ([path.exists() for path in gone], [path.exists() for path in kept]) == ([False] * 4, [True] * 2)
    for batch in (sent, waiting):
        batch.refresh_from_db()
    assert [(batch.state, batch.pdf, batch.manifest) for batch in (sent, waiting)] == [
        (State.SENT, None, None), (State.PREPARING, None, None),
    ]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        prepare_again(batch=waiting, by=clerk)
    waiting.refresh_from_db()
    pages = waiting.lines.order_by("sequence").values_list("card__alumnus", "page")
    assert (waiting.state, list(pages)) == (State.PREPARED, [(holder.pk, None), (other_holder.pk, 1)])


def test_a_person_erased_while_the_batch_is_made_is_not_in_it(
    holder: Alumnus, clerk: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    card = card_of(holder)
    make = jobs._make_parts

    def make_and_erase(job: RunningJob, batch: PrintBatch) -> None:
        make(job, batch)
        hooks.erase_cards(holder.pk)

    monkeypatch.setattr(jobs, "_make_parts", make_and_erase)
    with django_capture_on_commit_callbacks(execute=True):
        batch = start_batch(cards=[card], by=clerk)
    batch.refresh_from_db()
    assert batch.job is not None
    assert (batch.state, batch.job.state, "verileri silindi" in batch.job.error) == ("preparing", JobState.FAILED, True)
    assert not StoredFile.objects.filter(purpose="card_print").exists()
