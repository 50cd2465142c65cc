"""How many an announcement would reach, and a few of them by name."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from alumni.registry.segments import Criteria
from coordinator.newsroom.desks import Desk
from coordinator.newsroom.models import Announcement
from mik.audit.log import log_access
from mik.mail.audience import AudienceCounts, count_audience, sample_of
from mik.people.managers import PersonQuerySet
from mik.people.models import Consent, Person

NAMES = 3


@dataclass(frozen=True)
class Audience:
    counts: AudienceCounts
    people: list[Person] = field(default_factory=list)

    @property
    def sample(self) -> list[str]:
        return [person.full_name for person in self.people]


def persons_for(desk: Desk, criteria: Criteria) -> PersonQuerySet:
    return criteria.persons(desk.alumni())


def audience_of(desk: Desk, criteria: Criteria, purpose: Consent.Purpose) -> Audience:
    """Counts of everybody meant; names only of those this user may see anyway."""
    persons = persons_for(desk, criteria)
    seen = Person.objects.visible_to(desk.user).filter(pk__in=persons.values("pk"))
    return Audience(count_audience(persons=persons, purpose=purpose), sample_of(persons=seen, purpose=purpose, n=NAMES))


def log_sample(request: HttpRequest, audience: Audience | None) -> None:
    """The names on the page are a look like every other."""
    if audience and audience.people:
        subjects = [person.pk for person in audience.people]
        log_access(request_or_user=request, action="list", subjects=subjects, reason="Duyuru kitlesinden örnek")


def keep_criteria(announcement: Announcement, criteria: Criteria) -> None:
    """Put what was chosen into the columns that visibility is asked of; not saved."""
    announcement.units, announcement.levels = sorted(criteria.unit_ids), sorted(criteria.levels)
    announcement.year_from, announcement.year_to = criteria.year_from, criteria.year_to
    announcement.provinces, announcement.countries = sorted(criteria.provinces), sorted(criteria.countries)
    announcement.membership = criteria.membership
