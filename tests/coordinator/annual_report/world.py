"""A year with something of everything in it, so that no figure of the report is nought; and an edit of all of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus, Graduation, ImportRun
from alumni.registry.reminding.models import ConfirmationReminder
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from coordinator.newsroom.models import Announcement, Kind
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.figures.models import FigureSnapshot
from mik.mail.models import Delivery, Mailing
from mik.organisations.models import Contact
from mik.people.models import ConsentEntry, ContactPoint, NoticeEntry, Person
from mik.units.models import Unit
from surveys.models import Answer, Invitation, Response, Wave
from surveys.ready import EMPLOYERS_KEY, GRADUATES_KEY
from tests.factories import cards, news
from tests.factories.accounts import UserFactory, represent
from tests.factories.alumni import ClaimFactory, EmploymentFactory, OrganisationFactory, enrol, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.surveys import QuestionnaireFactory, VersionFactory, WaveFactory
from tests.factories.units import department_with_programmes, programme_of


def fill(department: Unit, other_department: Unit, by: User) -> None:
    graduates = [graduate(programme_of(department), contacts=n % 3 > 0) for n in range(34)]
    others = [graduate(programme_of(other_department)) for _ in range(3)]
    for alumnus in [*graduates[:11], *others[:1]]:
        enrol(alumnus, UserFactory.create())
    now = timezone.now()
    for days, some in ((500, graduates[:11]), (100, graduates[11:30])):
        pks = [one.pk for one in some]
        Alumnus.objects.filter(pk__in=pks).update(confirmed_at=now - timedelta(days=days))
    Alumnus.objects.filter(pk=graduates[20].pk).update(state="proposed")
    EmploymentFactory.create(alumnus=graduates[13])  # whose record is sound
    _degrees(department, graduates)
    _homes_and_consents(graduates)
    _claims_and_lists(department, graduates, by)
    _cards(graduates, by)
    _news(graduates, by)
    _surveys(department, graduates)


def _degrees(department: Unit, graduates: list[Alumnus]) -> None:
    for level, who in ((5, graduates[:2]), (7, graduates[3:8]), (8, graduates[4:5])):
        programme = programme_of(department, level)
        Graduation.objects.bulk_create(
            Graduation(alumnus=one, programme=programme, level=level, year=2018) for one in who
        )


def _homes_and_consents(graduates: list[Alumnus]) -> None:
    """Four in Trabzon, one of them at Berlin as well, two in Berlin, one in Oslo, one no longer in Paris."""
    places = [*[("TR", "61")] * 4, ("DE", ""), ("DE", ""), ("NO", "")]
    homes = [_home(one, *place) for one, place in zip(graduates, places, strict=False)]
    left = _home(graduates[8], "FR", "")
    left.bury("bounced")
    ContactPoint.objects.bulk_create([*homes, _home(graduates[0], "DE", ""), left])
    agreed(*(one.person for one in graduates[:12]))
    withdrew(*(one.person for one in graduates[9:12]))
    NoticeEntry.objects.bulk_create(
        NoticeEntry(person=one.pk, version=1, text_version="2026-11", language="tr", way="post")
        for one in graduates[:5]
    )
    now = timezone.now()
    ConfirmationReminder.objects.bulk_create(
        ConfirmationReminder(alumnus=one, sent_at=now, confirmed_at=now if one is graduates[0] else None)
        for one in graduates[:3]
    )


def _home(alumnus: Alumnus, country: str, province: str) -> ContactPoint:
    place = {"country": country, "province": province, "normalised": country + province}
    return ContactPoint(person=alumnus.person, kind="address", **place)


def _claims_and_lists(department: Unit, graduates: list[Alumnus], by: User) -> None:
    now = timezone.now()
    for days in (1, 2, 9, 4):
        waited = {"submitted_at": now - timedelta(days=days), "decided_at": now, "decided_by": by}
        ClaimFactory.create(user=UserFactory.create(), unit=department, state="refused", **waited)
    ClaimFactory.create(user=UserFactory.create(), unit=department, submitted_at=now)
    for state in ("done", "done", "failed"):
        ImportRun.objects.create(file_name="liste.xlsx", by=by, state=state)


def _cards(graduates: list[Alumnus], by: User) -> None:
    """Four cards: two active, one lost, one active and expired; four applications, one of them waiting."""
    now = timezone.now()
    last_week = {"submitted_at": now - timedelta(days=7)}
    first, second, third, fourth = (cards.card_of(one, by=by) for one in graduates[:4])
    Card.objects.filter(pk=third.pk).update(state="lost", ended_at=now)
    Card.objects.filter(pk=fourth.pk).update(issued_at=now - timedelta(days=2000), valid_until="2024-05-31")
    for card, days in ((first, 5), (second, 2)):
        decided = {"state": "approved", "decided_at": now, "decided_by": by}
        cards.application_of(card.alumnus, photo=card.photo, submitted_at=now - timedelta(days=days), **decided)
    refused = {"state": "refused", "reason": "Fotoğraf bulanık.", "decided_at": now, "decided_by": by}
    cards.application_of(graduates[4], photo=first.photo, **last_week, **refused)
    cards.application_of(graduates[5], photo=first.photo)


def _news(graduates: list[Alumnus], by: User) -> None:
    """Each kind by another number, one withdrawn, drafts; two mailings with five mails that arrived."""
    for number, kind in enumerate((Kind.EVENT, Kind.JOB, Kind.INTERNSHIP, Kind.TRAINING, Kind.SCHOLARSHIP), start=1):
        for _ in range(number):
            news.published(by, kind=kind)
    news.withdrawn(by, kind=Kind.NEWS)
    news.written(by, kind=Kind.NEWS)
    people = [one.person for one in graduates[:8]]
    news.mailed(by, people, states=("accepted", "skipped"), kind=Kind.NEWS)
    news.mailed(by, people[:1], kind=Kind.NEWS)


def _surveys(department: Unit, graduates: list[Alumnus]) -> None:
    """One wave of graduates and one of employers closed an hour ago, one closed before, one open."""
    form = VersionFactory.create(questionnaire=QuestionnaireFactory.create(key=GRADUATES_KEY))
    other = QuestionnaireFactory.create(key=EMPLOYERS_KEY, audience="employers")
    before, last, running = _closed(form, 90, 1), _closed(form, 60, 40), WaveFactory.create(version=form)
    programme = programme_of(department)
    asked = [Invitation(wave=last, person=one.person, programme=programme) for one in graduates[:33]]
    asked += [Invitation(wave=one, person=graduates[0].person, programme=programme) for one in (before, running)]
    said = [_graduate_says(n) for n in range(30)]
    _answer(asked[:30], said)
    _answer(asked[-2:], [{"worked": "no", "overall": "1"}] * 2)
    Invitation.objects.bulk_create(asked[30:33])
    employers = _closed(VersionFactory.create(questionnaire=other), 60, 26)
    company = OrganisationFactory.create()
    contacts = Contact.objects.bulk_create(_contact(company, n) for n in range(26))
    _answer(
        [Invitation(wave=employers, contact=one) for one in contacts], [{"overall": "345"[n % 3]} for n in range(25)]
    )


def _closed(version: Any, minutes: int, population: int) -> Wave:
    closed_at = timezone.now() - timedelta(minutes=minutes)
    return WaveFactory.create(version=version, state="closed", closed_at=closed_at, population=population)


def _contact(company: Any, number: int) -> Contact:
    email = f"ik{number}@sirket.example"
    return Contact(organisation=company, name="Derya Koç", email=email, email_hash=keyed_hash(email, purpose="email"))


def _graduate_says(number: int) -> dict[str, str]:
    """20 work, 5 look for work and could begin, 3 look and could not, 2 do not look; 19 are satisfied."""
    satisfied = {"overall": "5" if number < 9 else "4" if number < 19 else "2"}
    if number < 20:
        return satisfied | {"worked": "yes" if number % 2 else "away"}
    looking = {} if number > 27 else {"seeking": "full", "available": "yes" if number < 25 else "no"}
    return satisfied | {"worked": "no"} | looking


def _answer(asked: list[Invitation], said: Iterable[dict[str, str]]) -> None:
    """Those for whom there is something finish; the others begin and leave."""
    now = timezone.now()
    begun = [Response(invitation=one, started_at=now) for one in Invitation.objects.bulk_create(asked)]
    answers: list[Answer] = []
    for response, words in zip(begun, said, strict=False):
        response.completed_at = now
        answers += [Answer(response=response, question=code, option=option) for code, option in words.items()]
    Response.objects.bulk_create(begun)
    Answer.objects.bulk_create(answers)


# --- And then everything is another ---------------------------------------------------------------


def edit_everything(by: User) -> None:
    """What lies behind every figure, names in tables and texts, all of it is changed."""
    earlier = timezone.now() - timedelta(days=800)
    Alumnus.objects.filter(pk__in=Alumnus.objects.order_by("pk").values("pk")[:20]).update(state="rejected")
    Alumnus.objects.update(confirmed_at=earlier)
    Alumnus.objects.filter(pk__in=Alumnus.objects.order_by("-pk").values("pk")[:1]).update(created_at=earlier)
    graduate(programme_of(department_with_programmes("Fizik"), 5))
    Graduation.objects.filter(level__in=[7, 8]).delete()
    Membership.objects.filter(pk__in=Membership.objects.values("pk")[:5]).delete()
    ContactPoint.objects.filter(kind="address").update(country="AU", province="")
    ContactPoint.objects.exclude(kind="address").update(dead_at=timezone.now(), dead_evidence="bounced")
    Person.objects.filter(pk__in=Person.objects.order_by("pk").values("pk")[20:24]).update(tckn_hash=None)
    withdrew(*Person.objects.filter(pk__in=ConsentEntry.objects.values("person")))
    Unit.objects.filter(name="Makine Mühendisliği").update(name="Makina Mühendisliği")
    for name in ("İnşaat Mühendisliği", "Fizik"):
        represent(UserFactory.create(), Unit.objects.get(name=name, kind="department"))
    User.objects.filter(name__in=["Mehmet Kaya", "Ayşe Demir"]).update(name="Başka Biri")
    FigureSnapshot.objects.update(value=1)
    _edit_work(by)
    _edit_surveys()


def _edit_work(by: User) -> None:
    earlier = timezone.now() - timedelta(days=800)
    Claim.objects.filter(state="refused", pk__in=Claim.objects.values("pk")[:2]).update(submitted_at=earlier)
    Claim.objects.filter(state="submitted").update(state="refused", decided_at=timezone.now(), decided_by=by)
    ImportRun.objects.update(state="failed")
    CardApplication.objects.filter(state="submitted").update(submitted_at=earlier)
    CardApplication.objects.filter(state="approved").update(submitted_at=F("submitted_at") - timedelta(days=90))
    Card.objects.update(state="replaced", ended_at=earlier, issued_at=earlier)
    Announcement.objects.exclude(state="draft").update(published_at=earlier)
    Delivery.objects.filter(state="accepted").update(state="bounced", accepted_at=None)
    Mailing.objects.update(started_at=earlier)


def _edit_surveys() -> None:
    earlier = timezone.now() - timedelta(days=800)
    Answer.objects.filter(question="overall").update(option="1")
    Answer.objects.filter(question="worked").update(option="no")
    Response.objects.filter(pk__in=Response.objects.filter(invitation__person__isnull=False).values("pk")[:5]).delete()
    Wave.objects.update(opened_at=earlier, title_tr="Başka anket")
