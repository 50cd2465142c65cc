"""A wave that 500 graduates of six departments answered, and one of 80 employers; all at once, made up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from alumni.registry.models import Alumnus, Graduation
from mik.common.fields import keyed_hash
from mik.home.demo.names import Chance
from mik.home.demo.survey_answers import Said, employer_answers, graduate_answers
from mik.home.demo.survey_filling import answer, begin
from mik.organisations.models import Contact, Organisation
from mik.people.models import Person
from mik.units.models import Unit
from surveys.models import Invitation, QuestionnaireVersion, Wave
from surveys.ready import EMPLOYERS_KEY, GRADUATES_KEY, load_questionnaires
from tests.factories.surveys import WaveFactory
from tests.factories.units import department_with_programmes, programme_of

OPENED = datetime(2025, 11, 1, 6, tzinfo=UTC)
# Department: (asked, answered to the end). The last three are too small for a percentage; the last for an average.
SIZES = {
    "Makine Mühendisliği": (260, 190),
    "İnşaat Mühendisliği": (210, 150),
    "Çevre Mühendisliği": (150, 99),
    "Ağaç İşleri": (40, 32),
    "Orman Endüstrisi": (35, 22),
    "Deniz Ulaştırma": (12, 7),
}
NOT_REACHED = 25  # beyond those, in the first department


@dataclass(frozen=True)
class Answered:
    graduates: Wave
    employers: Wave
    departments: dict[str, Unit]


def build() -> Answered:
    load_questionnaires()
    chance = Chance(7)
    departments = {name: department_with_programmes(name) for name in SIZES}
    population = sum(asked for asked, _ in SIZES.values()) + NOT_REACHED
    graduates = closed_wave(GRADUATES_KEY, population)
    for name, (asked, answering) in SIZES.items():
        _ask_graduates(chance, graduates, departments[name], asked, answering)
    _unreached(chance, graduates, departments["Makine Mühendisliği"])
    employers = closed_wave(EMPLOYERS_KEY, 120)
    _ask_employers(chance, employers)
    return Answered(graduates, employers, departments)


def closed_wave(key: str, population: int) -> Wave:
    version = QuestionnaireVersion.objects.get(questionnaire__key=key, number=1)
    wave: Wave = WaveFactory.create(
        version=version,
        title_tr="Mezun anketi 2025",
        title_en="Graduate survey 2025",
        state="closed",
        opens_on=date(2025, 11, 1),
        closes_on=date(2025, 11, 30),
        opened_at=OPENED,
        closed_at=OPENED + timedelta(days=30),
        population=population,
    )
    return wave


def _ask_graduates(chance: Chance, wave: Wave, department: Unit, asked: int, answering: int) -> None:
    diplomas = _graduations(chance, department, asked)
    invitations = _invitations(wave, diplomas)
    graduated = {diploma.alumnus_id: diploma.graduated_on or date(diploma.year, 6, 30) for diploma in diplomas}

    def said(invitation: Invitation, finished: datetime) -> list[Said]:
        return graduate_answers(chance, graduated=graduated[invitation.person_id or 0], answered=finished.date())

    answer(chance, invitations[:answering], since=OPENED, days=28, said=said)
    begin(chance, invitations[answering:][: asked // 20], since=OPENED)


def _graduations(chance: Chance, department: Unit, count: int) -> list[Graduation]:
    """Diplomas of the last three years; the day of every twentieth is not known."""
    programme = programme_of(department)
    people = Person.objects.bulk_create(Person(given_names="Ali", surname=f"Uzun{n}") for n in range(count))
    alumni = Alumnus.objects.bulk_create(Alumnus(person=person) for person in people)
    diplomas = []
    for place, alumnus in enumerate(alumni):
        day = date(chance.randint(2022, 2024), chance.choice([1, 6, 6, 7, 9]), chance.randint(1, 28))
        diplomas.append(
            Graduation(
                alumnus=alumnus,
                programme=programme,
                level=6,
                year=day.year,
                graduated_on=None if place % 20 == 3 else day,
                diploma_no=f"{department.pk}/{place}",
            )
        )
    return Graduation.objects.bulk_create(diplomas)


def _invitations(wave: Wave, diplomas: list[Graduation], unsent: str = "") -> list[Invitation]:
    return Invitation.objects.bulk_create(
        Invitation(
            wave=wave,
            person_id=diploma.alumnus_id,
            programme_id=diploma.programme_id,
            graduation_year=diploma.year,
            sent_at=None if unsent else OPENED,
            unsent=unsent,
        )
        for diploma in diplomas
    )


def _unreached(chance: Chance, wave: Wave, department: Unit) -> None:
    other = Unit.objects.get(parent=department, level=7)
    people = Person.objects.bulk_create(Person(given_names="Ela", surname=f"Kısa{n}") for n in range(NOT_REACHED))
    alumni = Alumnus.objects.bulk_create(Alumnus(person=person) for person in people)
    diplomas = [Graduation(alumnus=one, programme=other, level=7, year=2024) for one in alumni]
    _invitations(wave, Graduation.objects.bulk_create(diplomas)[: NOT_REACHED - 5], unsent="no_address")
    _invitations(wave, diplomas[NOT_REACHED - 5 :], unsent="no_consent")


def _ask_employers(chance: Chance, wave: Wave) -> None:
    organisations = Organisation.objects.bulk_create(Organisation(name=f"Poyraz Makina {n}") for n in range(120))
    contacts = Contact.objects.bulk_create(
        Contact(
            organisation=organisation,
            name="Derya Koç",
            email=f"ik{n}@poyraz.example",
            email_hash=keyed_hash(f"ik{n}@poyraz.example", purpose="email"),
        )
        for n, organisation in enumerate(organisations)
    )
    invitations = Invitation.objects.bulk_create(
        Invitation(wave=wave, contact=contact, sent_at=OPENED) for contact in contacts
    )
    answer(chance, invitations[:80], since=OPENED, days=28, said=lambda invitation, finished: employer_answers(chance))
