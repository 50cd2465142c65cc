"""One application on the desk: the photo, the facts of the record, the decision."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.registry.models import Alumnus, Graduation
from cards.applications.forms import ReasonForm
from cards.applications.models import CardApplication
from cards.applications.services import approve_application, refuse_application
from cards.desk.views import desk_only, user_of
from cards.issuing.models import Card
from cards.issuing.services import CardProblem
from cards.states import pill_of
from mik.audit.log import log_access


@require_http_methods(["GET", "POST"])
@desk_only
def card_application(request: HttpRequest, pk: int) -> HttpResponse:
    application = _applications(request).filter(pk=pk).first()
    if application is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, application)
    return _show(request, application, ReasonForm())


def _applications(request: HttpRequest) -> QuerySet[CardApplication]:
    seen = CardApplication.objects.visible_to(request.user)
    return seen.select_related("alumnus__person", "alumnus__membership", "decided_by", "photo")


def _decide(request: HttpRequest, application: CardApplication) -> HttpResponse:
    refusing = request.POST.get("karar") == "ret"
    form = ReasonForm(request.POST if refusing else None)
    if refusing and not form.is_valid():
        return _show(request, application, form, status=422)
    name = application.alumnus.person.full_name
    try:
        if refusing:
            refuse_application(application=application, by=user_of(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("%(name)s: başvuru reddedildi, gerekçesi bildirildi.") % {"name": name})
        else:
            approve_application(application=application, by=user_of(request))
            messages.success(request, _("%(name)s: kart verildi ve bildirildi.") % {"name": name})
    except CardProblem as problem:
        messages.warning(request, str(problem))
        return redirect("coordinator:card_application", application.pk)
    return redirect(_next(request) or reverse("coordinator:card_list"))


def _next(request: HttpRequest) -> str:
    """On to the oldest that waits and is not the own."""
    waiting = CardApplication.objects.visible_to(request.user).waiting()
    pk = (
        waiting.exclude(applied_by=user_of(request)).order_by("submitted_at", "pk").values_list("pk", flat=True).first()
    )
    return reverse("coordinator:card_application", args=[pk]) if pk else ""


def _show(request: HttpRequest, application: CardApplication, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    alumnus = application.alumnus
    log_access(request_or_user=request, action="view", subjects=[alumnus.pk], reason="Kart başvurusu")
    context = {
        "application": application,
        "form": form,
        "is_own": alumnus.person.user_id == user_of(request).pk,
        **facts_of(request, alumnus),
    }
    return render(request, "cards/desk/application.html", context, status=status)


def facts_of(request: HttpRequest, alumnus: Alumnus) -> dict[str, Any]:
    """What the desk of cards sees of a record: who, which diplomas, which cards."""
    cards = Card.objects.visible_to(request.user).filter(alumnus=alumnus).newest_first()
    diplomas = Graduation.objects.filter(alumnus=alumnus).select_related("programme__parent")
    return {
        "person": alumnus.person,
        "alumnus": alumnus,
        "diplomas": diplomas.order_by("-year", "-pk"),
        "cards": [(card, pill_of(card)) for card in cards],
    }
