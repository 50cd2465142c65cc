"""Pages of surveys for axe: addresses by role, and what must be there for them."""

from datetime import date, timedelta

from django.utils import timezone

from mik.home.demo.names import Chance
from mik.home.demo.survey_answers import graduate_answers
from mik.home.demo.survey_filling import answer
from surveys.answering.access import make_token
from surveys.models import QuestionnaireVersion, Wave
from surveys.ready import GRADUATES_KEY, load_questionnaires
from tests.browser.scenes import Scene
from tests.factories.surveys import (
    AnswerFactory,
    InvitationFactory,
    ResponseFactory,
    VersionFactory,
    WaveFactory,
    question,
)
from tests.factories.units import programme_of

PAGES: dict[str | None, list[str]] = {
    # The link leads to the first page of the questions; the last one is where everything has been answered but it.
    None: ["/anket/baglanti/", "/anket/{survey_link}/", "/anket/sayfa/1/", "/anket/yazmayin/", "/anket/sonra/",
           "/anket/{survey_last}/", "/anket/{survey_closed}/", "/anket/{survey_done}/"],
    "alumna": ["/anket/benim/", "/anket/benim/{survey_own}/"],
    "coordinator": [
        "/koordinator/anketler/",
        "/koordinator/anketler/yeni/",
        "/koordinator/anketler/{survey_draft}/",
        "/koordinator/anketler/{survey_draft}/kime/",
        "/koordinator/anketler/{survey_draft}/ac/",
        "/koordinator/anketler/{survey_wave}/",
        "/koordinator/anketler/{survey_wave}/kapat/",
        "/koordinator/anketler/{survey_wave}/cagrilar/",
        "/koordinator/anketler/{survey_wave}/yanitlar/{survey_response}/",
        "/koordinator/anketler/{survey_answered}/sonuclar/",
        "/koordinator/anketler/{survey_answered}/sonuclar/gosterge/EMP_OVERALL/",
        "/koordinator/anketler/formlar/",
        "/koordinator/anketler/formlar/{survey_form}/",
        "/koordinator/anketler/formlar/{survey_form}/duzenle/",
        "/koordinator/anketler/formlar/{survey_form}/deneme/2/",
        "/koordinator/anketler/formlar/{survey_form}/deneme/3/",
    ],
    "representative": ["/temsilci/{unit}/anketler/", "/temsilci/{unit}/anketler/{survey_answered}/"],
}  # fmt: skip


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
    wave = WaveFactory.create(population=4)
    own = InvitationFactory.create(wave=wave, person=scene.member.person, programme=programme_of(scene.unit))
    response = ResponseFactory.create(invitation=own)
    AnswerFactory.create(response=response)
    others = [InvitationFactory.create(wave=wave) for _n in range(3)]
    late = ResponseFactory.create(invitation=others[1], page=2)
    AnswerFactory.create(response=late, question="activity", option="study")
    done = ResponseFactory.create(invitation=others[2], completed_at=timezone.now())
    over = InvitationFactory.create(wave=WaveFactory.create(version=wave.version, state="closed"))
    content = {"pages": [*wave.version.content["pages"], {"questions": [question("more", "single")]}]}
    form = VersionFactory.create(questionnaire=wave.version.questionnaire, number=2, state="draft", content=content)
    scene.keys.update(
        survey_wave=wave.pk,
        survey_draft=WaveFactory.create(version=wave.version, state="draft").pk,
        survey_own=own.pk,
        survey_response=response.pk,
        survey_form=form.pk,
        survey_link=make_token(others[0]),
        survey_last=make_token(late.invitation),
        survey_done=make_token(done.invitation),
        survey_closed=make_token(over),
        survey_answered=_answered(scene).pk,
    )


def _answered(scene: Scene) -> Wave:
    """A closed wave that 30 graduates answered: enough for figures and charts."""
    load_questionnaires()
    version = QuestionnaireVersion.objects.get(questionnaire__key=GRADUATES_KEY)
    day, chance = timezone.now() - timedelta(days=60), Chance(3)
    wave: Wave = WaveFactory.create(version=version, state="closed", closes_on=day.date(), opens_on=day.date(),
                                    population=30)  # fmt: skip
    asked = [InvitationFactory.create(wave=wave, programme=programme_of(scene.unit)) for _n in range(30)]
    answer(chance, asked, since=day - timedelta(days=20), days=19,
           said=lambda one, at: graduate_answers(chance, graduated=date(2024, 6, 1), answered=at.date()))  # fmt: skip
    return wave
