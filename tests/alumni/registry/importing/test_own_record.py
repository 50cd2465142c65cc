"""Whoever brings a list in does not change the own record with it, as at the desk."""

import pytest

from alumni.registry.models import Graduation, ImportProblem
from mik.accounts.models import User
from mik.units.models import Unit
from tests.alumni.registry.importing.lists import HEADER, received, take
from tests.factories.alumni import graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("at", ["office", "department"])
def test_the_own_row_is_refused_and_the_others_land(
    at: str, representative: User, coordinator: User, department: Unit
) -> None:
    user, unit = (coordinator, None) if at == "office" else (representative, department)
    programme = programme_of(department)
    own = graduate(programme, user=user, tckn=tckn(1), contacts=False)
    other = graduate(programme, tckn=tckn(2), contacts=False)
    assert department.parent is not None
    place = f"{department.parent.name};{department.name};lisans;30.06.2003"
    rows = [
        f"{tckn(n)};{one.person.given_names};{one.person.surname};01.02.1980;{place};2003/{n};;yeni{n}@ornek.example"
        for n, one in ((1, own), (2, other))
    ]
    run = received("\n".join([HEADER, *rows]), by=user, unit=unit)

    assert take(run, apply=False).reasons == {"own_record": 1}
    assert take(run, apply=True).reasons == {"own_record": 1}
    (problem,) = ImportProblem.objects.filter(run=run, is_warning=False)
    assert "kendi kaydınızı" in problem.message
    assert [one.person.contacts.filter(kind="email").exists() for one in (own, other)] == [False, True]
    assert [Graduation.objects.filter(alumnus=one).count() for one in (own, other)] == [1, 2]
