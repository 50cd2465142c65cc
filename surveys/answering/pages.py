"""One page sent in: what was said, what is wrong with it, and where it leads."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.answering.progress import Course, asked_on, without_hidden
from surveys.answering.services import complete_response, save_answers
from surveys.answering.values import BadAnswer, Value, field_name, read_values, saved_answers
from surveys.models import Invitation, Response
from surveys.questionnaires.content import Content, Page, Question, read_content


def course_of(invitation: Invitation) -> Course:
    content = read_content(invitation.wave.version.content)
    response = getattr(invitation, "response", None)
    if response is None:
        return Course(content, {})
    return _course(content, response)


def _course(content: Content, response: Response) -> Course:
    return Course(content, without_hidden(content, saved_answers(response.answers.all())), response.page)


@dataclass
class Sent:
    """A page after it was sent in. ``course`` holds the new answers; ``opened``: questions these answers brought up."""

    course: Course
    page: Page
    do: str
    posted: QueryDict
    values: dict[str, list[Value]] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    searching: bool = False
    destination: Page | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the page must be whole: on the way back or to a pause it need not."""
        return self.do == "next"

    @property
    def missing(self) -> list[Question]:
        return [q for q in self.course.missing(self.page) if q.code not in self.opened] if self.goes_on else []

    @property
    def errors(self) -> dict[str, str]:
        if self.searching:
            return dict(self.bad)
        return {**{q.code: _wanted(q) for q in self.missing}, **self.bad}

    @property
    def stays(self) -> bool:
        """The page is shown again: something is wrong, or new questions came up that nobody has seen yet."""
        return bool(self.errors or self.searching or (self.opened and self.goes_on))


def _wanted(question: Question) -> str:
    if question.type == "matrix":
        return _("Her satırda bir seçenek işaretleyin.")
    return _("Bu soruyu yanıtlayın.")


def read_page(course: Course, page: Page, posted: QueryDict) -> Sent:
    """What the answers of this page would come to; nothing is saved."""
    shown = set((posted.get("shown") or "").split())
    values: dict[str, list[Value]] = {}
    bad: dict[str, str] = {}
    for question in page.questions:
        if question.code in shown:
            try:
                values[question.code] = read_values(question, posted)
            except BadAnswer as problem:
                bad[question.code] = str(problem)
    answers = without_hidden(course.content, {**course.answers, **values})
    new = Course(course.content, answers, course.reached)
    asked = {question.code for question in asked_on(page, answers)}
    return Sent(
        course=new,
        page=page,
        do=posted.get("do") or "next",
        posted=posted,
        values=values,
        bad={code: problem for code, problem in bad.items() if code in asked},
        opened=frozenset(asked - shown),
        searching=any(_is_searching(q, posted, values) for q in page.questions if q.code in shown),
    )


def _is_searching(question: Question, posted: QueryDict, values: dict[str, list[Value]]) -> bool:
    """Words typed for an occupation and none picked yet: show what fits before going on."""
    name = field_name(question)
    words = (posted.get(f"{name}-ara") or "").strip()
    if question.type != "occupation" or not words:
        return False
    if posted.get("do") == "search":
        return True
    return not values.get(question.code) and words != (posted.get(f"{name}-arandi") or "").strip()


@transaction.atomic
def take_page(*, invitation: Invitation, course: Course, page: Page | None, posted: QueryDict) -> Sent:
    """Save what is sound of a page and find out where it leads. Raises SurveyClosed and AlreadyComplete."""
    here = page or course.content.pages[0]
    sent = read_page(course, here, posted) if page else Sent(course, here, "", posted)
    through = page.number if page and sent.goes_on and not sent.stays else None
    language = (get_language() or "tr")[:2]
    response = save_answers(
        invitation=invitation, content=course.content, values=sent.values, language=language, sent_in=through
    )
    if through is not None:
        sent.course = _course(course.content, response)  # another window may have saved meanwhile
        _go_on(invitation, sent, language)
    elif sent.do == "back" and not sent.stays:
        sent.destination = sent.course.before(here) or here
    return sent


def _go_on(invitation: Invitation, sent: Sent, language: str) -> None:
    """To the next page; after the last one back to a gap if there is one, else the answers are handed in."""
    sent.destination = sent.course.after(sent.page)
    if sent.destination is not None:
        return
    if not sent.course.is_ready or sent.course.first_open.number > sent.course.reached:
        sent.destination = sent.course.first_open
        return
    complete_response(invitation=invitation, language=language)
