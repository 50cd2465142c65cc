"""Pairs of records that may be one person, and what departments ask one another."""

from tests.access.expect import NOT_ALLOWED, Row, department, graduate, object_of, office

PAIR, DECIDED = object_of("pair"), object_of("decided_pair")
ASKED, TO_ANSWER = object_of("asked"), object_of("to_answer")

DUPLICATES: dict[str, Row] = {
    "coordinator:duplicate_list": office(),
    "coordinator:duplicate_search": office(NOT_ALLOWED, 302),
    "coordinator:duplicate_different": office(NOT_ALLOWED, 302, args=PAIR),
    "coordinator:duplicate_undo": office(NOT_ALLOWED, 302, args=DECIDED),
    "coordinator:merge_request_list": office(),
    "coordinator:merge_request_detail": office(args=ASKED),
    "coordinator:merge_request_close": office(NOT_ALLOWED, 302, args=ASKED),
    "representatives:duplicate_list": department(),
    "representatives:duplicate_different": department(NOT_ALLOWED, 302, args=PAIR),
    "representatives:duplicate_undo": department(NOT_ALLOWED, 302, args=DECIDED),
    "representatives:merge_request_list": department(),
    "representatives:merge_request_add": department(200, 422, args=graduate),
    "representatives:merge_request_answer": department(NOT_ALLOWED, 302, args=TO_ANSWER),
    "representatives:merge_request_withdraw": department(NOT_ALLOWED, 302, args=ASKED),
}
