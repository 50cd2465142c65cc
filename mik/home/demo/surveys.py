"""Two finished surveys with their answers, and one that runs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from alumni.registry.models import Graduation
from alumni.registry.segments.criteria import Criteria
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.home.demo import accounts
from mik.home.demo.names import Chance, given_names, mail_name, surnames
from mik.home.demo.survey_answers import employer_answers, graduate_answers
from mik.home.demo.survey_filling import answer, begin
from mik.organisations.models import Contact, Organisation
from mik.units.models import Level, Unit
from surveys.models import Invitation, QuestionnaireVersion, Wave
from surveys.ready import EMPLOYERS_KEY, GRADUATES_KEY, load_questionnaires

SEED = 2025
GRADUATES, EMPLOYERS = 900, 120
ANSWERED_BY_GRADUATES, ANSWERED_BY_EMPLOYERS, BEGUN = 500, 80, 40
# How some departments' graduates fare, against the others, in points of per cent.
DEPARTMENTS = (
    "Makine Mühendisliği", "İnşaat Mühendisliği", "Tıp", "Elektrik-Elektronik Mühendisliği", "İşletme", "İktisat",
    "Orman Mühendisliği", "Bilgisayar Mühendisliği", "Mimarlık", "Yazılım Mühendisliği", "Hemşirelik",
    "Harita Mühendisliği", "Jeoloji Mühendisliği", "Maden Mühendisliği", "Orman Endüstrisi Mühendisliği",
    "Deniz Ulaştırma İşletme Mühendisliği",
)  # fmt: skip
YEARS = 20  # how far back last year's survey asks
STRENGTHS = {"Bilgisayar Mühendisliği": 20, "Yazılım Mühendisliği": 18, "Tıp": 26, "Makine Mühendisliği": 10,
             "Elektrik-Elektronik Mühendisliği": 12, "Hemşirelik": 14, "Mimarlık": -8, "Biyoloji": -14,
             "Türk Dili ve Edebiyatı": -12, "Fizik": -8}  # fmt: skip


def make() -> None:
    """Does nothing where they are there already."""
    if Wave.objects.exists() or not User.objects.filter(email=accounts.COORDINATOR).exists():
        return
    load_questionnaires()
    chance, year = Chance(SEED), timezone.localdate().year - 1
    _graduates(chance, year)
    _employers(chance, year)
    _running(chance, year + 1)


def _wave(key: str, title_tr: str, title_en: str, opens: date, closes: date, population: int, **more: object) -> Wave:
    over = closes < timezone.localdate()
    return Wave.objects.create(
        version=QuestionnaireVersion.objects.published().filter(questionnaire__key=key).latest("number"),
        title_tr=title_tr,
        title_en=title_en,
        opens_on=opens,
        closes_on=closes,
        state=Wave.State.CLOSED if over else Wave.State.OPEN,
        population=population,
        opened_at=_morning(opens),
        closed_at=_morning(closes + timedelta(days=1)) if over else None,
        created_by=User.objects.get(email=accounts.COORDINATOR),
        **more,
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(6), UTC)


# --- last year's graduates -------------------------------------------------------------------------


def _graduates(chance: Chance, year: int) -> None:
    units = list(Unit.objects.departments().filter(name__in=DEPARTMENTS, closed_on=None).values_list("pk", flat=True))
    criteria = Criteria(tuple(units), (Level.BACHELOR,), year - YEARS, year - 1)
    diplomas = _diplomas(criteria)[:GRADUATES]
    wave = _wave(
        GRADUATES_KEY,
        f"Mezun istihdam ve memnuniyet anketi {year}",
        f"Graduate employment and satisfaction survey {year}",
        date(year, 11, 1),
        date(year, 11, 30),
        len(diplomas),
        criteria=criteria.as_json(),
    )
    invitations = _invite(chance, wave, diplomas)
    reached = [one for one in invitations if one.sent_at]
    chance.shuffle(reached)
    answering = reached[:ANSWERED_BY_GRADUATES]
    facts = {diploma.alumnus_id: diploma for diploma in diplomas}

    def said(invitation: Invitation, finished: datetime) -> list[dict[str, object]]:
        diploma = facts[invitation.person_id or 0]
        strength = STRENGTHS.get(diploma.programme.name, 0)
        graduated = diploma.graduated_on or date(diploma.year, 6, 30)
        return graduate_answers(chance, graduated=graduated, answered=finished.date(), strength=strength)

    answer(chance, answering, since=_morning(wave.opens_on), days=28, said=said)
    begin(chance, reached[ANSWERED_BY_GRADUATES:][:BEGUN], since=_morning(wave.opens_on))


def _diplomas(criteria: Criteria) -> list[Graduation]:
    """The last fitting diploma of each whom the criteria mean, the latest first."""
    found = Graduation.objects.filter(level__in=criteria.levels, year__range=(criteria.year_from, criteria.year_to))
    if criteria.unit_ids:
        found = found.filter(programme__parent__in=criteria.unit_ids)
    one_each = found.order_by("alumnus", "-year", "pk").distinct("alumnus")
    diplomas = Graduation.objects.filter(pk__in=one_each.values("pk")).select_related("programme")
    return list(diplomas.order_by("-year", "pk"))


def _invite(chance: Chance, wave: Wave, diplomas: Iterable[Graduation], *, reached: float = 86) -> list[Invitation]:
    """An invitation for everybody; so many of a hundred could be written to."""
    sent = _morning(wave.opens_on)
    lost = 100 - reached
    invitations = []
    for diploma in diplomas:
        unsent = chance.weighted({"": reached, "no_address": lost * 0.6, "no_consent": lost * 0.4})
        invitations.append(
            Invitation(
                wave=wave,
                person_id=diploma.alumnus_id,
                programme=diploma.programme,
                graduation_year=diploma.year,
                sent_at=None if unsent else sent,
                unsent=unsent,
            )
        )
    return Invitation.objects.bulk_create(invitations)


# --- last year's employers -------------------------------------------------------------------------


def _employers(chance: Chance, year: int) -> None:
    contacts = _contacts(chance)
    wave = _wave(
        EMPLOYERS_KEY,
        f"İşveren memnuniyet anketi {year}",
        f"Employer satisfaction survey {year}",
        date(year, 10, 1),
        date(year, 10, 31),
        len(contacts),
    )
    sent = _morning(wave.opens_on)
    invitations = Invitation.objects.bulk_create(
        Invitation(wave=wave, contact=contact, language=contact.language, sent_at=sent) for contact in contacts
    )
    answering = invitations[:ANSWERED_BY_EMPLOYERS]
    answer(chance, answering, since=sent, days=29, said=lambda invitation, finished: employer_answers(chance))


def _contacts(chance: Chance) -> list[Contact]:
    """Somebody to write to at each of so many employers."""
    employers = Organisation.objects.order_by("pk")[:EMPLOYERS]
    contacts = []
    for employer in employers:
        female = chance.likely(45)
        given = given_names(chance, female=female, born=1985)
        surname, _ = surnames(chance, female=female, years_out=0)
        email = f"{mail_name(given, surname)}@isveren{employer.pk}.example"
        contacts.append(
            Contact(
                organisation=employer,
                name=f"{given} {surname}",
                title=chance.choice(["İnsan kaynakları uzmanı", "Şirket müdürü", "Teknik müdür", "Birim yöneticisi"]),
                email=email,
                email_hash=keyed_hash(email, purpose="email"),
            )
        )
    return Contact.objects.bulk_create(contacts)


# --- the survey that runs --------------------------------------------------------------------------


def _running(chance: Chance, year: int) -> None:
    """Sent a week ago to the graduates of the last two years, and to the demo's member, who has not answered yet."""
    today = timezone.localdate()
    own = _own_diploma()
    criteria = Criteria(levels=(Level.ASSOCIATE, Level.BACHELOR), year_from=year - 2, year_to=year - 1)
    others = [one for one in _diplomas(criteria) if own is None or one.alumnus_id != own.alumnus_id]
    diplomas = [*([own] if own else []), *others]
    wave = _wave(
        GRADUATES_KEY,
        f"Mezun istihdam ve memnuniyet anketi {year}",
        f"Graduate employment and satisfaction survey {year}",
        today - timedelta(days=7),
        today + timedelta(days=14),
        len(diplomas),
        criteria=criteria.as_json(),
    )
    invitations = _invite(chance, wave, others)
    if own:
        _invite(chance, wave, [own], reached=100)
    since = _morning(wave.opens_on)
    reached = [one for one in invitations if one.sent_at]

    def said(invitation: Invitation, finished: datetime) -> list[dict[str, object]]:
        graduated = date(invitation.graduation_year or year - 1, 6, 30)
        return graduate_answers(chance, graduated=graduated, answered=finished.date())

    answer(chance, reached[: len(reached) // 5], since=since, days=6, said=said)


def _own_diploma() -> Graduation | None:
    own = Graduation.objects.filter(alumnus__person__user__email=accounts.MEMBER).select_related("programme")
    return own.order_by("-year").first()
