"""The list of a wave's invitations: who was asked and how far they are; never what they answered."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common.tables import Mark, table_response
from surveys.models import Invitation, Wave
from surveys.waves.numbers import STATES

COLUMNS = (
    gettext_lazy("Ad soyad"),
    gettext_lazy("Bölüm ya da kurum"),
    gettext_lazy("Mezuniyet yılı"),
    gettext_lazy("Durum"),
    gettext_lazy("Gönderildi"),
    gettext_lazy("Hatırlatma"),
    gettext_lazy("Bitirdi"),
)
LABELS = {
    "bitirdi": gettext_lazy("Bitirdi"),
    "basladi": gettext_lazy("Başladı"),
    "bekliyor": gettext_lazy("Bekliyor"),
    "istemiyor": gettext_lazy("Yazılmasını istemedi"),
    "ulasilamadi": gettext_lazy("Gönderilmedi"),
}
TONES = {"bitirdi": "ok", "basladi": "brand", "istemiyor": "warn"}


def with_people(invitations: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    """In the order they were put in, with all a line shows."""
    related = ("person", "contact__organisation", "programme__parent", "response")
    return invitations.select_related(*related).order_by("pk")


def state_of(invitation: Invitation) -> str:
    if invitation.is_complete:
        return "bitirdi"
    if hasattr(invitation, "response"):
        return "basladi"
    if invitation.opted_out_at:
        return "istemiyor"
    return "bekliyor" if invitation.sent_at else "ulasilamadi"


def line(invitation: Invitation) -> dict[str, Any]:
    state = state_of(invitation)
    why = invitation.get_unsent_display() if state == "ulasilamadi" and invitation.unsent else ""
    return {
        "invitation": invitation,
        "name": str(invitation.contact or invitation.person),
        "place": place_of(invitation),
        "state": LABELS[state],
        "tone": TONES.get(state, ""),
        "why": why,
        "completed_at": invitation.response.completed_at if hasattr(invitation, "response") else None,
    }


def place_of(invitation: Invitation) -> str:
    if invitation.contact is not None:
        return str(invitation.contact.organisation)
    return invitation.programme.department.label if invitation.programme else ""


def persons_in(invitations: "QuerySet[Invitation] | list[Invitation]") -> list[int]:
    """Of whom the log says that they were looked at."""
    return [invitation.person_id for invitation in invitations if invitation.person_id]


def export(wave: Wave, invitations: list[Invitation], mark: Mark, *, form: str, places: Sequence[int]) -> HttpResponse:
    rows, title = _rows(invitations), wave.title
    return table_response(f"anket-{wave.pk}", COLUMNS, rows, form=form, title=title, mark=mark, places=places)


def _rows(invitations: list[Invitation]) -> Iterator[list[Any]]:
    for invitation in invitations:
        shown = line(invitation)
        yield [
            shown["name"],
            shown["place"],
            invitation.graduation_year,
            " – ".join(filter(None, (str(shown["state"]), shown["why"]))),
            invitation.sent_at,
            invitation.reminders,
            shown["completed_at"],
        ]


def tabs(chosen: str) -> list[tuple[str, str, bool]]:
    """Code, label and whether it is the one shown."""
    everyone = ("", _("Hepsi"), not chosen)
    return [everyone, *((code, str(LABELS[code]), chosen == code) for code in STATES)]
