"""How many an announcement would reach, and a few of them by name."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from alumni.registry.segments import Criteria
from alumni.registry.segments.counting import Counted, counted
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from coordinator.newsroom.desks import Desk
from coordinator.newsroom.models import Announcement
from mik.audit.log import log_access
from mik.mail.audience import AudienceCounts, count_audience, sample_of
from mik.people.managers import PersonQuerySet
from mik.people.models import Person, Purpose

NAMES = 3


@dataclass(frozen=True)
class Audience:
    counts: AudienceCounts
    people: list[Person] = field(default_factory=list)

    @property
    def sample(self) -> list[str]:
        return [person.full_name for person in self.people]


def persons_for(desk: Desk, criteria: Criteria, segment: Segment | None = None) -> PersonQuerySet:
    """Those the criteria mean; with a saved segment those of them whom it means too, as its owner and this user may."""
    persons = criteria.persons(desk.alumni())
    if segment is None:
        return persons
    return persons.filter(pk__in=persons_of(segment, desk.user, seen=desk.alumni()).values("pk"))


def audience_of(desk: Desk, criteria: Criteria, purpose: Purpose, segment: Segment | None = None) -> Audience:
    """Counts of everybody meant; names only of those this user may see anyway."""
    persons = persons_for(desk, criteria, segment)
    seen = Person.objects.visible_to(desk.user).filter(pk__in=persons.values("pk"))
    return Audience(count_audience(persons=persons, purpose=purpose), sample_of(persons=seen, purpose=purpose, n=NAMES))


def known_audience(
    desk: Desk, criteria: Criteria, purpose: Purpose, segment: Segment | None = None, *, anew: bool = False
) -> Counted[Audience]:
    """The same, at most some minutes old, with its moment: for looking at. Whoever sends counts anew."""
    asked = (desk.user.pk, desk.unit_id, sorted(desk.levels), purpose, criteria.as_json())
    named = (segment.pk, segment.updated_at) if segment else ()

    def count() -> tuple[AudienceCounts, list[int]]:
        audience = audience_of(desk, criteria, purpose, segment)
        return audience.counts, [person.pk for person in audience.people]

    kept = counted("audience", *asked, *named, anew=anew, count=count)
    counts, ids = kept.value
    people = Person.objects.visible_to(desk.user).filter(pk__in=ids).in_turkish_order().defer("tckn", "passport_no")
    return Counted(Audience(counts, list(people)), kept.at)


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
