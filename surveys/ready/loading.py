"""Bringing the ready questionnaires into the database, published as version 1."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from surveys.models import Audience, Questionnaire, QuestionnaireVersion
from surveys.ready import employers, graduates
from surveys.ready.building import Content

GRADUATES_KEY = "mezun-istihdam"
EMPLOYERS_KEY = "isveren-memnuniyet"


@dataclass(frozen=True)
class Ready:
    key: str
    audience: str
    title_tr: str
    title_en: str
    content: Callable[[], Content]


QUESTIONNAIRES = (
    Ready(
        GRADUATES_KEY,
        Audience.GRADUATES,
        "Mezun istihdam ve memnuniyet anketi",
        "Graduate employment and satisfaction survey",
        graduates.content,
    ),
    Ready(
        EMPLOYERS_KEY,
        Audience.EMPLOYERS,
        "İşveren memnuniyet anketi",
        "Employer satisfaction survey",
        employers.content,
    ),
)


@transaction.atomic
def load_questionnaires() -> int:
    """Put in what is missing and return how many were new. What the office made of one since then stays."""
    return sum(_load(ready) for ready in QUESTIONNAIRES)


def _load(ready: Ready) -> bool:
    facts = {"audience": ready.audience, "title_tr": ready.title_tr, "title_en": ready.title_en}
    questionnaire, _ = Questionnaire.objects.get_or_create(key=ready.key, defaults=facts)
    if questionnaire.versions.exists():
        return False
    QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=1,
        content=ready.content(),
        state=QuestionnaireVersion.State.PUBLISHED,
        published_at=timezone.now(),
    )
    return True
