"""Requests of the person: made, entered, taken up, answered, refused, withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alumni.rights.managers import DAYS
from alumni.rights.models import RightsRequest
from alumni.rights.numbers import next_serial
from alumni.rights.permissions import can_answer, can_erase
from mik.accounts.models import Appointment, Office, User
from mik.common.jobs import start_job
from mik.mail.services import send_mail
from mik.people.models import Person
from mik.work.services import notify

Kind, State = RightsRequest.Kind, RightsRequest.State
OWN_DATA_JOB, ERASE_JOB = "rights.own_data", "rights.erase"
HEADS = (Office.COORDINATOR, Office.ACTING, Office.ASSISTANT)


class RightsProblem(Exception):
    """Why something cannot be done with a request; the message is for people."""


@dataclass(frozen=True)
class Entered:
    """What the office types of a request that came by letter, e-mail or in person."""

    kind: str
    channel: str
    applicant: str
    identity: str
    received_on: date
    text: str = ""
    address: str = ""
    language: str = "tr"


def person_of(user: User) -> Person | None:
    return Person.objects.filter(user=user).first()


@transaction.atomic
def make_request(*, user: User, kind: str, text: str = "") -> tuple[RightsRequest, bool]:
    """The person's own request. While one of the kind is open, that one is returned, and False."""
    person = person_of(user)
    serial = next_serial(timezone.localdate())  # whoever clicks twice waits here
    standing = RightsRequest.objects.own(user).open().filter(kind=kind).first()
    if standing is not None:
        return standing, False
    request = _create(
        kind=kind, serial=serial, day=timezone.localdate(), person=person, user=user,
        applicant=person.full_name if person else user.name, address=user.email, text=text, language=user.language,
    )  # fmt: skip
    _confirm_receipt(request)
    _tell_the_heads(request)
    if kind == Kind.ACCESS:
        prepare_copy(request=request, by=user)
    return request, True


@transaction.atomic
def enter_request(*, by: User, person: Person | None, entered: Entered) -> RightsRequest:
    """What came to the office on paper or by mail; the clock runs from the day it came. Raises RightsProblem."""
    if not can_answer(by):
        raise PermissionDenied
    serial = next_serial(entered.received_on)
    mine = RightsRequest.objects.filter(person=person, kind=entered.kind).open()
    if person is not None and mine.exists():
        raise RightsProblem(_("Bu kişinin aynı türden açık bir başvurusu var: %(n)s") % {"n": mine[0].number})
    request = _create(
        kind=entered.kind, serial=serial, day=entered.received_on, person=person, user=None, channel=entered.channel,
        applicant=entered.applicant, address=entered.address, identity=entered.identity, text=entered.text,
        language=entered.language, entered_by=by, owner=by, state=State.IN_WORK,
    )  # fmt: skip
    if request.address:
        _confirm_receipt(request)
    return request


def _create(*, serial: int, day: date, **values: Any) -> RightsRequest:
    return RightsRequest.objects.create(year=day.year, serial=serial, received_on=day, due_on=day + DAYS, **values)


def _confirm_receipt(request: RightsRequest) -> None:
    _write(request, "rights/received")


def _write(request: RightsRequest, template: str, **more: Any) -> None:
    with translation.override(request.language):
        context = {"request": request, "kind": request.get_kind_display(), "name": request.applicant, **more}
        send_mail(to=request.address or "", template=template, context=context, language=request.language)


def _tell_the_heads(request: RightsRequest) -> None:
    """A notice to each head of the office, with the number alone."""
    url = reverse("coordinator:rights_detail", args=[request.pk])
    text = _("Yeni KVKK başvurusu: %(n)s. Son gün %(day)s.") % {
        "n": request.number,
        "day": f"{request.due_on:%d.%m.%Y}",
    }
    for term in Appointment.objects.in_force().filter(office__in=HEADS).select_related("user"):
        notify(user=term.user, text=text, url=url)


# --- the desk ----------------------------------------------------------------------------------------


def _held(request: RightsRequest, by: User) -> RightsRequest:
    """Locked, open, and in the right hands; nobody answers the own request."""
    if not can_answer(by) or _is_own(request, by):
        raise PermissionDenied
    held = RightsRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if not held.is_open:
        raise RightsProblem(_("Bu başvuru bu arada sonuçlanmış."))
    return held


def _is_own(request: RightsRequest, by: User) -> bool:
    return by.pk == request.user_id or RightsRequest.objects.filter(pk=request.pk, person__user=by).exists()


@transaction.atomic
def take_request(*, request: RightsRequest, by: User) -> RightsRequest:
    """Who works on it; taking over from somebody else is the same click."""
    held = _held(request, by)
    held.owner, held.state = by, State.IN_WORK
    held.save(update_fields=["owner", "state"])
    return held


@transaction.atomic
def name_person(*, request: RightsRequest, person: Person, by: User) -> RightsRequest:
    """Whose data a request entered without a record is about. Raises RightsProblem."""
    held = _held(request, by)
    if RightsRequest.objects.filter(person=person, kind=held.kind).open().exclude(pk=held.pk).exists():
        raise RightsProblem(_("Bu kişinin aynı türden açık bir başvurusu var."))
    held.person = person
    held.save(update_fields=["person"])
    return held


@transaction.atomic
def answer_request(*, request: RightsRequest, by: User, answer: str) -> RightsRequest:
    """Mail the answer and keep it (KVKK art. 13/3)."""
    held = _held(request, by)
    _close(held, State.ANSWERED, by, answer)
    return held


@transaction.atomic
def refuse_request(*, request: RightsRequest, by: User, ground: str, answer: str) -> RightsRequest:
    """Refuse with the reason; the mail names the complaint to the Board (KVKK art. 13/3 and 14)."""
    held = _held(request, by)
    if ground not in RightsRequest.Ground.values or not ground:
        raise RightsProblem(_("Ret gerekçesini seçin."))
    held.ground = ground
    _close(held, State.REFUSED, by, answer)
    return held


def _close(held: RightsRequest, state: str, by: User | None, answer: str) -> None:
    held.state, held.answer, held.answered_by, held.answered_at = state, answer, by, timezone.now()
    held.save(update_fields=["state", "ground", "answer", "answered_by", "answered_at"])
    if held.address:
        _write(held, "rights/answer", answer=answer, refused=state == State.REFUSED, ground=held.get_ground_display())


@transaction.atomic
def withdraw_request(*, request: RightsRequest, user: User) -> bool:
    """By the person, while it is open; True if that changed anything."""
    mine = RightsRequest.objects.own(user).open().filter(pk=request.pk)
    return bool(mine.update(state=State.WITHDRAWN, answered_at=timezone.now()))


# --- copies and erasures -------------------------------------------------------------------------------


@transaction.atomic
def prepare_copy(*, request: RightsRequest, by: User) -> RightsRequest:
    """Start the job that makes the copy of the data; a second click finds it at work. Raises RightsProblem."""
    held = RightsRequest.objects.select_for_update(of=("self",)).select_related("job", "person").get(pk=request.pk)
    own = by.pk == held.user_id or (held.person is not None and held.person.user_id == by.pk)
    if not own and not can_answer(by):
        raise PermissionDenied
    if held.kind != Kind.ACCESS:
        raise RightsProblem(_("Bu başvuru verilerin bir örneğini istemiyor."))
    if not own and held.person is not None and held.person.user_id:
        raise RightsProblem(_("Bu kişinin hesabı var; örneği kendi sayfasından alır."))
    if held.job is not None and not held.job.is_finished:
        return held
    if not held.is_open:
        raise RightsProblem(_("Bu başvuru bu arada sonuçlanmış."))
    held.job = start_job(kind=OWN_DATA_JOB, owner=by, params={"request": held.pk})
    held.save(update_fields=["job"])
    return held


@transaction.atomic
def start_erasure(*, request: RightsRequest, by: User, typed: str) -> RightsRequest:
    """The second confirmation: the number of the request is typed, then the job runs. Raises RightsProblem."""
    held = _held(request, by)
    if not can_erase(by):
        raise PermissionDenied
    if held.person is None and held.user is not None:
        held.person = _stand_in(held.user)
    if held.kind != Kind.ERASE or held.person is None:
        raise RightsProblem(_("Önce başvurunun hangi kayda ait olduğunu seçin."))
    if typed.strip().upper() != held.number:
        raise RightsProblem(_("Yazdığınız başvuru numarası tutmuyor."))
    if held.job is not None and not held.job.is_finished:
        return held
    held.owner, held.state = by, State.IN_WORK
    held.job = start_job(kind=ERASE_JOB, owner=by, params={"request": held.pk})
    held.save(update_fields=["owner", "state", "job", "person"])
    return held


def _stand_in(user: User) -> Person:
    """For an account that never found its record: everything is erased by person, so it is given one that is nobody."""
    return Person.objects.get_or_create(user=user, defaults={"given_names": "—", "surname": "—"})[0]
