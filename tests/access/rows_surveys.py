"""Who may what: the addresses of surveys."""

from tests.access.expect import (
    EVERYBODY,
    HEADS,
    NOT_ALLOWED,
    VICE_RECTOR,
    Arguments,
    Row,
    account,
    department,
    nothing,
    object_of,
    owner,
    public,
    row,
)
from tests.access.side import Side

WAVE, DRAFT, FORM = object_of("wave"), object_of("draft_wave"), object_of("survey_form")


def answering(get: int = 302, post: int = NOT_ALLOWED) -> Row:
    """Pages of who came by a link: whoever did not is led to the page that tells nothing."""
    return public(get, post)


def desk(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments = nothing) -> Row:
    """The heads of the office; staff of the matrix hold other duties (tests/surveys/test_desk.py has theirs)."""
    return row(HEADS, get, post, args=args)


def results(*, args: Arguments = WAVE) -> Row:
    return row((*HEADS, *VICE_RECTOR), args=args)


def indicator(side: Side) -> dict[str, object]:
    return {"pk": side.objects["wave"].pk, "code": "RR_HEADLINE"}


def single_response(side: Side) -> dict[str, int]:
    return {"pk": side.objects["wave"].pk, "response_pk": side.objects["response"].pk}


SURVEYS: dict[str, Row] = {
    "surveys:answer": answering(),
    "surveys:page": row(EVERYBODY, 302, 302, args=lambda side: {"number": 1}),
    "surveys:later": answering(),
    "surveys:done": answering(),
    "surveys:leave": answering(302, 302),
    "surveys:unknown": public(),
    "surveys:occupations": public(NOT_ALLOWED, 422),
    "surveys:arrive": row(EVERYBODY, 302, args=lambda side: {"token": "x" * 32}),
    "surveys:mine": account(),
    "surveys:begin": owner(NOT_ALLOWED, 302, args=object_of("invitation")),
    "surveys:own_answers": owner(args=object_of("invitation")),
    "coordinator:survey_list": desk(),
    "coordinator:survey_add": desk(200, 422),
    "coordinator:survey_detail": desk(args=WAVE),
    "coordinator:survey_edit": desk(200, 422, args=DRAFT),
    "coordinator:survey_audience": desk(200, 302, args=DRAFT),
    "coordinator:survey_contact_add": desk(200, 422, args=object_of("employer_wave")),
    "coordinator:survey_open": desk(200, 302, args=DRAFT),
    "coordinator:survey_send": desk(NOT_ALLOWED, 302, args=WAVE),
    "coordinator:survey_remind": desk(NOT_ALLOWED, 302, args=WAVE),
    "coordinator:survey_close": desk(200, 302, args=WAVE),
    "coordinator:survey_delete": desk(200, 302, args=DRAFT),
    "coordinator:survey_invitations": desk(args=WAVE),
    "coordinator:survey_invitations_download": desk(200, 200, args=WAVE),
    "coordinator:survey_response": desk(args=single_response),
    "coordinator:survey_form_list": desk(),
    "coordinator:survey_form": desk(args=FORM),
    "coordinator:survey_form_edit": desk(200, 422, args=FORM),
    "coordinator:survey_form_preview": desk(args=lambda side: {"pk": side.objects["survey_form"].pk, "number": 1}),
    "coordinator:survey_form_download": desk(args=FORM),
    "coordinator:survey_form_publish": desk(NOT_ALLOWED, 302, args=FORM),
    "coordinator:survey_form_discard": desk(NOT_ALLOWED, 302, args=FORM),
    "coordinator:survey_results": results(),
    "coordinator:survey_results_print": results(),
    "coordinator:survey_results_download": results(),
    "coordinator:survey_indicator": results(args=indicator),
    "department_surveys:wave_list": department(),
    "department_surveys:results": department(args=WAVE),
    "department_surveys:results_print": department(args=WAVE),
    "department_surveys:results_download": department(args=WAVE),
    "department_surveys:indicator": department(args=indicator),
    "coordinator:survey_form_draft": desk(NOT_ALLOWED, 302, args=object_of("questionnaire")),
}
