"""One made-up graduate with everything that hangs on the record, and writing many of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.utils import timezone

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.people.models import ConsentEntry, ContactPoint, Person

M = TypeVar("M", bound=Model)
BATCH = 1000


@dataclass
class Graduate:
    """``graduations`` stand newest first; ``joined_at`` makes a member."""

    person: Person
    alumnus: Alumnus
    graduations: list[Graduation]
    country: str = "TR"
    province: str = ""
    joined_at: datetime | None = None
    email: str = ""
    user: User | None = None
    method: str = Membership.Method.AUTOMATIC
    contacts: list[ContactPoint] = field(default_factory=list)
    consents: list[ConsentEntry] = field(default_factory=list)
    jobs: list[Employment] = field(default_factory=list)
    studies: list[FurtherStudy] = field(default_factory=list)

    @property
    def first(self) -> Graduation:
        return self.graduations[-1]

    @property
    def newest(self) -> Graduation:
        return self.graduations[0]


def write(graduates: list[Graduate]) -> None:
    """Everything in a handful of statements; what refers comes after what it refers to."""
    users = (graduate.user for graduate in graduates)
    new: list[User] = [user for user in users if user is not None and user._state.adding]
    _create(User, new)
    _create(EmailAddress, [_address(user) for user in new])
    for graduate in graduates:
        graduate.person.user = graduate.user
    _create(Person, [g.person for g in graduates])
    _create(Alumnus, [g.alumnus for g in graduates])
    _create(Graduation, [one for g in graduates for one in g.graduations])
    _create(ContactPoint, [one for g in graduates for one in g.contacts])
    _create(ConsentEntry, _words(graduates))
    _create(Employment, [one for g in graduates for one in g.jobs])
    _create(FurtherStudy, [one for g in graduates for one in g.studies])
    _create(Membership, [_membership(g) for g in graduates if g.user is not None])


def _words(graduates: list[Graduate]) -> list[ConsentEntry]:
    """Each with its person's number, in the order they were said: the last one counts."""
    for graduate in graduates:
        for one in graduate.consents:
            one.person = graduate.person.pk
    return sorted((one for g in graduates for one in g.consents), key=lambda one: one.said_at)


def _create(model: type[M], rows: Iterable[M]) -> None:
    manager: Any = model._default_manager
    manager.bulk_create(rows, batch_size=BATCH)


def _address(user: User) -> EmailAddress:
    return EmailAddress(user=user, email=user.email, verified=True, primary=True)


def _membership(graduate: Graduate) -> Membership:
    return Membership(
        alumnus=graduate.alumnus,
        user=graduate.user,
        joined_at=graduate.joined_at or timezone.now(),
        method=graduate.method,
    )
