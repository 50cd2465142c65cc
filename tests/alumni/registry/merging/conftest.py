"""The ground under random records."""

import pytest

from cards.printing.models import PrintBatch
from mik.accounts.models import User
from mik.units.models import Level, Unit
from tests.alumni.registry.merging.random_records import Ground
from tests.factories.alumni import AlumnusFactory, OrganisationFactory
from tests.factories.cards import stored_photo
from tests.factories.mail import draft
from tests.factories.surveys import VersionFactory, WaveFactory
from tests.factories.units import programme_of


@pytest.fixture
def ground(department: Unit, coordinator: User) -> Ground:
    version = VersionFactory.create()
    return Ground(
        programmes=[programme_of(department, Level.BACHELOR), programme_of(department, Level.MASTER)],
        employers=OrganisationFactory.create_batch(2),
        waves=[WaveFactory.create(version=version) for __ in range(2)],
        mailings=[draft(coordinator) for __ in range(2)],
        photo=stored_photo(),
        batch=PrintBatch.objects.create(),
        third=AlumnusFactory.create(),
    )
