"""Surveys: a small questionnaire with conditions, waves, invitations, answers."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from mik.common.fields import keyed_hash
from mik.organisations.models import Contact
from surveys.models import Answer, Invitation, Questionnaire, QuestionnaireVersion, Response, Wave
from tests.factories.alumni import OrganisationFactory
from tests.factories.people import PersonFactory


def text(tr: str, en: str = "") -> dict[str, str]:
    return {"tr": tr, "en": en or f"{tr} (en)"}


def options(**codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": text(words)} for code, words in codes.items()]


def question(code: str, kind: str = "single", **more: Any) -> dict[str, Any]:
    """A question of a type with whatever that type cannot do without."""
    found: dict[str, Any] = {"code": code, "type": kind, "text": text(f"{code}?"), **more}
    if kind in {"single", "multiple", "matrix"}:
        found.setdefault("options", options(yes="Evet", no="Hayır"))
    if kind == "matrix":
        found.setdefault("rows", options(first="Birinci", second="İkinci"))
    return found


ACTIVITY = question(
    "activity",
    text=text("Şu anda asıl uğraşınız nedir?", "What is your main activity?"),
    options=options(paid="Ücretli çalışıyorum", study="Öğrenciyim", other="Başka"),
    required=True,
)
WORKING = {"question": "activity", "in": ["paid"]}


def small_content() -> dict[str, Any]:
    """Three pages: activity and a question that follows from it; one page for who works; a last one."""
    return {
        "pages": [
            {"title": text("Şimdi", "Now"), "questions": [
                ACTIVITY,
                question("hours", "number", min=1, max=80, required=True, condition=WORKING),
            ]},
            {"title": text("İşiniz", "Your job"), "questions": [
                question("occupation", "occupation", condition=WORKING),
                question("sector", "sector", condition=WORKING),
                question("place", "place", condition=WORKING),
            ]},
            {"title": text("Son", "Last"), "questions": [
                question("agree", "matrix", options=[*options(no="Hiç", some="Orta", yes="Tümüyle"),
                                                     {"code": "none", "text": text("Fikrim yok"), "aside": True}]),
                question("since", "date"),
                question("news", "multiple", options=options(mail="E-posta", phone="Telefon")),
                question("words", "text"),
            ]},
        ]
    }  # fmt: skip


class QuestionnaireFactory(DjangoModelFactory[Questionnaire]):
    class Meta:
        model = Questionnaire

    key = Sequence(lambda n: f"form-{n}")
    title_tr = "Mezun anketi"
    title_en = "Graduate survey"
    audience = "graduates"


class VersionFactory(DjangoModelFactory[QuestionnaireVersion]):
    class Meta:
        model = QuestionnaireVersion

    questionnaire = SubFactory(QuestionnaireFactory)
    number = 1
    content = LazyFunction(small_content)
    state = "published"
    published_at = LazyAttribute(lambda v: timezone.now() if v.state == "published" else None)


class WaveFactory(DjangoModelFactory[Wave]):
    """Open, unless told otherwise."""

    class Meta:
        model = Wave

    version = SubFactory(VersionFactory)
    title_tr = "Mezun memnuniyet anketi 2026"
    title_en = "Graduate satisfaction survey 2026"
    state = "open"
    opens_on = LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    closes_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=8))
    population = LazyAttribute(lambda w: None if w.state == "draft" else 1)
    opened_at = LazyAttribute(lambda w: None if w.state == "draft" else timezone.now() - timedelta(days=7))


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    organisation = SubFactory(OrganisationFactory)
    name = "Derya Koç"
    title = "İnsan kaynakları"
    email = Sequence(lambda n: f"ik{n}@sirket.example")
    email_hash = LazyAttribute(lambda c: keyed_hash(c.email, purpose="email"))


class InvitationFactory(DjangoModelFactory[Invitation]):
    """A graduate's that was sent a week ago; ``person=None, contact=…`` for an employer's."""

    class Meta:
        model = Invitation

    wave = SubFactory(WaveFactory)
    person = SubFactory(PersonFactory)
    sent_at = LazyFunction(lambda: timezone.now() - timedelta(days=7))


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    invitation = SubFactory(InvitationFactory)
    started_at = LazyFunction(lambda: timezone.now() - timedelta(days=1))


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    response = SubFactory(ResponseFactory)
    question = "activity"
    option = "paid"
