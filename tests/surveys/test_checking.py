"""Bad questionnaires: every problem says where it is, what is wrong and how to mend it."""

from typing import Any

import pytest

from surveys.questionnaires.checking import problems_in
from surveys.questionnaires.content import read_content
from tests.factories.surveys import options, question, small_content, text


def content(*pages: list[dict[str, Any]]) -> dict[str, Any]:
    return {"pages": [{"questions": questions} for questions in pages]}


def said(*pages: list[dict[str, Any]]) -> list[str]:
    return [str(problem) for problem in problems_in(content(*pages))]


def test_a_sound_questionnaire_has_no_problem() -> None:
    assert problems_in(small_content()) == []


def test_reading_keeps_pages_numbers_and_conditions() -> None:
    read = read_content(small_content())
    assert [len(page.questions) for page in read.pages] == [2, 3, 4]
    assert [q.number for q in read.questions()] == list(range(1, 10))
    hours = read.question("hours")
    assert hours is not None
    assert (hours.is_asked({"activity": frozenset({"paid"})}), hours.is_asked({})) == (True, False)


def test_a_condition_that_points_forwards_says_where_and_how_to_mend_it() -> None:
    forwards = question("first", condition={"question": "later", "in": ["yes"]})
    assert said([forwards], [question("a"), question("later")]) == [
        "1. sayfa, 1. soru (first): Koşul ileriyi gösteriyor: «later» sorusu daha sonra, 2. sayfanın 2. sorusu."
        " Bu soruyu onun arkasına alın ya da «later» sorusunu öne taşıyın."
    ]


def test_a_condition_on_the_question_itself() -> None:
    assert said([question("me", condition={"question": "me", "in": ["yes"]})]) == [
        "1. sayfa, 1. soru (me): Koşul sorunun kendisini gösteriyor."
        " Koşulu kaldırın ya da daha önceki bir soruyu yazın."
    ]


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ({"question": "nobody", "in": ["yes"]}, "Koşul, olmayan bir soruyu gösteriyor: «nobody»."),
        ({"question": "a", "in": ["perhaps"]}, "«a» sorusunda «perhaps» diye bir seçenek yok."),
        ({"question": "a", "in": [{}]}, "«a» sorusunda «{}» diye bir seçenek yok."),
        ({"question": "n", "in": ["1"]}, "Koşulun gösterdiği «n» sorusunun seçenekleri yok."),
        ({"question": "a", "in": []}, "Koşul okunamıyor."),
        ({"all": [{"question": "a", "in": ["yes"]}, {"question": "b", "in": ["x"]}]},
         "Koşul sorunun kendisini gösteriyor."),
        ({"all": 3}, "Koşul okunamıyor."),
        ("a", "Koşul okunamıyor."),
    ],
)  # fmt: skip
def test_conditions_that_lead_nowhere(condition: Any, what: str) -> None:
    pages = [question("a"), question("n", "number"), question("b", condition=condition)]
    assert [problem.what for problem in problems_in(content(pages))] == [what]


def test_a_unit_needs_both_languages() -> None:
    assert len(problems_in(content([question("a", "number", unit="TL")]))) == 2


def test_a_code_that_stands_twice_names_the_first() -> None:
    assert said([question("a")], [question("a")]) == [
        "2. sayfa, 1. soru (a): «a» kodu 1. sayfanın 1. sorusunda da var. Sorulardan birine başka bir kod verin."
    ]


def test_an_unknown_type_lists_those_there_are() -> None:
    (problem,) = problems_in(content([question("a", "slider")]))
    assert problem.what == "«slider» diye bir soru türü yok."
    assert "single, multiple, matrix" in problem.cure


def test_a_missing_language_is_named_wherever_it_is_missing() -> None:
    bad = question("a", text={"tr": "Var mı?"}, options=[*options(yes="Evet"), {"code": "no", "text": {"en": "No"}}])
    assert said([bad]) == [
        "1. sayfa, 1. soru (a): «text» metninin İngilizce karşılığı yok. «text» altına «en» yazın.",
        "1. sayfa, 1. soru (a), options 2: «text» metninin Türkçe karşılığı yok. «text» altına «tr» yazın.",
    ]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (question("a", options=options(yes="Evet")), "«options» listesi yok, kısa ya da çok uzun."),
        (question("a", options=[*options(yes="Evet"), *options(yes="E")]), "«yes» kodu bu soruda iki kez geçiyor."),
        (question("a", "matrix", rows=[]), "«rows» listesi yok, kısa ya da çok uzun."),
        (question("a", "number", min=9, max=1), "En küçük değer en büyüğünden büyük."),
        (question("a", "number", min="çok"), "«min» sınırı okunamıyor."),
        (question("a", "date", max="yarın"), "«max» sınırı okunamıyor."),
        (question("a", "number", min=True), "«min» sınırı okunamıyor."),
        (question("a", "number", decimals=9), "«decimals» okunamıyor."),
        (question("a", "number", decimals=True), "«decimals» okunamıyor."),
        (question("a", "text", decimals="x"), "«decimals» bu türdeki bir soruda olmaz."),
        (question("a", rows="abc"), "«rows» bu türdeki bir soruda olmaz."),
        (question("a", "text", options=3), "«options» bu türdeki bir soruda olmaz."),
        (question("study", "multiple"), "«study» kodlu soruyu göstergeler okur; ona tek yanıt verilebilmeli."),
        (question("a", required="hayır"), "«required» okunamıyor."),
        (question("A B"), "Sorunun kodu yok ya da geçersiz."),
        (question("a", requird=True), "«requird» alanı bilinmiyor."),
        ({**question("a"), "type": []}, "«[]» diye bir soru türü yok."),
        ("soru", "Soru bir nesne değil."),
    ],
)
def test_what_each_type_asks_for(raw: Any, what: str) -> None:
    assert [problem.what for problem in problems_in(content([raw]))] == [what]


@pytest.mark.parametrize("data", [None, [], {}, {"pages": []}, {"pages": 3}, "x"])
def test_no_pages_at_all(data: Any) -> None:
    assert [problem.what for problem in problems_in(data)] == ["Sayfa yok."]


@pytest.mark.parametrize("page", [None, {}, {"questions": []}, {"questions": {}}])
def test_a_page_without_questions(page: Any) -> None:
    assert [problem.where for problem in problems_in({"pages": [page]})] == ["1. sayfa"]


def test_a_title_needs_both_languages() -> None:
    page = {"title": {"tr": "Yalnız Türkçe"}, "questions": [question("a", text=text("A?"))]}
    assert [problem.where for problem in problems_in({"pages": [page]})] == ["1. sayfa"]
