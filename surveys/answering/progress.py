"""Which questions are asked of somebody, given the answers so far, and how far along they are."""

from dataclasses import dataclass

from surveys.answering.values import Answers, chosen_in, is_whole
from surveys.questionnaires.content import Content, Page, Question

SECONDS = {"matrix": 7, "text": 30, "occupation": 20}  # a row of a matrix; others take a dozen


def without_hidden(content: Content, answers: Answers) -> Answers:
    """The answers that still count: a hidden question's answer opens no other one."""
    kept: Answers = {}
    for question in content.questions():
        if question.code in answers and question.is_asked(chosen_in(kept)):
            kept[question.code] = answers[question.code]
    return kept


def asked_on(page: Page, answers: Answers) -> list[Question]:
    """The questions of one page, one after another: those above decide about those below."""
    return page.asked(chosen_in(answers))


@dataclass(frozen=True)
class Course:
    """Somebody's way through a questionnaire. ``reached``: how many pages have been sent in."""

    content: Content
    answers: Answers
    reached: int = 0

    @property
    def pages(self) -> list[Page]:
        """Pages with at least one question for this person."""
        return [page for page in self.content.pages if asked_on(page, self.answers)]

    def page(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number == number), None)

    def before(self, page: Page) -> Page | None:
        return next((other for other in reversed(self.pages) if other.number < page.number), None)

    def after(self, page: Page) -> Page | None:
        return next((other for other in self.pages if other.number > page.number), None)

    def is_last(self, page: Page) -> bool:
        return self.after(page) is None

    def missing(self, page: Page) -> list[Question]:
        """Required questions without a whole answer."""
        return [q for q in asked_on(page, self.answers) if q.required and not is_whole(q, self.answers.get(q.code, []))]

    @property
    def first_open(self) -> Page:
        """The page to go on with: the first one not sent in yet, or with something missing; else the last."""
        pages = self.pages
        return next((page for page in pages if page.number > self.reached or self.missing(page)), pages[-1])

    @property
    def is_ready(self) -> bool:
        return not any(self.missing(page) for page in self.pages)

    def numbers(self) -> dict[str, int]:
        """1, 2, 3 … for the questions this person is asked."""
        asked = [question for page in self.pages for question in asked_on(page, self.answers)]
        return {question.code: number for number, question in enumerate(asked, start=1)}

    def minutes_left(self, page: Page) -> int:
        """A guess for this page and those after it, at least one minute."""
        ahead = [p for p in self.pages if p.number >= page.number]
        seconds = sum(_seconds(question) for p in ahead for question in asked_on(p, self.answers))
        return max(1, round(seconds / 60))


def _seconds(question: Question) -> int:
    return SECONDS.get(question.type, 12) * (len(question.rows) or 1)
