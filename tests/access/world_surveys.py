"""What of surveys hangs on a department in the matrix."""

from typing import Any

from tests.access.side import Side
from tests.factories.surveys import AnswerFactory, InvitationFactory, ResponseFactory, VersionFactory, WaveFactory
from tests.factories.units import programme_of


def objects(side: Side) -> dict[str, Any]:
    """A wave that asks the member, with answers; one that is not open yet; one for employers; a draft of a form."""
    wave = WaveFactory.create()
    invitation = InvitationFactory.create(wave=wave, person=side.member.person, programme=programme_of(side.unit))
    response = ResponseFactory.create(invitation=invitation)
    AnswerFactory.create(response=response)
    form = VersionFactory.create(questionnaire=wave.version.questionnaire, number=2, state="draft")
    employers = VersionFactory.create(questionnaire__audience="employers")
    return {
        "wave": wave,
        "invitation": invitation,
        "response": response,
        "draft_wave": WaveFactory.create(state="draft", version=wave.version),
        "employer_wave": WaveFactory.create(state="draft", version=employers),
        "survey_form": form,
        "questionnaire": form.questionnaire,
    }
