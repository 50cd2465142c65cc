"""What cards count, for the catalogue: each figure is a query set, so number, rows and report cannot differ."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Graduation
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.permissions import ISSUE
from mik.common.hooks import Figure, FigureRow, FigureScope, FigureValue
from mik.common.turkish import date_long
from mik.figures import catalogue

SOURCE = _("Mezun kartları")
DECIDED = (CardApplication.State.APPROVED, CardApplication.State.REFUSED)


# --- The records counted --------------------------------------------------------------------------


def _of_unit(found: "QuerySet[Any]", scope: FigureScope) -> "QuerySet[Any]":
    if scope.unit_id is None:
        return found
    theirs = Graduation.objects.filter(alumnus=OuterRef("alumnus"))
    return found.filter(Exists(theirs.filter(catalogue.within(scope.unit_id, "programme"))))


def _cards(scope: FigureScope) -> "QuerySet[Any]":
    return _of_unit(Card.objects.select_related("alumnus__person"), scope).order_by("issued_at", "pk")


def active(scope: FigureScope) -> "QuerySet[Any]":
    """Issued, not ended and not expired at the end of the day."""
    moment = scope.ends
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=moment)
    return _cards(scope).filter(standing, issued_at__lte=moment, valid_until__gte=scope.on)


def issued(scope: FigureScope) -> "QuerySet[Any]":
    return _cards(scope).filter(issued_at__range=scope.period)


def lost(scope: FigureScope) -> "QuerySet[Any]":
    return _cards(scope).filter(state=Card.State.LOST, ended_at__range=scope.period)


def _applications(scope: FigureScope) -> "QuerySet[Any]":
    return _of_unit(CardApplication.objects.select_related("alumnus__person"), scope).order_by("submitted_at", "pk")


def applied(scope: FigureScope) -> "QuerySet[Any]":
    return _applications(scope).filter(submitted_at__range=scope.period)


def decided(scope: FigureScope) -> "QuerySet[Any]":
    return _applications(scope).filter(state__in=DECIDED, decided_at__range=scope.period)


def days_to_decide(scope: FigureScope) -> FigureValue:
    """The median wait from applying to the decision; unknown where nothing was decided."""
    return catalogue.median_days(decided(scope).values_list("submitted_at", "decided_at"))


# --- How a row reads ------------------------------------------------------------------------------


def describe_card(card: Card) -> FigureRow:
    detail = f"{card.number_spaced} · {date_long(card.issued_at)}"
    url = reverse("coordinator:card_detail", args=[card.pk])
    return FigureRow(card.alumnus.person.full_name, detail, url, card.alumnus_id)


def describe_application(application: CardApplication) -> FigureRow:
    detail = f"{application.get_state_display()} · {date_long(application.submitted_at)}"
    url = reverse("coordinator:card_application", args=[application.pk])
    return FigureRow(application.alumnus.person.full_name, detail, url, application.alumnus_id)


# --- The catalogue --------------------------------------------------------------------------------


def _figure(code: str, label: Any, definition: Any, rows: Any, **more: Any) -> Figure:
    options = {"describe": describe_card, "duty": ISSUE, "topic": "cards", **more}
    return Figure(code=code, label=label, definition=definition, source=SOURCE, rows=rows, **options)


def _all() -> list[tuple[Figure, str]]:
    of_applications = {"describe": describe_application, "during": True}
    return [
        (_figure("active_cards", _("Geçerli Mezun Kartı"), _("Gün sonunda etkin olan ve süresi dolmamış kart sayısı."),
            active, public=True), "gecerli_kart"),
        (_figure("card_applications", _("Kart başvurusu"), _("Dönem içinde gönderilen kart başvurusu sayısı."),
            applied, **of_applications), "kart_basvurusu"),
        (_figure("cards_issued", _("Verilen kart"), _("Dönem içinde verilen kart sayısı; yenilenenler içindedir."),
            issued, during=True), "verilen_kart"),
        (_figure("cards_lost", _("Kayıp kart"), _("Dönem içinde kayıp bildirilen kart sayısı."), lost, during=True),
            "kayip_kart"),
        (_figure("card_days", _("Kart başvurusunun sonuçlanma süresi"), _("Dönem içinde karara bağlanan başvuruların "
            "gönderilmesinden karara kadar geçen gün sayısının ortancası."), decided, kind="days",
            formula=_("ortanca (karar − başvuru)"), compute=days_to_decide, **of_applications), "kart_suresi"),
    ]  # fmt: skip


def register() -> None:
    for figure, alias in _all():
        catalogue.add(figure, alias)
