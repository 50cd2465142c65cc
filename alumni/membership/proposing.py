"""A graduate who is not in the registry: the claim becomes a proposed record, which whoever decides confirms.

The record is opened in the background, so that sending a claim in takes as long for people the registry knows as for
those it does not. Until it is confirmed it stands in the department's list as «onay bekliyor» and opens nothing.
"""

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.drafts import ClaimProblem
from alumni.membership.models import Claim
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope
from mik.common.broker import send
from mik.common.identifiers import valid_tckn
from mik.people.models import Person, Source
from mik.units.models import Unit

if TYPE_CHECKING:
    from mik.accounts.models import User

logger = logging.getLogger(__name__)
State = Claim.State


def proposed_record(claim: Claim) -> Alumnus | None:
    """The record opened for this claim, as long as nobody has confirmed it or merged it into another."""
    if not claim.proposed or claim.alumnus is None or claim.alumnus.state != Alumnus.State.PROPOSED:
        return None
    return claim.alumnus


def propose_later(claim: Claim) -> None:
    """Once the claim is saved. Where no worker is there the decider opens the record by hand, as without a proposal."""
    transaction.on_commit(lambda: _hand_over(claim.pk))


def _hand_over(claim_id: int) -> None:
    from alumni.membership.tasks import propose_record

    try:
        send(propose_record, claim_id)
    except Exception as problem:  # the broker is away: the nightly round finds the claim
        logger.warning("claim %s waits for its proposal: %s", claim_id, type(problem).__name__)


@transaction.atomic
def propose(*, claim_id: int) -> Alumnus | None:
    """Open the record of a waiting claim that fits none; once, however often this runs."""
    claim = Claim.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=claim_id).first()
    if claim is None or claim.state != State.SUBMITTED or claim.alumnus_id or claim.proposed:
        return None
    programme = programme_meant(claim)
    if programme is None or not claim.year or not claim.birth_date or identifier_holder(claim):
        return None
    alumnus = open_record(claim=claim, programme=programme, year=claim.year, source=Source.MEMBER)
    claim.alumnus, claim.proposed = alumnus, True
    claim.save(update_fields=["alumnus", "proposed"])
    return alumnus


def propose_all() -> int:
    """Proposals that no worker made when their claims came in."""
    waiting = Claim.objects.filter(state=State.SUBMITTED, alumnus=None, proposed=False, year__isnull=False)
    keys = waiting.exclude(unit=None).exclude(level=None).values_list("pk", flat=True)
    return sum(propose(claim_id=pk) is not None for pk in list(keys[:500]))


def programme_meant(claim: Claim) -> Unit | None:
    """The one programme of the department and level that were claimed, if there is exactly one."""
    if claim.unit_id is None or claim.level is None:
        return None
    fitting = list(Unit.objects.programmes().filter(parent=claim.unit_id, level=claim.level, successor=None)[:2])
    return fitting[0] if len(fitting) == 1 else None


def identifier_holder(claim: Claim) -> bool:
    """Whether another record bears the number: then it is the office's to sort out, and no record is opened."""
    if not claim.identifier_hash:
        return False
    column, _national = _column(claim)
    return Person.objects.filter(**{column: bytes(claim.identifier_hash)}).exists()


def _column(claim: Claim) -> tuple[str, bool]:
    national = bool(claim.identifier) and valid_tckn(claim.identifier or "")
    return ("tckn_hash" if national else "passport_hash"), national


def open_record(*, claim: Claim, programme: Unit, year: int, source: str) -> Alumnus:
    """A proposed record of the person as declared. Raises ClaimProblem where another record bears the identifier."""
    if identifier_holder(claim):
        raise ClaimProblem(_("Bu başvuru için yeni kayıt açılamaz; Mezun Ofisi bakmalı."))
    person = Person(
        given_names=claim.given_names,
        surname=claim.surname,
        former_surname=claim.former_surname,
        birth_date=claim.birth_date,
    )
    if claim.identifier_hash:
        column, national = _column(claim)
        setattr(person, "tckn" if national else "passport_no", claim.identifier)
        setattr(person, column, bytes(claim.identifier_hash))
    person.save()
    alumnus = Alumnus.objects.create(person=person, state=Alumnus.State.PROPOSED, source=source)
    _graduate(alumnus, claim, programme, year, source)
    return alumnus


def _graduate(alumnus: Alumnus, claim: Claim, programme: Unit, year: int, source: str) -> None:
    Graduation.objects.create(
        alumnus=alumnus,
        programme=programme,
        level=programme.level or 0,
        year=year,
        student_no=claim.student_no,
        diploma_no=claim.diploma_no,
        source=source,
    )


def confirm_proposal(*, alumnus: Alumnus, claim: Claim, programme: Unit, year: int, source: str) -> None:
    """The word of whoever decides: programme and year as they chose them, confirmed by them."""
    held = Alumnus.objects.select_for_update(of=("self",)).get(pk=alumnus.pk)
    held.graduations.all().delete()
    _graduate(held, claim, programme, year, source)
    held.state, held.confirmed_at, held.confirmed_source = Alumnus.State.CONFIRMED, timezone.now(), source
    held.save(update_fields=["state", "confirmed_at", "confirmed_source", "updated_at"])
    alumnus.state = held.state


def drop_proposal(claim: Claim) -> None:
    """Delete the record opened for this claim where it is still proposed and nothing else hangs on it. Not saved."""
    alumnus = proposed_record(claim)
    claim.proposed = False
    if alumnus is None or hasattr(alumnus, "membership"):
        return
    claim.alumnus = None
    Claim.objects.filter(pk=claim.pk).update(alumnus=None, proposed=False)
    person = alumnus.person
    try:
        with transaction.atomic():
            alumnus.delete()
            person.delete()
    except ProtectedError:
        logger.info("record %s was proposed by a claim and stays: something hangs on it", person.pk)


def claim_url(alumnus: Alumnus, scope: Scope) -> str:
    """Where the claim that proposed this record is decided, as far as this desk may see it."""
    claims = Claim.objects.decidable_by(scope.user).filter(alumnus=alumnus, proposed=True)
    claim = claims.filter(state__in=[State.SUBMITTED, State.MORE]).first()
    return scope.url("claim_detail", claim.pk) if claim else ""


@transaction.atomic
def join_confirmed(*, alumnus: Alumnus, by: "User") -> bool:
    """The office confirmed a proposed record from its own page: the claim it was opened for joins too."""
    from alumni.membership.models import Membership
    from alumni.membership.tying import RecordTaken, admit

    waiting = (
        Claim.objects.select_for_update(of=("self",)).select_related("user").filter(alumnus=alumnus, proposed=True)
    )
    claim = waiting.filter(state__in=[State.SUBMITTED, State.MORE]).exclude(user=by).first()
    if claim is None or claim.disowned_at is not None:
        return False
    try:
        with transaction.atomic():
            admit(claim=claim, alumnus=alumnus, method=Membership.Method.OFFICE, by=by, as_role="office")
    except RecordTaken:
        return False
    return True
