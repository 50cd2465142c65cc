"""The desk of cards: its lists, exports, and what is done to many at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alumni.registry.exchange.asking import WhyForm, why_page
from alumni.registry.segments.services import note_use
from cards.applications.services import approve_many
from cards.desk.export import columns_of, export
from cards.desk.tabs import CardList
from cards.issuing.services import CardProblem
from cards.permissions import may_issue
from cards.printing.services import MOST_CARDS, start_batch, too_many
from cards.states import pill_of
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.turkish import number

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]
APPROVE, PRINT = "onayla", "bas"
# Approvals at once while somebody waits for the page; the rest is ticked again.
MOST_APPROVED = 200


def desk_only(view: View[P, R]) -> View[P, R]:
    """Who has not the duty does not learn that there is a desk."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not may_issue(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@desk_only
def card_list(request: HttpRequest) -> HttpResponse:
    cards = CardList(user=request.user, data=request.GET)
    rows = [_row(row, cards) for row in cards.page.object_list]
    shown = [row.alumnus_id for row in cards.page.object_list]
    log_access(request_or_user=request, action="list", subjects=shown, reason="Mezun kartları")
    return render(request, "cards/desk/list.html", {"cards": cards, "rows": rows})


def _row(row: Any, cards: CardList) -> dict[str, Any]:
    last = cards.graduations.get(row.alumnus_id)
    name = "coordinator:card_application" if cards.is_queue else "coordinator:card_detail"
    return {
        "row": row,
        "name": row.alumnus.person.full_name,
        "unit": f"{last.programme.department.label} · {last.year}" if last else "",
        "pill": None if cards.is_queue else pill_of(row),
        "url": reverse(name, args=[row.pk]),
    }


@require_POST
@desk_only
def card_export(request: HttpRequest) -> HttpResponse:
    cards = CardList(user=request.user, data=QueryDict(request.POST.get("liste", "")))
    why = WhyForm(request, columns_of(cards))
    if why.is_valid():
        return export(request, cards, why)
    back, hidden = f"{reverse('coordinator:card_list')}?{cards.query}", {"liste": cards.query}
    return why_page(request, why, what=_("Kart listesi"), count=cards.count, back=back, hidden=hidden)


@require_POST
@desk_only
def card_bulk(request: HttpRequest) -> HttpResponse:
    """Ticked rows, or all of the list: asked once, done when the answer comes with ``onay``."""
    cards = CardList(user=request.user, data=QueryDict(request.POST.get("liste", "")))
    action = request.POST.get("islem")
    if action != (APPROVE if cards.is_queue else PRINT):
        raise BadRequest
    chosen = _chosen(request.POST, cards)
    back = f"{reverse('coordinator:card_list')}?{cards.query}"
    if not chosen:
        messages.warning(request, _("Önce listeden en az bir satır seçin."))
        return redirect(back)
    if "onay" not in request.POST:
        return _ask(request, chosen, cards, back)
    return _approve(request, chosen, cards, back) if action == APPROVE else _print(request, chosen, cards, back)


def _ask(request: HttpRequest, chosen: list[int], cards: CardList, back: str) -> HttpResponse:
    """The question holds the rows themselves: what is shown is what is done, and no more than one form can send."""
    action = APPROVE if cards.is_queue else PRINT
    if cards.is_queue:
        chosen = chosen[:MOST_APPROVED]
    elif len(chosen) > MOST_CARDS:
        messages.warning(request, too_many())
        return redirect(back)
    hidden = {"islem": action, "liste": cards.query, "onay": "1"}
    context = {"action": action, "count": len(chosen), "hidden": hidden, "back": back, "ids": chosen}
    return render(request, "cards/desk/bulk.html", context)


def _chosen(post: QueryDict, cards: CardList) -> list[int]:
    """Rows of this list in its order; 404 for one that cannot be seen from here."""
    ids = list(cards.results.values_list("pk", flat=True))
    if post.get("hepsi") == "1":
        return ids
    try:
        asked = {int(pk) for pk in post.getlist("s")}
    except ValueError:
        raise Http404 from None
    model = cards.results.model
    if model._default_manager.visible_to(cards.user).filter(pk__in=asked).count() != len(asked):
        raise Http404
    return [pk for pk in ids if pk in asked]


def _approve(request: HttpRequest, chosen: list[int], cards: CardList, back: str) -> HttpResponse:
    done = approve_many(applications=cards.results.filter(pk__in=chosen[:MOST_APPROVED]), by=user_of(request))
    text = ngettext("%(n)s kart verildi.", "%(n)s kart verildi.", done.cards) % {"n": number(done.cards)}
    messages.success(request, text) if done.cards else None
    if left := done.left + len(chosen[MOST_APPROVED:]):
        text = _("%(n)s başvuru olduğu gibi kaldı: kendi başvurunuz, bu arada karar verilen ya da kartı olan kişiler.")
        messages.warning(request, text % {"n": number(left)})
    return redirect(back)


def _print(request: HttpRequest, chosen: list[int], cards: CardList, back: str) -> HttpResponse:
    try:
        batch = start_batch(cards=list(cards.results.filter(pk__in=chosen)), by=user_of(request))
    except CardProblem as problem:
        messages.warning(request, str(problem))
        return redirect(back)
    note_use(cards.segment)
    return redirect("coordinator:card_batch", batch.pk)
