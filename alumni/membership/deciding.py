"""Deciding a claim: the department's representative, or the office; never the claimant."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.drafts import ClaimProblem, delete_evidence
from alumni.membership.joining import admit, tell_claimant
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.identifiers import valid_tckn
from mik.people.models import Person, Source
from mik.units.models import Unit

State = Claim.State
OFFICE = "office"


class AlreadyDecided(ClaimProblem):
    """Somebody else was quicker, or the claimant changed or withdrew the claim meanwhile."""


@transaction.atomic
def approve_claim(*, claim: Claim, by: User, as_role: str, record: Alumnus, seen: datetime | None = None) -> Claim:
    """Tie the account to ``record``, which must be one that ``by`` may see. Raises ClaimProblem."""
    claim = _lock(claim, by=by, seen=seen)
    if not Alumnus.objects.visible_to(by).filter(pk=record.pk).exists():
        raise PermissionDenied
    admit(claim=claim, alumnus=record, method=_method(as_role), by=by, as_role=as_role)
    return claim


@transaction.atomic
def approve_with_new_record(
    *, claim: Claim, by: User, as_role: str, programme: Unit, year: int, seen: datetime | None = None
) -> Claim:
    """Open a record, confirmed by whoever decides, and tie the account to it. Raises ClaimProblem."""
    claim = _lock(claim, by=by, seen=seen)
    source = Source.OFFICE if as_role == OFFICE else Source.REPRESENTATIVE
    alumnus = Alumnus.objects.create(
        person=_new_person(claim),
        state=Alumnus.State.CONFIRMED,
        source=source,
        confirmed_at=timezone.now(),
        confirmed_source=source,
    )
    Graduation.objects.create(
        alumnus=alumnus,
        programme=programme,
        level=programme.level or 0,
        year=year,
        student_no=claim.student_no,
        source=source,
    )
    admit(claim=claim, alumnus=alumnus, method=_method(as_role), by=by, as_role=as_role)
    return claim


@transaction.atomic
def ask_for_more(*, claim: Claim, by: User, as_role: str, reason: str, seen: datetime | None = None) -> Claim:
    """Put a question to the claimant; the claim waits for the answer and comes back."""
    return _put(_lock(claim, by=by, seen=seen), State.MORE, by, as_role, reason, "more")


@transaction.atomic
def refuse_claim(*, claim: Claim, by: User, as_role: str, reason: str, seen: datetime | None = None) -> Claim:
    """Refuse with a reason; the person may claim again. A claim whose answer never came may be refused too."""
    locked = _lock(claim, by=by, seen=seen, states=(State.SUBMITTED, State.MORE))
    return _put(locked, State.REFUSED, by, as_role, reason, "refused")


def _lock(claim: Claim, *, by: User, seen: datetime | None, states: tuple[str, ...] = (State.SUBMITTED,)) -> Claim:
    """The claim as it stands now; ``seen`` is when the version on the decider's screen was sent in."""
    locked = Claim.objects.select_for_update(of=("self",)).select_related("user").get(pk=claim.pk)
    if locked.user_id == by.pk:
        raise PermissionDenied
    if locked.state not in states or (seen is not None and locked.submitted_at != seen):
        raise AlreadyDecided(
            _("Bu başvuru bu arada değişti: %(state)s. Kararınız kaydedilmedi.") % {"state": locked.get_state_display()}
        )
    if not Claim.objects.decidable_by(by).filter(pk=claim.pk).exists():
        raise PermissionDenied
    return locked


def _put(claim: Claim, state: str, by: User, as_role: str, reason: str, template: str) -> Claim:
    claim.state, claim.reason, claim.code_hash = state, reason, None
    claim.decided_at, claim.decided_by, claim.decided_as = timezone.now(), by, as_role
    claim.save()
    tell_claimant(claim, template)
    return claim


def _method(as_role: str) -> str:
    return Membership.Method.OFFICE if as_role == OFFICE else Membership.Method.REPRESENTATIVE


def _new_person(claim: Claim) -> Person:
    """The person as declared; an identifier that another record bears is the office's to sort out."""
    national = bool(claim.identifier) and valid_tckn(claim.identifier or "")
    column = "tckn_hash" if national else "passport_hash"
    if claim.identifier_hash and Person.objects.filter(**{column: bytes(claim.identifier_hash)}).exists():
        raise ClaimProblem(_("Bu başvuru için yeni kayıt açılamaz; Mezun Ofisi bakmalı."))
    person = Person(
        given_names=claim.given_names,
        surname=claim.surname,
        former_surname=claim.former_surname,
        birth_date=claim.birth_date,
    )
    if claim.identifier_hash:
        setattr(person, "tckn" if national else "passport_no", claim.identifier)
        setattr(person, column, bytes(claim.identifier_hash))
    person.save()
    return person


@transaction.atomic
def forget_old_evidence(*, before: datetime) -> int:
    """Delete the documents of claims decided before ``before``; returns how many claims had any."""
    decided = Claim.objects.filter(state__in=[State.APPROVED, State.REFUSED], decided_at__lt=before)
    claims = decided.filter(evidence__isnull=False).distinct()
    for claim in claims:
        delete_evidence(claim=claim)
    return len(claims)
