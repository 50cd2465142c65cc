"""Who may what about invitations, disputes, appeals, and a student's words."""

from tests.access.expect import MEMBERS, NOT_ALLOWED, Row, department, graduate, object_of, office, owner, public, row

INVITATION = object_of("joining_invitation")
# Links from a mail: who holds one needs no account. These open nothing; what opens is told in test_contests.py and
# test_inviting.py of membership.
NO_LINK = {"token": "x" * 32}

JOINING_MORE: dict[str, Row] = {
    # Members see the first screen again; who is none is led to joining.
    "alumni:claim_welcome": row(MEMBERS, rest=(302, NOT_ALLOWED)),
    # There is nothing to appeal against for who has sent nothing in.
    "alumni:claim_appeal": row((), 200, 200),
    # The account on the record; the claimant and everybody else learn nothing here.
    "alumni:dispute": owner(200, 200, args=object_of("dispute")),
    "alumni:claim_disown": public(404, 404, args=NO_LINK),
    "alumni:invited": public(302, args=NO_LINK),
    "alumni:invitation": public(200, 200),
    "alumni:student_note": row(("student",), 200, 200),
    "representatives:invitation_list": department(),
    "representatives:invitation_add": department(200, 302, args=graduate),
    "representatives:invitation_revoke": department(NOT_ALLOWED, 302, args=INVITATION),
    "representatives:invitation_remind": department(NOT_ALLOWED, 302, args=INVITATION),
    "coordinator:invitation_list": office(),
    "coordinator:invitation_add": office(200, 302, args=graduate),
    "coordinator:invitation_revoke": office(NOT_ALLOWED, 302, args=INVITATION),
    "coordinator:invitation_remind": office(NOT_ALLOWED, 302, args=INVITATION),
}
