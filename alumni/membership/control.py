"""What proves that a claimant is the person, beyond knowing numbers that leak: control, now, of something.

Two things count, and only beside identifier, birth date and name (``joining``): an address that stood on the record
before the claim, and the university's own sign-on. Nothing here reads what the claimant typed.
"""

from allauth.account.models import EmailAddress

from alumni.membership.models import Claim
from alumni.registry.models import Alumnus
from mik.accounts.identities import signed_in_by_university
from mik.accounts.models import User
from mik.accounts.students import is_student
from mik.common.identifiers import normalise_email
from mik.people.models import ContactPoint


def confirmed_addresses(user: User) -> set[str]:
    """Addresses of the account which their owner has proved to read."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {normalise_email(email) for email in known} - {""}


def living_addresses(record: Alumnus) -> list[str]:
    """Living e-mail addresses on the record, the primary one first."""
    alive = ContactPoint.objects.alive().filter(person=record.pk, kind=ContactPoint.Kind.EMAIL)
    return [address for address in alive.order_by("-is_primary", "pk").values_list("normalised", flat=True) if address]


def controls_a_contact(claim: Claim, record: Alumnus) -> bool:
    """Whether the claimant reads an address that stands on the record.

    Either the account's own confirmed address is one of them, or the claim came by an invitation whose link was
    mailed to one that still lives: nobody else has that link. A link copied and handed over proves nothing.
    """
    if confirmed_addresses(claim.user) & set(living_addresses(record)):
        return True
    return came_by_mailed_invitation(claim, record)


def came_by_mailed_invitation(claim: Claim, record: Alumnus) -> bool:
    invitation = claim.invitation
    if invitation is None or invitation.contact is None or invitation.revoked_at is not None:
        return False
    return invitation.alumnus_id == record.pk and invitation.used_by_id == claim.user_id and invitation.contact.is_alive


def has_the_records_student_address(user: User, record: Alumnus) -> bool:
    """Whether the account's confirmed address is the one the university gave to the student of this very record.

    A student's address counts as the university's sign-on only where the part before the @ is the student number of
    one of the record's graduations: the university hands it to that student after looking at the identity card, and
    signing in to the mailbox is signing in to the university. Any other student address proves merely that somebody
    studies here, which a stranger who knows a graduate's numbers may do too.
    """
    if not is_student(user) or normalise_email(user.email) not in confirmed_addresses(user):
        return False
    number = user.email.partition("@")[0].strip().lower()
    return number.isdecimal() and record.graduations.filter(student_no=number).exists()


def is_proved(claim: Claim, record: Alumnus) -> bool:
    """The foundation's rule, its last part: control of a contact on the record, or the university's sign-on."""
    user = claim.user
    if not Alumnus.objects.living().filter(pk=record.pk).exists():
        return False  # whoever claims the record of somebody who has died is looked at by people
    return (
        controls_a_contact(claim, record)
        or signed_in_by_university(user)
        or has_the_records_student_address(user, record)
    )
