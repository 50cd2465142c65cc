"""Making up the graduates: diplomas first, then the person who may hold them, then what is known today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.home.demo.careers import Employers, jobs_of, studies_of
from mik.home.demo.contacts import Addresses, consents_of, contacts_of
from mik.home.demo.names import Chance
from mik.home.demo.people import Numbers, make_person
from mik.home.demo.places import home_of
from mik.home.demo.programmes import Programme, graduation_day, pick, programmes
from mik.home.demo.records import Graduate
from mik.people.models import Person, Source
from mik.units.models import Level

MEMBERS = 32  # per cent
PROPOSED = 0.8  # per cent
# The demo's registry has been filled for this long.
YEARS = 8


class Maker:
    """Holds what must stay unique while graduates are made one by one."""

    def __init__(self, chance: Chance, now: datetime) -> None:
        self.chance, self.now, self.today = chance, now, timezone.localdate(now)
        self.numbers, self.addresses, self.employers = Numbers(chance), Addresses(chance), Employers()
        self.programmes = programmes(self.today)
        self.higher: dict[str, list[Programme]] = {}
        for programme in self.programmes:
            if programme.level in {Level.MASTER, Level.DOCTORATE}:
                self.higher.setdefault(programme.name, []).append(programme)
        self.serial = 0

    # --- Diplomas ---------------------------------------------------------------------------------

    def graduation(self, programme: Programme, day: date) -> Graduation:
        """The day is unknown for some old diplomas, the numbers for a few."""
        chance, known = self.chance, day.year >= 1985 or self.chance.likely(80)
        self.serial += 1
        entered = day.year - programme.length
        return Graduation(
            programme=programme.unit,
            level=programme.level,
            graduated_on=day if known else None,
            year=day.year,
            diploma_no=f"{day.year}/{20_000 + self.serial}" if known or chance.likely(50) else "",
            student_no=f"{(entered - 1955) * 12_000 + self.serial:06d}" if chance.likely(94) else "",
        )

    def diplomas(self) -> tuple[Programme, list[Graduation]]:
        """The first diploma here, and for some a master's and a doctorate after it; newest first."""
        while True:
            programme = pick(self.chance, self.programmes)
            day = graduation_day(self.chance, programme)
            if day is not None:
                break
        found = [self.graduation(programme, day)]
        for share, years in ((11, 2), (22, 4)):
            step = self._higher(found[0], years) if self.chance.likely(share) else None
            if step is None:
                break
            found.insert(0, step)
        return programme, found

    def _higher(self, before: Graduation, years: int) -> Graduation | None:
        """The next degree in the same subject, where an institute has it."""
        wanted = Level.MASTER if before.level == Level.BACHELOR else Level.DOCTORATE
        known = [p for p in self.higher.get(before.programme.name, []) if p.level == wanted]
        if before.level not in {Level.BACHELOR, Level.MASTER} or not known:
            return None
        day = graduation_day(self.chance, known[0], not_before=before.year + years)
        return self.graduation(known[0], day) if day and day.year <= before.year + 12 else None

    # --- The graduate -----------------------------------------------------------------------------

    def make(self) -> Graduate:
        programme, graduations = self.diplomas()
        first = graduations[-1]
        day = first.graduated_on or date(first.year, 6, 30)
        return self.complete(make_person(self.chance, self.numbers, programme, day, self.today), graduations)

    def complete(self, person: Person, graduations: list[Graduation], *, member: bool | None = None) -> Graduate:
        """Everything around the person; ``member`` leaves nothing to chance."""
        chance = self.chance
        entered = self._entered(graduations[0])
        person.created_at = entered
        alumnus = Alumnus(person=person, created_at=entered, source=Source.IMPORT)
        for graduation in graduations:
            graduation.alumnus, graduation.created_at = alumnus, entered
        graduate = Graduate(person, alumnus, graduations)
        graduate.country, graduate.province = home_of(chance, person)
        wanted = chance.likely(MEMBERS) if member is None else member
        graduate.joined_at = self._between(entered, self.now) if wanted else None
        graduate.contacts = list(contacts_of(chance, self.addresses, graduate, self.now))
        graduate.consents = list(consents_of(chance, graduate, self.now))
        graduate.jobs = list(jobs_of(chance, self.employers, graduate, self.today))
        graduate.studies = list(studies_of(chance, graduate, self.today))
        self._state(graduate)
        if graduate.joined_at:
            self._account(graduate)
        return graduate

    def _entered(self, graduation: Graduation) -> datetime:
        """Most lists came in at the beginning, the others year by year, each after the graduation it tells of."""
        day = graduation.graduated_on or date(graduation.year, 12, 31)
        since = max(self.now - timedelta(days=365 * YEARS), _midday(min(day, self.today - timedelta(days=2))))
        return since + (self.now - since) * self.chance.random() ** 3

    def _between(self, first: datetime, last: datetime) -> datetime:
        return first + (last - first) * self.chance.random()

    def _state(self, graduate: Graduate) -> None:
        """Confirmed lately, long ago or never; a few are only proposed."""
        chance, alumnus = self.chance, graduate.alumnus
        if graduate.joined_at is None and chance.likely(PROPOSED):
            alumnus.state, alumnus.source = Alumnus.State.PROPOSED, Source.REPRESENTATIVE
            return
        if graduate.joined_at:
            fresh, since, by = 78, graduate.joined_at, Source.MEMBER
        elif graduate.contacts and chance.likely(62):
            fresh, since, by = 55, alumnus.created_at, chance.choice([Source.REPRESENTATIVE, Source.OFFICE])
        else:
            return
        year_ago = self.now - timedelta(days=360)
        first = max(since, year_ago) if chance.likely(fresh) else since
        alumnus.confirmed_at, alumnus.confirmed_source = self._between(first, self.now), by

    def _account(self, graduate: Graduate) -> None:
        """Members sign in with a code sent by mail; no password opens these accounts."""
        chance, method = self.chance, Membership.Method
        graduate.user = User(
            email=graduate.email,
            name=graduate.person.full_name,
            password=make_password(None),
            language="tr" if graduate.person.nationality == "TR" or chance.likely(60) else "en",
            date_joined=graduate.joined_at or self.now,
        )
        shares = {method.AUTOMATIC: 45.0, method.REPRESENTATIVE: 43.0, method.OFFICE: 12.0}
        graduate.method = chance.weighted(shares)


def make_graduates(maker: Maker, number: int) -> Iterator[Graduate]:
    for _ in range(number):
        yield maker.make()


def _midday(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
