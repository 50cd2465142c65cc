"""A member with one value of every kind, each bearing a word nobody else has; and readers of every kind."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from alumni.career.models import FurtherStudy
from alumni.membership.models import Membership
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from mik.accounts.models import User
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import EmploymentFactory, enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]


@dataclass(frozen=True)
class Scene:
    """``readers`` by name; ``owner`` is who shows or hides."""

    owner: User
    readers: dict[str, User | None]

    @property
    def pk(self) -> int:
        return self.owner.person.pk

    def set(self, circle: str, *, besides: str = "members") -> None:
        """Every value to this circle, the name to ``besides``."""
        alumnus = self.owner.person.alumnus
        Membership.objects.filter(user=self.owner).update(
            name_shown=besides, programme_shown=circle, year_shown=circle, mentor_shown=circle
        )
        about = (alumnus.languages, alumnus.links, alumnus.former_names)
        for rows in (alumnus.person.contacts, alumnus.employments, alumnus.studies, *about):
            rows.update(visibility=circle)
        Photo.objects.filter(alumnus=alumnus).update(visibility=circle)


@pytest.fixture
def scene(department: Unit, other_department: Unit, representative: User, student: User) -> Scene:
    owner = UserFactory.create()
    alumnus = graduate(programme_of(department), contacts=False, given_names="Suna", surname="Gösterir", year=1987)
    EmploymentFactory.create(
        alumnus=alumnus, title="Fenerci", employer__name="Kızkulesi Limited", sector="A", province="30", country="TR"
    )
    FurtherStudy.objects.create(alumnus=alumnus, institution="Galata Akademisi", programme="Yıldızbilim", level=7)
    LanguageSkill.objects.create(alumnus=alumnus, language="sw", level="b2")
    SocialLink.objects.create(alumnus=alumnus, network="github", url="https://github.com/sunaninki")
    FormerName.objects.create(alumnus=alumnus, surname="Eskiyazar")
    for kind, value, place in (
        ("email", "suna@mumdibi.example", ("", "")),
        ("phone", "+905441112233", ("", "")),
        ("web", "https://suna.mumdibi.example", ("", "")),
        ("address", "", ("IS", "")),
    ):
        ContactPointFactory.create(
            person=alumnus.person, kind=kind, value=value, normalised=value or "IS", country=place[0],
            province=place[1], is_primary=True,
        )  # fmt: skip
    enrol(alumnus, owner)
    classmate, stranger = UserFactory.create(), UserFactory.create()
    enrol(graduate(programme_of(department), year=2001), classmate)
    enrol(graduate(programme_of(other_department), year=2002), stranger)
    readers = {"everybody": None, "student": student, "stranger": stranger, "classmate": classmate}
    assert ContactPoint.objects.filter(person=alumnus.person, visibility="nobody").count() == 4
    return Scene(owner, readers)
