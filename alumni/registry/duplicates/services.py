"""What is decided about pairs, and what representatives ask one another. Merging itself is a room of its own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.duplicates.likeness import ENOUGH
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.permissions import may_decide, may_undo
from alumni.registry.duplicates.prevention import likely_among, sought_of
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope
from mik.accounts.models import Appointment, User
from mik.audit.context import acting
from mik.units.models import Unit
from mik.work.services import notify

# What a representative's word is taken for until the search has compared the two records.
BY_WORD = 0.5


class Decided(Exception):
    """Somebody else was quicker; nothing was changed."""


# --- Pairs -----------------------------------------------------------------------------------------


@transaction.atomic
def call_different(*, pair: DuplicatePair, scope: Scope) -> DuplicatePair:
    """Remember that the two are two people; no search opens the pair again. Open questions about it are closed."""
    held = _held(pair)
    if not held.is_waiting:
        raise Decided
    if not may_decide(scope, held):
        raise PermissionDenied
    with acting(user_id=scope.user.pk, role=scope.role):
        held.state, held.decided_by, held.decided_at = DuplicatePair.State.DIFFERENT, scope.user, timezone.now()
        held.save(update_fields=["state", "decided_by", "decided_at"])
        for request in MergeRequest.objects.open().filter(pair=held):
            _close(request, by=scope.user)
    return held


@transaction.atomic
def open_again(*, pair: DuplicatePair, scope: Scope) -> DuplicatePair:
    """Take back a "not the same person"."""
    held = _held(pair)
    if not may_undo(scope, held):
        raise PermissionDenied
    with acting(user_id=scope.user.pk, role=scope.role):
        held.state, held.decided_by, held.decided_at = DuplicatePair.State.OPEN, None, None
        held.save(update_fields=["state", "decided_by", "decided_at"])
    return held


def _held(pair: DuplicatePair) -> DuplicatePair:
    rows = DuplicatePair.objects.select_for_update(of=("self",)).select_related("first__person", "second__person")
    return rows.get(pk=pair.pk)


# --- Questions across departments ------------------------------------------------------------------


@transaction.atomic
def ask_across(*, alumnus: Alumnus, unit: Unit, name: str, year: int | None, note: str, scope: Scope) -> MergeRequest:
    """Ask whether ``alumnus`` is recorded in ``unit`` too. What happens next looks the same to the asker whether or not
    anything was found there.

    Raises ValidationError where the same is being asked already.
    """
    if scope.unit is None or unit.pk == scope.unit.pk or not scope.may_change(alumnus):
        raise PermissionDenied
    if MergeRequest.objects.open().filter(alumnus=alumnus, unit=unit).exists():
        raise ValidationError({"unit": _("Bu mezun için bu bölüme zaten sordunuz; yanıt bekleniyor.")})
    other = _likeliest(alumnus, scope.unit, unit, name, year)
    with acting(user_id=scope.user.pk, role=scope.role):
        request = MergeRequest.objects.create(
            alumnus=alumnus, asking_unit=scope.unit, asked_by=scope.user, unit=unit, name=name, year=year, note=note,
            other=other, pair=_pair_of(alumnus, other) if other else None,
        )  # fmt: skip
    if other:
        _tell_representatives(request, other)
    return request


def _likeliest(alumnus: Alumnus, own: Unit, unit: Unit, name: str, year: int | None) -> Alumnus | None:
    """The record in that department which is probably meant: found by the search, or alike enough, or so named.

    Never one that stands in the asker's department too: a change in how it looks there would tell of the other.
    """
    there = Graduation.objects.filter(programme__parent=unit)
    here = Graduation.objects.filter(programme__parent=own)
    among = Alumnus.objects.filter(pk__in=there.values("alumnus")).exclude(pk__in=here.values("alumnus"))
    pairs = DuplicatePair.objects.waiting()
    known = {
        pair.second_id if pair.first_id == alumnus.pk else pair.first_id: pair.probability
        for pair in pairs.filter(first=alumnus) | pairs.filter(second=alumnus)
    }
    found = among.filter(pk__in=known)
    if surest := max(found, key=lambda record: known[record.pk], default=None):
        return surest
    alike = likely_among(sought=sought_of(alumnus), among=among, graduations=there)
    if alike and alike[0].weight >= ENOUGH:
        return alike[0].alumnus
    so_named = among.named(name).filter(pk__in=there.filter(**({"year": year} if year else {})).values("alumnus"))
    named = list(so_named.select_related("person")[:2])
    return named[0] if len(named) == 1 else None


def _pair_of(one: Alumnus, other: Alumnus) -> DuplicatePair:
    first, second = sorted((one.pk, other.pk))
    parts = [{"comparison": "word", "level": "representative", "weight": 0.0}]
    pair, _new = DuplicatePair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"probability": BY_WORD, "parts": parts}
    )
    if pair.state == DuplicatePair.State.OPEN:
        pair.state = DuplicatePair.State.ASKED
        pair.save(update_fields=["state"])
    return pair


def _tell_representatives(request: MergeRequest, other: Alumnus) -> None:
    """A notice to those who look after that very record today."""
    levels = set(other.graduations.filter(programme__parent=request.unit_id).values_list("level", flat=True))
    terms = Appointment.objects.in_force().representatives().filter(unit=request.unit_id).select_related("user")
    for term in terms:
        if levels & set(term.levels) and term.user_id != request.asked_by_id:
            url = reverse("representatives:merge_request_list", args=[request.unit_id])
            text = _("Bir bölüm temsilcisi, bir mezununuz hakkında soru sordu.")
            notify(user=term.user, kind="records.questions", text=text, url=url)


@transaction.atomic
def answer_request(*, request: MergeRequest, scope: Scope, same: bool) -> MergeRequest:
    """The other department's word; the asker is told nothing of it, the office decides what follows."""
    held = MergeRequest.objects.select_for_update(of=("self",)).select_related("other__person").get(pk=request.pk)
    if held.state != MergeRequest.State.WAITING:
        raise Decided
    if scope.unit is None or held.unit_id != scope.unit.pk or held.other is None or not scope.may_change(held.other):
        raise PermissionDenied
    with acting(user_id=scope.user.pk, role=scope.role):
        held.state = MergeRequest.State.AGREED if same else MergeRequest.State.REFUSED
        held.answered_by, held.answered_at = scope.user, timezone.now()
        held.save(update_fields=["state", "answered_by", "answered_at"])
    return held


@transaction.atomic
def withdraw_request(*, request: MergeRequest, scope: Scope) -> MergeRequest:
    """The asker takes the question back."""
    held = MergeRequest.objects.select_for_update().get(pk=request.pk)
    if scope.unit is None or held.asking_unit_id != scope.unit.pk:
        raise PermissionDenied
    if not held.is_open:
        raise Decided
    with acting(user_id=scope.user.pk, role=scope.role):
        held.state = MergeRequest.State.WITHDRAWN
        held.save(update_fields=["state"])
        _reopen_pair(held)
    return held


@transaction.atomic
def close_request(*, request: MergeRequest, scope: Scope) -> MergeRequest:
    """The office is done with a question, whatever it did about it."""
    held = MergeRequest.objects.select_for_update().get(pk=request.pk)
    if not scope.is_office:
        raise PermissionDenied
    if not held.is_open:
        raise Decided
    with acting(user_id=scope.user.pk, role=scope.role):
        _close(held, by=scope.user)
        _reopen_pair(held)
    return held


def _reopen_pair(request: MergeRequest) -> None:
    """Nobody is asked any more: the pair waits as any other, or goes with the next search."""
    asked = DuplicatePair.objects.filter(pk=request.pair_id or 0, state=DuplicatePair.State.ASKED)
    for pair in asked.exclude(requests__in=MergeRequest.objects.open()):
        pair.state = DuplicatePair.State.OPEN
        pair.save(update_fields=["state"])


def _close(request: MergeRequest, *, by: User) -> None:
    """The asker hears one sentence, the same whatever came of it: it must not tell what the other department has."""
    request.state, request.decided_by, request.decided_at = MergeRequest.State.CLOSED, by, timezone.now()
    request.save(update_fields=["state", "decided_by", "decided_at"])
    if request.asked_by is not None:
        url = reverse("representatives:merge_request_list", args=[request.asking_unit_id])
        notify(user=request.asked_by, kind="records.questions", text=outcome(), url=url)


def outcome() -> str:
    return _("Mezun Ofisi sorunuzu değerlendirdi; yapılması gereken bir şey varsa yapıldı.")
