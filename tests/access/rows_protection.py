"""Who may what: the addresses of data protection."""

from tests.access.expect import HEADS, NOT_ALLOWED, Row, account, object_of, owner, row

REQUEST, ERASURE, BREACH = object_of("rights"), object_of("erasure"), object_of("breach")

PROTECTION: dict[str, Row] = {
    # Every account has its rights, also one that found no record.
    "alumni:my_data": account(),
    "alumni:copy_request": account(NOT_ALLOWED, 302),
    "alumni:rights_request": account(200, 422, args=lambda side: {"kind": "other"}),
    "alumni:rights_detail": owner(args=REQUEST),
    "alumni:rights_withdraw": owner(NOT_ALLOWED, 302, args=REQUEST),
    "coordinator:rights_list": row(HEADS),
    "coordinator:rights_add": row(HEADS, 200, 422),
    "coordinator:rights_detail": row(HEADS, args=REQUEST),
    "coordinator:rights_take": row(HEADS, NOT_ALLOWED, 302, args=REQUEST),
    "coordinator:rights_person": row(HEADS, NOT_ALLOWED, 422, args=REQUEST),
    "coordinator:rights_answer": row(HEADS, NOT_ALLOWED, 422, args=REQUEST),
    "coordinator:rights_refuse": row(HEADS, NOT_ALLOWED, 422, args=REQUEST),
    "coordinator:rights_copy": row(HEADS, NOT_ALLOWED, 302, args=REQUEST),
    "coordinator:rights_erase": row(HEADS, 200, 422, args=ERASURE),
    "coordinator:retention": row(HEADS),
    "coordinator:inventory": row(HEADS),
    "coordinator:inventory_print": row(HEADS),
    "coordinator:inventory_download": row(HEADS, args=lambda side: {"form": "csv"}),
    "coordinator:breach_list": row(HEADS),
    "coordinator:breach_add": row(HEADS, 200, 422),
    "coordinator:breach_detail": row(HEADS, args=BREACH),
    "coordinator:breach_edit": row(HEADS, 200, 422, args=BREACH),
    "coordinator:breach_subjects": row(HEADS, NOT_ALLOWED, 422, args=BREACH),
    "coordinator:breach_freeze": row(HEADS, NOT_ALLOWED, 302, args=BREACH),
    "coordinator:breach_print": row(HEADS, args=BREACH),
    "coordinator:breach_close": row(HEADS, NOT_ALLOWED, 422, args=BREACH),
}
