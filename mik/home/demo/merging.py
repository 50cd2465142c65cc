"""Graduates who stand in the registry twice: a pair that waits for a decision, and one that was merged."""

from datetime import date

from alumni.career.models import Employment
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.home.demo.cast import ENGINEERING, programme
from mik.organisations.models import Organisation
from mik.people.models import ContactPoint, Person

BORN = date(1988, 3, 14)


def make() -> None:
    """Nothing where it is there already."""
    if Merge.objects.exists():
        return
    _hatice()
    older, newer = _record("Sinan", "Yıldırım", 2009, "sinan.yildirim"), _record("Sinan", "Yildirim", 2009, "sinan.y")
    office = User.objects.get(email=accounts.COORDINATOR)
    merge_records(winner=older, loser=newer, choices={}, by=office, role="coordinator")


def _hatice() -> None:
    """She married, and a list of her employer's brought her in once more under the new name."""
    maiden = _record("Hatice", "Bayrak", 2011, "hatice.bayrak", student_no="183045", diploma_no="2011/0417")
    married = _record("Hatice", "Korkmaz", 2011, "h.korkmaz", source="representative", state="proposed")
    ContactPoint.objects.create(
        person=married.person, kind="phone", value="+905321234567", normalised="+905321234567", is_primary=True
    )
    employer = Organisation.objects.in_turkish_order().first()
    if employer is not None:
        for record, title in ((maiden, "Tasarım Mühendisi"), (married, "Ar-Ge Müdürü")):
            Employment.objects.create(alumnus=record, employer=employer, title=title, is_primary=True)


def _record(
    given: str, surname: str, year: int, mail: str, *, source: str = "import", state: str = "confirmed", **numbers: str
) -> Alumnus:
    person = Person.objects.create(given_names=given, surname=surname, birth_date=BORN, nationality="TR")
    alumnus = Alumnus.objects.create(person=person, source=source, state=state)
    place = programme(ENGINEERING, "Makine Mühendisliği")
    Graduation.objects.create(
        alumnus=alumnus, programme=place, level=place.level or 0, year=year, source=source, **numbers
    )
    address = f"{mail}@ornek.example"
    ContactPoint.objects.create(
        person=person, kind="email", value=address, normalised=address, is_primary=True, source=source
    )
    return alumnus
