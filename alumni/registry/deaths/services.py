"""Marking that a graduate has died, and taking it back. The silence itself is a condition (``mik.people.deaths``)."""

from dataclasses import dataclass
from datetime import date

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.accounts.models import User
from mik.audit.context import acting
from mik.common import hooks
from mik.people.deaths import Death
from mik.people.models import Person


@dataclass(frozen=True)
class Told:
    """What was learnt, how, and from whom."""

    evidence: str
    died_on: date | None = None
    told_by: str = ""
    note: str = ""


def death_of(person_id: int) -> Death | None:
    """What is known of a person's death; None of the living."""
    return Death.objects.in_force().select_related("marked_by").filter(person=person_id).first()


@transaction.atomic
def mark_deceased(*, alumnus: Alumnus, scope: Scope, told: Told) -> Death:
    """From here on the person is written to no more, nowhere suggested, and the account is closed.

    Marked already, it stays as it was: a second click tells nothing new.
    """
    if not scope.may_change(alumnus):
        raise PermissionDenied
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=alumnus.pk)
    known = death_of(person.pk)
    if known is not None:
        return known
    with acting(user_id=scope.user.pk, role=scope.role):
        death = Death.objects.create(
            person=person,
            died_on=told.died_on,
            evidence=told.evidence,
            told_by=told.told_by,
            note=told.note,
            marked_by=scope.user,
            closed_account=_close(person.user),
        )
        for happened in hooks.deaths:
            happened(person.pk, scope.user.pk)
    return death


@transaction.atomic
def revoke_death(*, death: Death, scope: Scope, reason: str) -> bool:
    """It was a mistake: everything is as before, only what was ended for good (a card) is asked for anew."""
    held = Death.objects.select_for_update(of=("self",)).select_related("person__user").get(pk=death.pk)
    if held.revoked_at is not None:
        return False
    with acting(user_id=scope.user.pk, role=scope.role):
        held.revoked_at, held.revoked_by, held.revoked_reason = timezone.now(), scope.user, reason
        held.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
        if held.closed_account and held.person.user is not None:
            held.person.user.is_active = True
            held.person.user.save(update_fields=["is_active"])
    return True


def _close(user: User | None) -> bool:
    """Nobody signs in with it any more, and who is signed in is signed out. True if it was open."""
    if user is None or not user.is_active:
        return False
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    return True
