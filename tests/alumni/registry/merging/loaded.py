"""A record with something in every room, as much as asked for."""

from typing import Any

from django.utils import timezone

from alumni.career.models import FurtherStudy
from alumni.registry.models import Alumnus
from mik.mail.models import Delivery
from surveys.waves.models import Link
from tests.alumni.registry.merging.random_records import Ground
from tests.factories.accounts import UserFactory
from tests.factories.alumni import EmploymentFactory, GraduationFactory, enrol, graduate
from tests.factories.cards import card_of
from tests.factories.consents import agreed
from tests.factories.mail import draft
from tests.factories.people import ContactPointFactory
from tests.factories.surveys import AnswerFactory, InvitationFactory, ResponseFactory, WaveFactory


def loaded(ground: Ground, rows: int = 1, **person: Any) -> Alumnus:
    """A member with a card and ``rows`` of everything that may be many."""
    alumnus = graduate(ground.programmes[0], **person)
    enrol(alumnus, UserFactory.create())
    card_of(alumnus)
    agreed(alumnus.person)
    for number in range(rows):
        GraduationFactory.create(alumnus=alumnus, programme=ground.programmes[1], year=2015)
        EmploymentFactory.create(alumnus=alumnus, employer=ground.employers[0], is_primary=number == 0)
        FurtherStudy.objects.create(alumnus=alumnus, institution="ODTÜ", programme="Makine", level=6)
        ContactPointFactory.create(person=alumnus.person, is_primary=False)
        _asked_and_written_to(alumnus, ground, number)
    return alumnus


def _asked_and_written_to(alumnus: Alumnus, ground: Ground, number: int) -> None:
    """The first survey and the first mailing are the ground's, so that two records share them."""
    fresh = {"version": ground.waves[0].version}
    wave = ground.waves[0] if number == 0 else WaveFactory.create(**fresh)
    mailing = ground.mailings[0] if number == 0 else draft(ground.mailings[0].by)
    invitation = InvitationFactory.create(wave=wave, person=alumnus.person)
    Link.objects.create(invitation=invitation, token_hash=f"{invitation.pk}".encode())
    AnswerFactory.create(response=ResponseFactory.create(invitation=invitation))
    contact = alumnus.person.contacts.filter(kind="email").first()
    Delivery.objects.create(
        mailing=mailing, person=alumnus.person, contact=contact, state="accepted", accepted_at=timezone.now()
    )
