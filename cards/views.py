"""A member's own card: the page, applying, the PDF, reporting it lost."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from cards.applications.forms import ApplicationForm
from cards.applications.models import CardApplication
from cards.applications.photos import PURPOSE
from cards.applications.services import apply_for_card, obstacle, reusable_photo, withdraw_application
from cards.issuing.models import Card
from cards.issuing.services import CardProblem, report_loss
from cards.printing.faces import Face, cards_pdf, read
from cards.states import pill_of
from cards.verification.codes import token_of
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.offline import keep_offline
from mik.files.models import StoredFile
from mik.files.services import FileProblem

FORM_ERRORS = 422


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _own_cards(request: HttpRequest, alumnus: Alumnus) -> list[Card]:
    cards = Card.objects.visible_to(request.user).filter(alumnus=alumnus).select_related("photo", "replaces")
    return list(cards.newest_first())


def _active(cards: list[Card]) -> Card | None:
    return next((card for card in cards if card.state == Card.State.ACTIVE), None)


def _latest_application(request: HttpRequest, alumnus: Alumnus) -> CardApplication | None:
    own = CardApplication.objects.visible_to(request.user).filter(alumnus=alumnus)
    return own.order_by("-submitted_at", "-pk").first()


@require_safe
@members_only
def card(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """The card itself, or how to get one."""
    cards = _own_cards(request, alumnus)
    active = _active(cards)
    context = {
        "card": active,
        "face": Face(active) if active else None,
        "pill": pill_of(active) if active else None,
        "check_url": reverse("verify:token", args=[token_of(active.code)]) if active else "",
        "earlier": [(one, pill_of(one)) for one in cards if one is not active],
        "last": cards[0] if cards else None,
        "application": _latest_application(request, alumnus),
        "obstacle": obstacle(alumnus),
    }
    return render(request, "cards/card.html", context)


@require_safe
@members_only
def pocket(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """The card alone, as the web app's worker keeps it on this device; where there is none, nothing is kept."""
    active = _active(_own_cards(request, alumnus))
    if active is None:
        raise Http404
    context = {"card": active, "face": Face(active), "pill": pill_of(active), "now": timezone.now()}
    response = render(request, "cards/pocket.html", context)
    photo = [reverse("cards:photo", args=[active.photo_id])] if active.photo_id else []
    return keep_offline(response, _user(request), also=photo)


@require_http_methods(["GET", "POST"])
@members_only
def apply(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    if problem := obstacle(alumnus):
        messages.warning(request, problem)
        return redirect("cards:card")
    kept = reusable_photo(alumnus)
    sent = request.method == "POST"
    form = ApplicationForm(request.POST if sent else None, request.FILES if sent else None, may_keep=kept is not None)
    if sent and form.is_valid() and _apply(request, alumnus, form):
        return redirect("cards:card")
    status = FORM_ERRORS if sent else 200
    return render(request, "cards/apply.html", {"form": form, "kept": kept}, status=status)


def _apply(request: HttpRequest, alumnus: Alumnus, form: ApplicationForm) -> bool:
    try:
        apply_for_card(alumnus=alumnus, by=_user(request), photo=form.cleaned_photo)
    except (CardProblem, FileProblem) as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Başvurunuzu aldık. Sonucu e-postayla bildiririz."))
    return True


@require_http_methods(["GET", "POST"])
@members_only
def withdraw(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Asks first; the photo is deleted with it."""
    waiting = CardApplication.objects.visible_to(request.user).waiting().filter(alumnus=alumnus).first()
    if waiting is None:
        return redirect("cards:card")
    if request.method == "GET":
        return render(request, "cards/withdraw.html", {"application": waiting})
    try:
        withdraw_application(application=waiting, by=_user(request))
        messages.success(request, _("Başvurunuzu geri aldınız; fotoğrafınız silindi."))
    except CardProblem as problem:
        messages.warning(request, str(problem))
    return redirect("cards:card")


@require_http_methods(["GET", "POST"])
@members_only
def lost(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Asks first; from then on the printed code is no longer valid."""
    active = _active(_own_cards(request, alumnus))
    if active is None:
        return redirect("cards:card")
    if request.method == "GET":
        return render(request, "cards/lost.html", {"card": active})
    try:
        report_loss(card=active, by=_user(request))
        messages.success(request, _("Kartınız kayıp olarak işaretlendi; eski karekodu artık geçersiz."))
    except CardProblem as problem:
        messages.warning(request, str(problem))
    return redirect("cards:card")


@require_safe
@members_only
def pdf(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    active = _active(_own_cards(request, alumnus))
    if active is None:
        return redirect("cards:card")
    return pdf_response(active)


def pdf_response(card: Card) -> HttpResponse:
    response = HttpResponse(cards_pdf([card]), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="mezun-karti-{card.number}.pdf"'
    return response


@require_safe
def photo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The photo of an application or a card, for its holder and the desk; a look of the desk is logged."""
    try:
        file = StoredFile.objects.get_for(request.user, pk=pk)
        if file.purpose != PURPOSE:
            raise StoredFile.DoesNotExist
        content = read(file)
    except (StoredFile.DoesNotExist, FileNotFoundError):
        raise Http404 from None
    _log_look(request, file)
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _log_look(request: HttpRequest, file: StoredFile) -> None:
    shown = (model.objects.filter(photo=file) for model in (CardApplication, Card))
    others = (rows.exclude(alumnus__person__user=request.user.pk) for rows in shown)
    if subjects := {alumnus for rows in others for alumnus in rows.values_list("alumnus", flat=True)}:
        log_access(request_or_user=request, action="view", subjects=subjects, reason="Kart fotoğrafı")
