"""Print batches on the desk: list, page, files, steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cards.desk.views import desk_only, user_of
from cards.issuing.models import Card
from cards.issuing.services import CardProblem
from cards.printing import services
from cards.printing.models import PrintBatch
from mik.audit.log import log_access
from mik.files.services import open_file

PER_PAGE = 25
KINDS = {"pdf": "pdf", "liste": "manifest"}


def _batch(request: HttpRequest, pk: int) -> PrintBatch:
    seen = PrintBatch.objects.visible_to(request.user).select_related("job", "pdf", "manifest", "created_by")
    batch = seen.filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


@require_safe
@desk_only
def card_batch_list(request: HttpRequest) -> HttpResponse:
    batches = PrintBatch.objects.visible_to(request.user).select_related("job", "created_by")
    batches = batches.annotate(cards=Count("lines")).order_by("-created_at", "-pk")
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("sayfa"))
    unprinted = Card.objects.visible_to(request.user).valid().not_printed().count()
    return render(request, "cards/desk/batch_list.html", {"page": page, "unprinted": unprinted})


@require_safe
@desk_only
def card_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    lines = batch.lines.select_related("card").order_by("sequence")
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("sayfa"))
    people = [line.card.alumnus_id for line in page.object_list]
    log_access(request_or_user=request, action="list", subjects=people, reason="Kart basım partisi")
    context = {"batch": batch, "page": page, "can_prepare": services.can_prepare(batch)}
    return render(request, "cards/desk/batch.html", context)


@require_safe
@desk_only
def card_batch_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The PDF for the printer, or the list of what is in it."""
    batch = _batch(request, pk)
    file = getattr(batch, KINDS[kind]) if kind in KINDS else None
    if file is None:
        raise Http404
    people = batch.lines.filter(page__isnull=False).values_list("card__alumnus", flat=True)
    log_access(request_or_user=request, action="download", subjects=people, reason=f"Kart basımı {batch.pk}")
    response = FileResponse(open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@desk_only
def card_batch_move(request: HttpRequest, pk: int) -> HttpResponse:
    """On by a step, or prepared again after a job that could not finish."""
    batch = _batch(request, pk)
    try:
        if batch.state == PrintBatch.State.PREPARING:
            services.prepare_again(batch=batch, by=user_of(request))
        else:
            moved = services.move_batch(batch=batch, by=user_of(request))
            messages.success(request, _("Parti: %(state)s.") % {"state": moved.get_state_display()})
    except CardProblem as problem:
        messages.warning(request, str(problem))
    return redirect("coordinator:card_batch", pk)


@require_http_methods(["GET", "POST"])
@desk_only
def card_batch_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: only a batch that could not be prepared may go."""
    batch = _batch(request, pk)
    if request.method == "GET":
        return render(request, "cards/desk/batch_remove.html", {"batch": batch})
    try:
        services.give_up_batch(batch=batch, by=user_of(request))
    except CardProblem as problem:
        messages.warning(request, str(problem))
        return redirect("coordinator:card_batch", pk)
    messages.success(request, _("Parti silindi; kartlar yeniden basılabilir."))
    return redirect("coordinator:card_batch_list")
