"""Informing somebody by phone, letter or hand (KVKK art. 10), noted on the record by whoever did it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.desk.shared import alumnus_or_404
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.accounts.powers import powers_of
from mik.people.consents.managers import CONSENTS
from mik.people.consents.models import NoticeEntry, NoticeWay
from mik.people.consents.notices import current_notice, entries_of, record, uninformed

# What people tell; the mail and the form of joining tell by themselves.
BY_HAND = (NoticeWay.PHONE, NoticeWay.POST, NoticeWay.HAND)


@dataclass(frozen=True)
class NoticeState:
    """Whether the person has had the notice, how, and what can be noted."""

    last: NoticeEntry | None
    is_due: bool
    ways: list[tuple[str, str]]
    url: str
    consents_url: str


def notice_state(alumnus: Alumnus, scope: Scope) -> NoticeState:
    last = entries_of(alumnus.pk, alumnus.person.user_id).order_by("-version", "-pk").first()
    is_due = alumnus.pk in uninformed([alumnus.pk]) and current_notice() is not None
    may_see = scope.is_office and powers_of(scope.user).has_duty(CONSENTS)
    return NoticeState(
        last=last,
        is_due=is_due,
        ways=[(way.value, str(way.label)) for way in BY_HAND],
        url=scope.url("graduate_notice", alumnus.pk),
        consents_url=reverse("coordinator:consent_person", args=[alumnus.pk]) if may_see else "",
    )


def graduate_notice(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """POST: this person was told; twice is once."""
    alumnus = alumnus_or_404(scope, pk)
    if not scope.may_change(alumnus):
        raise PermissionDenied
    way: Any = request.POST.get("way", "")
    notice = current_notice()
    if way not in BY_HAND or notice is None:
        return HttpResponseBadRequest()
    record(notice=notice, way=way, language="tr", persons=[pk], by=scope.user)
    messages.success(request, _("Aydınlatma metninin anlatıldığı kaydedildi."))
    return redirect(scope.url("graduate_detail", pk))
