"""Preparing a batch: pieces of twenty cards, each kept once it is ready, then joined; killed, it goes on from there."""

import io
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.issuing.models import Card
from cards.permissions import may_issue
from cards.printing.faces import cards_pdf, read
from cards.printing.joining import JoinedPdf
from cards.printing.models import PrintBatch, PrintLine, PrintPart
from cards.printing.services import PRINT_JOB, drop_parts
from mik.audit.log import log_access
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.tables import MEDIA_TYPES, xlsx_bytes
from mik.common.turkish import number
from mik.files.crypto import DamagedFile
from mik.files.models import StoredFile
from mik.files.services import FileProblem, store_file

PURPOSE = "card_print"
PIECE = 20
PAGES_A_CARD = 2


class Erased(Exception):
    """A person on a finished piece was erased while others were made."""


def may_print(user: Any, params: dict[str, Any]) -> bool:
    """Asked at the start and at each piece: is this still the user's desk?"""
    return may_issue(user) and PrintBatch.objects.visible_to(user).filter(pk=params["batch"]).exists()


@job_handler(
    PRINT_JOB,
    title=gettext_lazy("Kart basım partisi"),
    may_run=may_print,
    resumable=True,
    tiles=[
        Tile("cards", gettext_lazy("Hazırlanan kart"), "ok", "id-card"),
        Tile("left", gettext_lazy("Artık geçerli olmayan"), "warn", "circle-x"),
    ],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: batch."""
    batch = PrintBatch.objects.get(pk=job.params["batch"])
    if batch.state == PrintBatch.State.PREPARING:
        try:
            _make_parts(job, batch)
            _finish(job, batch)
        except Erased:
            _give_back(batch)
            raise JobError(_("Bu arada bir kart sahibinin verileri silindi. Partiyi yeniden hazırlayın.")) from None
        except FileProblem as problem:
            _give_back(batch)
            text = _("%(problem)s Parti yarım kalmadı; yer açılınca yeniden hazırlayın.")
            raise JobError(text % {"problem": problem}) from None
    return _result(batch)


def _make_parts(job: RunningJob, batch: PrintBatch) -> None:
    lines = list(batch.lines.order_by("sequence"))
    done = set(batch.parts.values_list("number", flat=True))
    for place, start in enumerate(range(0, len(lines), PIECE)):
        job.checkpoint(done=start, total=len(lines), counters=_counters(batch, start))
        if place not in done:
            _make_part(batch, place, lines[start : start + PIECE])
    job.checkpoint(done=len(lines), total=len(lines), counters=_counters(batch, len(lines)))


def _counters(batch: PrintBatch, done: int) -> dict[str, int]:
    printed = batch.lines.filter(page__isnull=False).count()
    return {"cards": printed, "left": done - printed}


@transaction.atomic
def _make_part(batch: PrintBatch, place: int, lines: list[PrintLine]) -> None:
    """The piece, its file and its pages: all or nothing. Cards that are valid no longer are left out."""
    cards = Card.objects.valid().select_related("photo").in_bulk([line.card_id for line in lines])
    chosen = [line for line in lines if line.card_id in cards]
    if not chosen:
        return
    content = _draw([cards[line.card_id] for line in chosen], chosen)
    before = batch.parts.aggregate(pages=Sum("pages"))["pages"] or 0
    for index, line in enumerate(chosen):
        line.page = before + index * PAGES_A_CARD + 1
    PrintLine.objects.bulk_update(chosen, ["page"])
    file = store_file(
        upload=io.BytesIO(content), purpose=PURPOSE, by=batch.created_by, name="parca.pdf", media_type="application/pdf"
    )
    PrintPart.objects.create(batch=batch, number=place, file=file, pages=len(chosen) * PAGES_A_CARD)


def _draw(cards: list[Card], lines: list[PrintLine]) -> bytes:
    try:
        return cards_pdf(cards)
    except (FileNotFoundError, DamagedFile):
        first, last = lines[0].sequence, lines[-1].sequence
        raise JobError(
            _("%(first)s–%(last)s sıralarındaki kartlardan birinin fotoğrafı okunamadı.")
            % {"first": first, "last": last}
        ) from None


@transaction.atomic
def _finish(job: RunningJob, batch: PrintBatch) -> None:
    """Join the pieces, write the list of what is in them, log it; then the pieces go."""
    # Whoever erases a person locks it, too, and so sees either no files yet or all of them.
    PrintBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    lines = list(batch.lines.filter(page__isnull=False).select_related("card").order_by("sequence"))
    if any(not line.card.printed_name for line in lines):
        raise Erased
    if not lines:
        raise JobError(_("Partideki kartların hiçbiri artık geçerli değil."))
    name = f"kartlar-{batch.pk}"
    batch.pdf = store_file(
        upload=JoinedPdf(_pieces(batch), title=_("Mezun kartları, parti %(n)s") % {"n": batch.pk}),
        purpose=PURPOSE, by=batch.created_by, name=f"{name}.pdf", media_type="application/pdf",
    )  # fmt: skip
    listing = xlsx_bytes(MANIFEST, manifest_rows(lines, batch.pdf), title=name)
    batch.manifest = store_file(
        upload=io.BytesIO(listing),
        purpose=PURPOSE,
        by=batch.created_by,
        name=f"{name}.xlsx",
        media_type=MEDIA_TYPES["xlsx"],
    )
    batch.state, batch.prepared_at = PrintBatch.State.PREPARED, timezone.now()
    batch.save()
    drop_parts(batch)
    people = [line.card.alumnus_id for line in lines]
    log_access(
        request_or_user=job.owner, action="export", subjects=people, reason="Kart basımı", view=f"job:{PRINT_JOB}"
    )


MANIFEST = (
    gettext_lazy("Sıra"),
    gettext_lazy("Kart no"),
    gettext_lazy("Ad soyad"),
    gettext_lazy("Bölüm ve yıl"),
    gettext_lazy("Ön yüzün sayfası"),
    gettext_lazy("PDF’nin SHA-256 özeti"),
)


def manifest_rows(lines: list[PrintLine], pdf: StoredFile) -> Iterator[list[Any]]:
    for line in lines:
        card = line.card
        yield [line.sequence, card.number_spaced, card.printed_name, card.printed_line, line.page, pdf.sha256]


def _pieces(batch: PrintBatch) -> Iterator[tuple[bytes, int]]:
    for part in batch.parts.order_by("number").select_related("file"):
        yield read(part.file), part.pages


@transaction.atomic
def _give_back(batch: PrintBatch) -> None:
    """Without room for the whole, its pieces only take room."""
    drop_parts(batch)
    batch.lines.update(page=None)


def _result(batch: PrintBatch) -> dict[str, Any]:
    count = batch.lines.filter(page__isnull=False).count()
    return {
        "message": _("%(n)s kart basıma hazır.") % {"n": number(count)},
        "url": reverse("coordinator:card_batch", args=[batch.pk]),
        "url_label": _("Partiye git"),
    }
