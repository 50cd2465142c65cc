"""Batches for the printer: one PDF, a list of what is in it, taken up again after a kill, whole or not at all."""

import hashlib
import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from alumni.registry.models import Alumnus
from cards.issuing.models import Card
from cards.issuing.services import CardProblem, report_loss
from cards.printing import jobs
from cards.printing.faces import read
from cards.printing.joining import BrokenPiece, JoinedPdf
from cards.printing.models import PrintBatch, PrintPart
from cards.printing.services import MOST_CARDS, give_up_batch, move_batch, prepare_again, start_batch
from cards.verification.codes import verification_url
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common import job_runner
from mik.common.models import Job, JobState
from mik.common.tables import read_table
from mik.files.models import StoredFile
from mik.mail.models import OutgoingMail
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.cards import card_of, stored_photo
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
State = PrintBatch.State


def cards_in(department: Unit, count: int) -> list[Card]:
    """So many cards with one photo between them."""
    photo, programme = stored_photo(), programme_of(department)
    people = [
        graduate(programme, contacts=False, given_names="Işıl", surname=f"Şahin{place}") for place in range(count)
    ]
    return [card_of(alumnus, photo=photo) for alumnus in people]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cards a piece, so that five cards make three."""
    monkeypatch.setattr(jobs, "PIECE", 2)


def prepared(cards: list[Card], by: User, capture: Any) -> PrintBatch:
    with capture(execute=True):
        batch = start_batch(cards=cards, by=by)
    batch.refresh_from_db()
    return batch


def codes_on(pdf: bytes, pages: list[int]) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [code.text for page in pages for code in zxingcpp.read_barcodes(document[page - 1].render(scale=3).to_pil())]


@pytest.mark.usefixtures("small_pieces")
def test_a_batch_is_one_pdf_and_a_list_of_what_is_in_it(
    department: Unit, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    cards = cards_in(department, 5)
    report_loss(card=cards[1], by=coordinator)
    OutgoingMail.objects.all().delete()
    batch = prepared(cards, coordinator, django_capture_on_commit_callbacks)
    kept = [card for card in cards if card != cards[1]]
    assert (batch.state, batch.job and batch.job.state) == (State.PREPARED, JobState.DONE)
    assert [line.page for line in batch.lines.order_by("sequence")] == [1, None, 3, 5, 7]
    assert batch.pdf
    assert batch.manifest
    pdf = read(batch.pdf)
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    assert (len(reader.pages), batch.pdf.sha256) == (8, hashlib.sha256(pdf).hexdigest())
    assert {tuple(round(float(value), 1) for value in page.trimbox) for page in reader.pages} == {(0, 0, 242.6, 153)}
    assert codes_on(pdf, [1, 7]) == [verification_url(card.code) for card in (kept[0], kept[3])]
    with read_table(io.BytesIO(read(batch.manifest)), "liste.xlsx") as table:
        rows = [list(row.cells) for row in next(iter(table.sheets)).rows()]
    assert [row[:3] for row in rows[1:]] == [
        [place, card.number_spaced, card.printed_name] for place, card in zip([1, 3, 4, 5], kept, strict=True)
    ]
    assert {row[5] for row in rows[1:]} == {batch.pdf.sha256}
    assert [row[4] for row in rows[1:]] == [1, 3, 5, 7]
    assert (PrintPart.objects.count(), StoredFile.objects.filter(purpose="card_print").count()) == (0, 2)
    event = AccessEvent.objects.get()
    assert (event.action, event.subjects) == ("export", sorted(card.alumnus_id for card in kept))


def test_a_batch_goes_to_the_printer_and_comes_back(
    department: Unit, coordinator: User, alumna: User, django_capture_on_commit_callbacks: Any
) -> None:
    batch = prepared(cards_in(department, 1), coordinator, django_capture_on_commit_callbacks)
    with pytest.raises(PermissionDenied):
        move_batch(batch=batch, by=alumna)
    assert move_batch(batch=batch, by=coordinator).state == State.SENT
    assert move_batch(batch=batch, by=coordinator).state == State.DELIVERED
    with pytest.raises(CardProblem):
        move_batch(batch=batch, by=coordinator)
    with pytest.raises(CardProblem, match="hazır ya da hâlâ hazırlanıyor"):
        prepare_again(batch=batch, by=coordinator)
    with pytest.raises(CardProblem):
        give_up_batch(batch=batch, by=coordinator)


def test_an_empty_or_endless_batch_is_refused(coordinator: User, alumna: User, holder: Alumnus) -> None:
    with pytest.raises(CardProblem, match="Basılacak geçerli kart yok"):
        start_batch(cards=[], by=coordinator)
    with pytest.raises(CardProblem, match="en çok 500 kart"):
        start_batch(cards=[card_of(holder)] * (MOST_CARDS + 1), by=coordinator)
    with pytest.raises(PermissionDenied):
        start_batch(cards=[], by=alumna)


def test_a_batch_whose_cards_are_all_over_says_so(
    department: Unit, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    cards = cards_in(department, 2)
    for card in cards:
        report_loss(card=card, by=coordinator)
    batch = prepared(cards, coordinator, django_capture_on_commit_callbacks)
    assert batch.job
    assert (batch.state, batch.job.error) == (State.PREPARING, "Partideki kartların hiçbiri artık geçerli değil.")
    give_up_batch(batch=batch, by=coordinator)
    assert not PrintBatch.objects.exists()


# --- the disk is full -----------------------------------------------------------------------------


@pytest.fixture
def small_disk() -> Iterator[None]:
    """The operating system refuses files above 55 KB, as a full disk would: the pieces fit, the whole does not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (55_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_pieces")
def test_a_full_disk_leaves_nothing_half_and_the_batch_can_be_prepared_again(
    department: Unit, coordinator: User, django_capture_on_commit_callbacks: Any, request: Any
) -> None:
    cards = cards_in(department, 5)
    request.getfixturevalue("small_disk")
    batch = prepared(cards, coordinator, django_capture_on_commit_callbacks)
    assert batch.job
    assert batch.job.error == (
        "Sunucuda yer kalmadı; dosya kaydedilmedi. Lütfen daha sonra yeniden deneyin."
        " Parti yarım kalmadı; yer açılınca yeniden hazırlayın."
    )
    assert (batch.state, batch.job.state, batch.parts.count()) == (State.PREPARING, JobState.FAILED, 0)
    assert not StoredFile.objects.filter(purpose="card_print").exists()
    assert set(batch.lines.values_list("page", flat=True)) == {None}
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    with django_capture_on_commit_callbacks(execute=True):
        prepare_again(batch=batch, by=coordinator)
    batch.refresh_from_db()
    assert batch.state == State.PREPARED


@pytest.mark.usefixtures("small_pieces")
def test_what_was_ready_is_kept_when_a_photo_cannot_be_read(
    department: Unit, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    cards = cards_in(department, 3)
    spoiled = stored_photo()
    Card.objects.filter(pk=cards[2].pk).update(photo=spoiled)
    content = spoiled.path.read_bytes()
    spoiled.path.unlink()
    batch = prepared(cards, coordinator, django_capture_on_commit_callbacks)
    first = batch.parts.get()
    assert batch.job
    assert batch.job.error == "3–3 sıralarındaki kartlardan birinin fotoğrafı okunamadı."
    spoiled.path.write_bytes(content)
    with django_capture_on_commit_callbacks(execute=True):
        prepare_again(batch=batch, by=coordinator)
    batch.refresh_from_db()
    assert batch.state == State.PREPARED
    assert [line.page for line in batch.lines.order_by("sequence")] == [1, 3, 5]
    assert first.number == 0


# --- the worker is killed -------------------------------------------------------------------------

WORKER = """
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
settings.MEDIA_ROOT = {media!r}
django.setup()
from cards.printing import jobs
jobs.PIECE = 1
from mik.common import job_runner
job_runner.run({job})
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_job_goes_on_where_it_was(
    department: Unit, coordinator: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PIECE", 1)
    batch = start_waiting(cards_in(department, 5), coordinator)
    assert batch.job
    script = WORKER.format(name=connection.settings_dict["NAME"], media=str(settings.MEDIA_ROOT), job=batch.job_id)
    with subprocess.Popen([sys.executable, "-c", script], cwd=django_settings.BASE_DIR, env=dict(os.environ)) as worker:
        wait_for(lambda: PrintPart.objects.filter(batch=batch).exists())
        worker.send_signal(signal.SIGKILL)
    ready = dict(batch.parts.values_list("number", "file__sha256"))
    assert 0 < len(ready) < 5
    wait_for(lambda: not holds_a_lock())
    past = timezone.now() - timedelta(minutes=2)
    Job.objects.filter(pk=batch.job.pk).update(heartbeat_at=past, created_at=past)
    assert job_runner.sweep()["revived"] == 1
    batch.refresh_from_db()
    assert batch.state == State.PREPARED
    assert [line.page for line in batch.lines.order_by("sequence")] == [1, 3, 5, 7, 9]
    assert batch.pdf
    assert len(PdfReader(io.BytesIO(read(batch.pdf))).pages) == 10


def start_waiting(cards: list[Card], by: User) -> PrintBatch:
    """The job lies in the queue and nobody takes it."""
    from mik.celery import app

    usual = {name: app.conf[name] for name in ("task_always_eager", "broker_url")}
    app.conf.update(task_always_eager=False, broker_url="redis://127.0.0.1:1/0")
    try:
        return start_batch(cards=cards, by=by)
    finally:
        app.conf.update(usual)


def holds_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON oid = database"
            " WHERE locktype = 'advisory' AND datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def wait_for(condition: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


# --- joining --------------------------------------------------------------------------------------


def test_what_is_no_piece_of_ours_is_not_joined() -> None:
    with pytest.raises(BrokenPiece):
        list(JoinedPdf([(b"%PDF-1.4\nnot ours", 2)], title="x").chunks())
