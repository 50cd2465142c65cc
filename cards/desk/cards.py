"""One card on the desk: what it is, its PDF, and ending or replacing it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cards.applications.forms import ReasonForm
from cards.desk.applications import facts_of
from cards.desk.views import desk_only, user_of
from cards.issuing.models import Card
from cards.issuing.replacing import replace_card
from cards.issuing.services import CardProblem, report_loss, revoke_card
from cards.printing.faces import Face
from cards.states import pill_of
from cards.views import pdf_response
from mik.audit.log import log_access


def _card(request: HttpRequest, pk: int) -> Card:
    seen = Card.objects.visible_to(request.user)
    card = seen.select_related("alumnus__person", "photo", "issued_by", "ended_by", "replaces").filter(pk=pk).first()
    if card is None:
        raise Http404
    return card


@require_safe
@desk_only
def card_detail(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    log_access(request_or_user=request, action="view", subjects=[card.alumnus_id], reason="Mezun kartı")
    context = {
        "card": card,
        "face": Face(card),
        "pill": pill_of(card),
        "successor": Card.objects.filter(replaces=card).first(),
        "lines": card.lines.select_related("batch").order_by("-batch"),
        "is_own": card.alumnus.person.user_id == user_of(request).pk,
        **facts_of(request, card.alumnus),
    }
    return render(request, "cards/desk/card.html", context)


@require_safe
@desk_only
def card_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    log_access(request_or_user=request, action="download", subjects=[card.alumnus_id], reason="Kart PDF")
    return pdf_response(card)


@require_http_methods(["GET", "POST"])
@desk_only
def card_lost(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder has called: from now on the card is no longer valid."""
    card = _card(request, pk)
    return _ask(
        request, card, "lost", lambda: report_loss(card=card, by=user_of(request)), _("Kart kayıp olarak işaretlendi.")
    )


@require_http_methods(["GET", "POST"])
@desk_only
def card_replace(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    _not_own(request, card)
    return _ask(request, card, "replace", lambda: replace_card(card=card, by=user_of(request)), _("Yeni kart verildi."))


@require_http_methods(["GET", "POST"])
@desk_only
def card_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    card = _card(request, pk)
    _not_own(request, card)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not form.is_valid():
        return render(request, "cards/desk/confirm.html", {"card": card, "deed": "revoke", "form": form}, status=422)
    return _ask(
        request,
        card,
        "revoke",
        lambda: revoke_card(card=card, by=user_of(request), reason=form.cleaned_data["reason"]),
        _("Kart iptal edildi, gerekçesi bildirildi."),
        form=form,
    )


def _not_own(request: HttpRequest, card: Card) -> None:
    """Seen, but not the own officer's to decide."""
    if card.alumnus.person.user_id == user_of(request).pk:
        raise PermissionDenied


def _ask(
    request: HttpRequest,
    card: Card,
    deed: str,
    act: Callable[[], Card],
    done: str,
    *,
    form: ReasonForm | None = None,
) -> HttpResponse:
    """The page that asks, and on POST the deed; the new card is shown where one was made."""
    if request.method != "POST":
        return render(request, "cards/desk/confirm.html", {"card": card, "deed": deed, "form": form})
    try:
        result = act()
    except CardProblem as problem:
        messages.warning(request, str(problem))
        return redirect("coordinator:card_detail", card.pk)
    messages.success(request, done)
    return redirect("coordinator:card_detail", result.pk)
