"""The subjects of the surveys, gathered for Django."""

from surveys.answering.models import Answer, Response
from surveys.questionnaires.models import Audience, Questionnaire, QuestionnaireVersion
from surveys.waves.models import Invitation, Link, Wave

__all__ = ["Answer", "Audience", "Invitation", "Link", "Questionnaire", "QuestionnaireVersion", "Response", "Wave"]
