"""Page by page without a script: saving, going on, going back, conditions, the end."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.answering.pages import course_of, take_page
from surveys.models import Answer, Invitation, Wave
from tests.factories.surveys import InvitationFactory, WaveFactory, question
from tests.surveys.conftest import Respondent

pytestmark = pytest.mark.django_db

LATER, DONE = "/anket/sonra/", "/anket/tesekkurler/"


def page(number: int) -> str:
    return reverse("surveys:page", args=[number])


def test_the_whole_way_of_somebody_who_works(respondent: Respondent) -> None:
    start = respondent.client.get("/anket/")
    assert start.url == page(1)
    opened = respondent.send(1, activity="paid")
    assert [q.question.code for q in opened.context["opened"]] == ["hours"]
    assert respondent.send(1, shown="activity hours", activity="paid", hours="40").url == page(2)
    assert respondent.send(2, occupation="2142", sector="F", place="61").url == page(3)
    end = respondent.send(
        3, agree__first="yes", agree__second="none", since="2024-02-01", news=["mail", "phone"], words="İyi"
    )
    assert end.url == DONE
    assert "Teşekkür ederiz" in respondent.client.get(DONE).content.decode()
    assert respondent.response.completed_at is not None
    assert respondent.answers() == {
        "activity": ["paid"], "hours": ["40"], "occupation": ["2142"], "sector": ["F"], "place": ["61"],
        "agree": ["first:yes", "second:none"], "since": ["2024-02-01"], "news": ["mail", "phone"], "words": ["İyi"],
    }  # fmt: skip


def test_a_page_nobody_is_asked_on_is_passed_over(respondent: Respondent) -> None:
    assert respondent.send(1, activity="study").url == page(3)
    assert respondent.client.get(page(2)).url == "/anket/"
    back = respondent.send(3, "back", words="Önce")
    assert back.url == page(1)
    assert respondent.answers() == {"activity": ["study"], "words": ["Önce"]}


def test_what_is_required_is_asked_for_and_the_rest_is_kept(respondent: Respondent) -> None:
    answer = respondent.send(1)
    assert answer.status_code == 422
    assert [(q.question.code, q.error) for q in answer.context["wrong"]] == [("activity", "Bu soruyu yanıtlayın.")]
    bad = respondent.send(1, shown="activity hours", activity="paid", hours="99")
    assert [(q.question.code, q.error, q.value) for q in bad.context["wrong"]] == [
        ("hours", "1 ile 80 arasında olmalı.", "99")
    ]
    assert respondent.answers() == {"activity": ["paid"]}


def test_answers_that_are_no_longer_asked_for_go(respondent: Respondent) -> None:
    respondent.send(1, shown="activity hours", activity="paid", hours="40")
    respondent.send(2, occupation="2142", sector="F", place="61")
    assert respondent.send(1, activity="study").url == page(3)
    assert respondent.answers() == {"activity": ["study"]}


def test_pausing_keeps_what_there_is_and_the_link_leads_back(respondent: Respondent) -> None:
    respondent.send(1, shown="activity hours", activity="paid", hours="40")
    assert respondent.send(2, "later", sector="F").url == LATER
    assert "kaydedildi" in respondent.client.get(LATER).content.decode()
    again = Respondent(respondent.invitation)
    again.arrive()
    assert again.client.get("/anket/").url == page(2)
    shown = again.client.get(page(2)).context["questions"]
    assert [(q.question.code, q.code) for q in shown] == [("occupation", ""), ("sector", "F"), ("place", "")]


def test_nobody_skips_ahead(respondent: Respondent) -> None:
    assert respondent.client.get(page(3)).url == "/anket/"
    respondent.send(3, shown="words", words="Sona")
    assert respondent.client.get("/anket/").url == page(1)
    assert respondent.response.completed_at is None


def test_the_end_leads_back_to_a_gap(respondent: Respondent) -> None:
    """A later page sent in first, and then again: the first page is still open."""
    assert respondent.send(3, shown="agree since news words", words="Sona").url == page(1)
    assert respondent.send(1, activity="other").url == page(3)
    assert respondent.send(3, words="Sona").url == DONE


def test_two_windows_the_last_one_wins_question_by_question(respondent: Respondent) -> None:
    other = Respondent(respondent.invitation)
    other.arrive()
    respondent.send(1, activity="study")
    respondent.send(3, "later", shown="words", words="Bir")
    other.send(3, "later", shown="words news", words="İki", news=["mail"])
    respondent.send(3, "later", shown="words", words="Üç")
    assert respondent.answers() == {"activity": ["study"], "news": ["mail"], "words": ["Üç"]}


def test_the_last_page_does_not_end_what_another_window_has_opened_again(respondent: Respondent) -> None:
    """The last page was read before the other window said that there is a job, whose questions are still open."""
    respondent.send(1, activity="study")
    stale = course_of(Invitation.objects.get(pk=respondent.invitation.pk))
    respondent.send(1, "back", activity="paid")
    posted = QueryDict("do=next&shown=agree+since+news+words&q-words=Son")
    sent = take_page(invitation=respondent.invitation, course=stale, page=stale.page(3), posted=posted)
    assert (sent.destination and sent.destination.number, respondent.response.completed_at) == (1, None)
    assert respondent.answers() == {"activity": ["paid"], "words": ["Son"]}


def test_what_no_database_could_keep_is_refused_with_a_word(respondent: Respondent) -> None:
    """No bounds on this number: digits in groups, an exponent, no number; a day before the calendar; a NUL."""
    content = {"pages": [{"questions": [question(f"a_{kind}", kind) for kind in ("number", "date", "text")]}]}
    other = Respondent(InvitationFactory.create(wave=WaveFactory.create(version__content=content)))
    other.arrive()
    for typed in ("999.999.999.999.999.999", "1e999", "NaN", "Infinity", "٣"):
        refused = other.send(1, shown="a_number", a_number=typed)
        assert [q.error for q in refused.context["wrong"]] == ["Bir sayı yazın, örneğin 12."]
    assert other.send(1, shown="a_date", a_date="0000-01-01").status_code == 422
    other.send(1, "later", shown="a_number a_date a_text", a_number="999.999.999.999", a_date="0001-01-01",
               a_text="a\0b")  # fmt: skip
    assert other.answers() == {"a_number": ["999999999999"], "a_date": ["0001-01-01"], "a_text": ["ab"]}


def test_finished_answers_stay_as_they_are(respondent: Respondent) -> None:
    respondent.send(1, activity="study")
    respondent.send(3, words="Son söz")
    late = respondent.send(3, shown="words", words="Başka")
    assert late.url == DONE
    assert respondent.client.get("/anket/").url == DONE
    assert respondent.answers() == {"activity": ["study"], "words": ["Son söz"]}


def test_a_closed_wave_takes_nothing_and_says_since_when(respondent: Respondent, wave: Wave) -> None:
    respondent.send(1, activity="study")
    Wave.objects.filter(pk=wave.pk).update(opens_on="2026-11-01", closes_on="2026-11-20")
    late = respondent.send(3, shown="words", words="Geç kaldım")
    assert late.status_code == 409
    text = late.content.decode()
    assert "Anket 20 Kasım 2026 günü kapandı" in text
    assert "kaydettiğiniz yanıtlar duruyor" in text
    assert respondent.answers() == {"activity": ["study"]}
    assert respondent.client.get("/anket/").status_code == 200
    assert respondent.client.get(page(3)).url == "/anket/"


def test_a_wave_closed_by_hand_takes_nothing_either(respondent: Respondent, wave: Wave) -> None:
    Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=timezone.now())
    assert respondent.send(1, shown="activity", activity="paid").status_code == 409
    assert not Answer.objects.exists()


def test_codes_nobody_offered_are_no_answer(respondent: Respondent) -> None:
    """Another wave's question, an option that does not exist, a made-up occupation."""
    respondent.send(1, "later", shown="activity salary", activity="rich", salary="1000000")
    respondent.send(3, "later", shown="agree", agree__first="bad", agree__third="yes", news="sms")
    assert respondent.answers() == {}


def test_the_language_changes_and_nothing_typed_is_lost(respondent: Respondent) -> None:
    page = respondent.send(1, "en", shown="activity hours", activity="paid", hours="99")
    text = page.content.decode()
    assert "What is your main activity?" in text
    assert 'value="99"' in text
    assert page.cookies["django_language"].value == "en"
    assert respondent.answers() == {"activity": ["paid"]}
    assert "Graduate satisfaction survey 2026" in respondent.client.get("/anket/sayfa/1/").content.decode()
    respondent.send(1, "later", shown="activity hours", activity="paid", hours="9")
    assert respondent.response.language == "en"


def test_looking_at_what_follows_saves_nothing(respondent: Respondent) -> None:
    answer = respondent.client.post(
        page(1), {"do": "look", "shown": "activity", "q-activity": "paid"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert (answer.status_code, "hours?" in text, "<html" in text) == (200, True, False)
    assert not Answer.objects.exists()


def test_words_for_an_occupation_are_looked_up_before_going_on(respondent: Respondent) -> None:
    respondent.send(1, shown="activity hours", activity="paid", hours="40")
    found = respondent.send(2, **{"occupation__ara": "inşaat mühendisi"})
    text = found.content.decode()
    assert ("Civil Engineers" in text, "Meslek bulunamadı" in text) == (True, False)
    onwards = respondent.send(2, **{"occupation__ara": "inşaat mühendisi", "occupation__arandi": "inşaat mühendisi"})
    assert onwards.url == page(3)
    respondent.send(2, occupation="2142", **{"occupation__ara": "inşaat"})
    assert respondent.answers()["occupation"] == ["2142"]


def test_typing_looks_up_without_a_trace_in_the_address(client: Client) -> None:
    answer = client.post("/anket/meslekler/", {"ad": "q-job", "q-job-ara": "avukat"})
    assert "Lawyers" in answer.content.decode()
    assert client.post("/anket/meslekler/", {"ad": '"><b>'}).status_code == 422
