"""Who may what: one row for each address of the platform. Every status is exact; what is not said is 404.

``page(get, post)``: the statuses of those the address is for. 405 stands for a method the address does not know.
200 to a POST is a form shown again or a search, 422 a form with errors, 302 something done and led on.
"""

from tests.access.expect import (
    HEADS,
    MEMBERS,
    NOT_ALLOWED,
    OFFICE,
    REGISTRAR,
    REPRESENTATIVES,
    SIGN_IN,
    SIGNED,
    STAFF,
    VICE_RECTOR,
    Row,
    account,
    department,
    entrance,
    graduate,
    member,
    object_of,
    office,
    owner,
    public,
    row,
)
from tests.access.rows_cards import CARDS
from tests.access.rows_consents import CONSENTS
from tests.access.rows_duplicates import DUPLICATES
from tests.access.rows_exchange import EXCHANGE
from tests.access.rows_figures import FIGURES
from tests.access.rows_health import HEALTH
from tests.access.rows_joining import JOINING_MORE
from tests.access.rows_mail import MAIL
from tests.access.rows_merging import MERGING
from tests.access.rows_messages import MESSAGES
from tests.access.rows_news import NEWS
from tests.access.rows_numbers import NUMBERS
from tests.access.rows_protection import PROTECTION
from tests.access.rows_record import RECORD
from tests.access.rows_report import REPORT
from tests.access.rows_surveys import SURVEYS
from tests.access.side import Side

RUN = object_of("run")
CLAIM = object_of("claim")
APPOINTMENT = object_of("appointment")


def contact(side: Side) -> dict[str, int]:
    return {"pk": side.alumnus.pk, "contact_pk": side.objects["contact"].pk}


def evidence(side: Side) -> dict[str, int]:
    return {"pk": side.objects["claim"].pk, "evidence": side.objects["evidence"].pk}


HOME: dict[str, Row] = {
    "home:front": public(),
    "home:privacy": public(),
    "home:accessibility": public(),
    # No worker runs beside the tests, so the platform is not well; whoever asks is told that much.
    "home:health": public(503),
    "home:home": account(302),
    "home:find": account(200, 302),
    "home:student": row(("student",)),
    "set_language": public(302, 302),
    "common:hooks": row(HEADS),
    # A job is its owner's: the office does not look over anybody's shoulder.
    "common:job_list": account(),
    "common:job_detail": row(("representative",), args=object_of("job"), other=("other_representative",)),
    "common:job_cancel": row(
        ("representative",), NOT_ALLOWED, 302, args=object_of("job"), other=("other_representative",)
    ),
    "work:notification_list": account(),
    "work:notification_read_all": account(NOT_ALLOWED, 302),
    "work:notification_open": owner(NOT_ALLOWED, 302, args=object_of("notification")),
    # Here the document of a claim that waits; other purposes stand in test_files.py.
    "files:download": row(
        ("representative", *OFFICE), args=object_of("document"), other=("other_representative", *OFFICE)
    ),
}

MEMBER: dict[str, Row] = {
    "alumni:profile": member(),
    "alumni:edit": member(),
    "alumni:confirm": row(MEMBERS, NOT_ALLOWED, 302),
    "alumni:visibility": member(200, 302),
    "alumni:seen_as": row(MEMBERS, args=lambda side: {"who": "uye"}),
    "alumni:contact_add": row(MEMBERS, 200, 200, args=lambda side: {"kind": "email"}),
    "alumni:contact_edit": owner(200, 200, args=object_of("own_contact")),
    "alumni:contact_remove": owner(200, 302, args=object_of("own_contact")),
    "alumni:consents": member(200, 404),
    "alumni:access_log": member(),
    "alumni:employment_add": member(200, 200),
    "alumni:employment_edit": owner(200, 200, args=object_of("employment")),
    "alumni:employment_primary": owner(NOT_ALLOWED, 302, args=object_of("employment")),
    "alumni:employment_remove": owner(200, 302, args=object_of("employment")),
    "alumni:employers": member(),
    "alumni:study_add": member(200, 200),
    "alumni:study_edit": owner(200, 200, args=object_of("study")),
    "alumni:study_remove": owner(200, 302, args=object_of("study")),
    # Members find one another across departments; what each page shows is told in test_leaks.py.
    "alumni:directory": member(),
    "alumni:directory_map": member(),
    "alumni:classmates": member(),
    "alumni:search_add": row(MEMBERS, NOT_ALLOWED, 302),
    "alumni:search_remove": owner(NOT_ALLOWED, 302, args=object_of("search")),
    # Visitors open the pages that are shown to everybody; here, one that is not.
    "alumni:member": row(
        MEMBERS,
        args=lambda side: {"pk": side.member.person.pk},
        rest=(404, NOT_ALLOWED),
        visitor=(SIGN_IN, NOT_ALLOWED),
    ),
}

JOINING: dict[str, Row] = {
    # Who is a member already is led to the own page, everybody else signed in may claim a record.
    "alumni:claim_start": account(302, 302),
    "alumni:claim_person": row(MEMBERS, 302, 302, rest=(200, 200)),
    "alumni:claim_graduation": account(302, 302),
    "alumni:claim_identity": account(302, 302),
    "alumni:claim_summary": account(302, 302),
    "alumni:claim_status": account(302, 302),
    "alumni:claim_withdraw": account(302, 302),
    "alumni:claim_code": row(MEMBERS, 302, 302, rest=(405, 404)),
    "alumni:claim_code_again": row(MEMBERS, 302, 302, rest=(405, 404)),
    "alumni:claim_document_remove": row(MEMBERS, 302, 302, args=object_of("evidence"), rest=(405, 404)),
}

WORKSPACE: dict[str, Row] = {
    "representatives:home": row(REPRESENTATIVES),
    "representatives:graduate_list": department(),
    "representatives:graduate_add": department(200, 422),
    "representatives:graduate_duplicates": department(NOT_ALLOWED, 200),
    "representatives:graduate_by_number": department(200, 200),
    "representatives:graduate_bulk": department(NOT_ALLOWED, 400),
    "representatives:graduate_detail": department(args=graduate),
    "representatives:graduate_edit": department(200, 422, args=graduate),
    "representatives:graduate_history": department(args=graduate),
    "representatives:contact_mark": department(NOT_ALLOWED, 302, args=contact),
    "representatives:claim_list": department(),
    "representatives:claim_detail": department(200, 200, args=CLAIM),
    "representatives:claim_evidence": department(302, args=evidence),
    "representatives:import_list": department(200, 200),
    "representatives:import_mapping": department(200, 200, args=RUN),
    "representatives:import_preview": department(args=RUN),
    "representatives:import_apply": department(NOT_ALLOWED, 302, args=RUN),
    "representatives:import_detail": department(302, args=RUN),
    "representatives:import_discard": department(NOT_ALLOWED, 302, args=RUN),
    "representatives:import_errors": department(args=RUN),
    "representatives:import_choose": department(NOT_ALLOWED, 302, args=RUN),
    "representatives:import_units": department(NOT_ALLOWED, 302, args=RUN),
    "representatives:import_undo": department(NOT_ALLOWED, 302, args=RUN),
}

COORDINATION: dict[str, Row] = {
    "coordinator:home": row((*HEADS, *STAFF)),
    "coordinator:graduate_list": office(),
    "coordinator:graduate_add": office(200, 422),
    "coordinator:graduate_duplicates": office(NOT_ALLOWED, 200),
    "coordinator:graduate_by_number": office(200, 200),
    "coordinator:graduate_bulk": office(NOT_ALLOWED, 400),
    "coordinator:graduate_access": office(),
    "coordinator:graduate_detail": office(args=graduate),
    "coordinator:graduate_edit": office(200, 422, args=graduate),
    "coordinator:graduate_history": office(args=graduate),
    "coordinator:graduate_confirm": office(NOT_ALLOWED, 302, args=graduate),
    # Only what waits for the office may be turned down; this record is confirmed.
    "coordinator:graduate_reject": office(NOT_ALLOWED, 403, args=graduate),
    "coordinator:graduate_unmask": office(NOT_ALLOWED, 422, args=graduate),
    "coordinator:contact_mark": office(NOT_ALLOWED, 302, args=contact),
    "coordinator:claim_list": office(),
    "coordinator:claim_detail": office(200, 200, args=CLAIM),
    "coordinator:claim_evidence": office(302, args=evidence),
    "coordinator:import_list": office(200, 200),
    "coordinator:import_mapping": office(200, 200, args=RUN),
    "coordinator:import_preview": office(args=RUN),
    "coordinator:import_apply": office(NOT_ALLOWED, 302, args=RUN),
    "coordinator:import_detail": office(302, args=RUN),
    "coordinator:import_discard": office(NOT_ALLOWED, 302, args=RUN),
    "coordinator:import_errors": office(args=RUN),
    "coordinator:import_choose": office(NOT_ALLOWED, 302, args=RUN),
    "coordinator:import_units": office(NOT_ALLOWED, 302, args=RUN),
    "coordinator:import_undo": office(NOT_ALLOWED, 302, args=RUN),
    "coordinator:terms": row((*HEADS, *VICE_RECTOR)),
    "coordinator:terms_download": row((*HEADS, *VICE_RECTOR)),
    "coordinator:terms_print": row((*HEADS, *VICE_RECTOR)),
    "coordinator:staff_duties": row(HEADS, 200, 200),
    "coordinator:duty_end": row(HEADS, NOT_ALLOWED, 302, args=object_of("duty")),
    "coordinator:unit_list": row(HEADS),
    "coordinator:unit_edit": row(HEADS, 200, 200, args=lambda side: {"pk": side.unit.pk}),
    "coordinator:overview": row(VICE_RECTOR),
    "coordinator:appointment_list": row(REGISTRAR),
    "coordinator:appointment_add": row(REGISTRAR),
    "coordinator:appointment_record": row(REGISTRAR, 200, 200, args=lambda side: {"office": "staff"}),
    "coordinator:appointment_end": row(REGISTRAR, 200, 200, args=APPOINTMENT),
}

# What allauth asks before it shows or changes how somebody signs in: the password once more.
REAUTHENTICATE = 302
# Second factors nobody here has set up.
NONE_YET = 404

ACCOUNT: dict[str, Row] = {
    "account_login": entrance(),
    "account_signup": entrance(),
    "account_request_login_code": entrance(),
    "account_confirm_login_code": public(302, 302),
    "account_email_verification_sent": public(302, 302),
    "account_inactive": public(),
    "account_logout": row(SIGNED, 200, 302, visitor=(302, 302)),
    "account_reset_password": public(200, 200),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": row(
        ("anonymous", *SIGNED), 200, 200, args=lambda side: {"uidb36": "1", "key": "x-y"}
    ),
    "account_reset_password_from_key_done": public(),
    "account_change_password": account(200, 200),
    "account_set_password": account(302, 302),
    "account_email": account(200, 302),
    "account_reauthenticate": account(200, 200),
    "usersessions_list": account(200, 302),
    "accounts:second_factor": account(302, NOT_ALLOWED),
    "accounts:time_zone": account(200, 422),
    # Nobody here has another session to end, and one that is not one's own is not there.
    "accounts:session_end": account(NOT_ALLOWED, 404, args=lambda side: {"pk": 0}),
    "socialaccount_connections": account(200, 200),
    "socialaccount_signup": public(302, 302),
    "socialaccount_login_cancelled": public(),
    "socialaccount_login_error": account(401),
    # Off: nothing is configured beside the tests. What they do when on is told in tests/accounts/test_providers.py.
    "openid_connect_login": public(404, 404, args=lambda side: {"provider_id": "university"}),
    "openid_connect_callback": public(404, 404, args=lambda side: {"provider_id": "university"}),
    "edevlet_login": public(404, 404),
    "edevlet_callback": public(404, 404),
    "mfa_index": account(),
    "mfa_list_webauthn": account(),
    "mfa_activate_totp": account(REAUTHENTICATE, REAUTHENTICATE),
    "mfa_add_webauthn": account(REAUTHENTICATE, REAUTHENTICATE),
    "mfa_generate_recovery_codes": account(REAUTHENTICATE, REAUTHENTICATE),
    "mfa_edit_webauthn": account(REAUTHENTICATE, REAUTHENTICATE, args=lambda side: {"pk": 1}),
    "mfa_remove_webauthn": account(REAUTHENTICATE, REAUTHENTICATE, args=lambda side: {"pk": 1}),
    "mfa_deactivate_totp": account(NONE_YET, NONE_YET),
    "mfa_download_recovery_codes": account(NONE_YET, NONE_YET),
    "mfa_view_recovery_codes": account(NONE_YET, NOT_ALLOWED),
    "mfa_reauthenticate": account(302, 302),
    "mfa_reauthenticate_webauthn": account(302, 302),
    "mfa_authenticate": public(302, 302),
    "mfa_login_webauthn": public(302, 302),
}

ROWS: dict[str, Row] = {
    **HOME, **MEMBER, **JOINING, **JOINING_MORE, **WORKSPACE, **COORDINATION, **ACCOUNT, **RECORD, **PROTECTION,
    **MAIL, **NEWS, **EXCHANGE, **CARDS, **SURVEYS, **FIGURES, **NUMBERS, **REPORT, **DUPLICATES, **CONSENTS, **MERGING,
    **HEALTH, **MESSAGES,
}  # fmt: skip
__all__ = ["ROWS", "SIGN_IN"]
