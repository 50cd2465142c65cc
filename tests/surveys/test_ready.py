"""The ready questionnaires: sound, in both languages, loaded once."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.questionnaires.checking import problems_in
from surveys.questionnaires.content import read_content
from surveys.ready import EMPLOYERS_KEY, GRADUATES_KEY, employers, graduates, load_questionnaires


@pytest.mark.parametrize(("content", "pages", "questions"), [(graduates, 5, 28), (employers, 4, 14)])
def test_nothing_is_wrong_with_them(content: Any, pages: int, questions: int) -> None:
    data = content.content()
    assert [str(problem) for problem in problems_in(data)] == []
    read = read_content(data)
    assert len(read.pages) == pages
    assert len(list(read.questions())) == questions


def test_they_speak_both_languages_and_not_the_same_words() -> None:
    for content in (graduates.content(), employers.content()):
        for question in read_content(content).questions():
            assert question.text.tr != question.text.en
            assert len(question.text.tr) < 120


def test_they_are_loaded_once_and_published(db: None) -> None:
    assert load_questionnaires() == 2
    assert load_questionnaires() == 0
    versions = QuestionnaireVersion.objects.order_by("questionnaire__key")
    assert [(v.questionnaire.key, v.number, v.is_published) for v in versions] == [
        (EMPLOYERS_KEY, 1, True),
        (GRADUATES_KEY, 1, True),
    ]


def test_what_the_office_renamed_stays(db: None) -> None:
    load_questionnaires()
    Questionnaire.objects.filter(key=GRADUATES_KEY).update(title_tr="Mezunlarımıza soruyoruz")
    out = StringIO()
    call_command("load_questionnaires", stdout=out)
    assert out.getvalue() == "0 questionnaires loaded.\n"
    assert Questionnaire.objects.get(key=GRADUATES_KEY).title_tr == "Mezunlarımıza soruyoruz"
