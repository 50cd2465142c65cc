"""Requests that want somebody's attention, by the clock of thirty days."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.rights.managers import FIRST_WARNING, LAST_WARNING
from alumni.rights.models import RightsRequest
from alumni.rights.permissions import can_answer
from mik.common.hooks import AttentionItem


def for_the_desk(user: Any) -> Iterator[AttentionItem]:
    """Overdue, three days left, ten days left, and the rest; each request in one of them."""
    if not can_answer(user):
        return
    left = [request.clock for request in RightsRequest.objects.visible_to(user).open().only("due_on")]
    url = reverse("coordinator:rights_list")
    bands = (
        (_("Süresi geçen KVKK başvurusu"), "bad", [one for one in left if one < 0]),
        (_("Süresi üç gün içinde dolan KVKK başvurusu"), "bad", [one for one in left if 0 <= one <= LAST_WARNING.days]),
        (
            _("Süresi on gün içinde dolan KVKK başvurusu"),
            "warn",
            [one for one in left if LAST_WARNING.days < one <= FIRST_WARNING.days],
        ),
        (_("Yanıt bekleyen KVKK başvurusu"), "blue", [one for one in left if one > FIRST_WARNING.days]),
    )
    for label, tone, found in bands:
        if found:
            yield AttentionItem(label, len(found), url, tone, "shield-check")


def for_the_person(user: Any) -> Iterator[AttentionItem]:
    """A copy of the own data that waits to be fetched."""
    if not getattr(user, "is_authenticated", False):
        return
    ready = RightsRequest.objects.own(user).filter(kind=RightsRequest.Kind.ACCESS, file__isnull=False).count()
    if ready:
        yield AttentionItem(
            _("Verilerinizin indirilmeye hazır örneği"), ready, reverse("alumni:my_data"), "ok", "download"
        )
