"""Students become members when they graduate: what they said once is matched with what an import brings.

The rule is the one of every claim (``joining``): by itself only where identifier, birth date and name agree with a free
record and the student's address is the one the university gave to the student of that record (``control``); else the
claim waits for the representative, written already.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q

from alumni.membership.drafts import ClaimProblem, hash_identifier, start_draft
from alumni.membership.models import Claim, Membership
from alumni.membership.students.models import StudentNote
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.accounts.students import is_student

# What a claim takes over from the note.
TAKEN_OVER = ("given_names", "surname", "birth_date", "student_no", "unit", "level", "identifier", "identifier_hash")


def kept_by(user: User) -> dict[str, Any]:
    """What this student said before, as the first words of a claim; nothing for anybody else."""
    note = StudentNote.objects.visible_to(user).select_related("unit").first()
    return {name: getattr(note, name) for name in TAKEN_OVER} if note else {}


@transaction.atomic
def save_note(*, user: User, number: str, **said: Any) -> StudentNote:
    """Keep what a student says; an empty ``number`` leaves the one written before."""
    note = StudentNote.objects.select_for_update().filter(user=user).first() or StudentNote(user=user)
    for name, value in said.items():
        setattr(note, name, value)
    if number:
        note.identifier, note.identifier_hash = number, hash_identifier(number)
    note.save()
    return note


@transaction.atomic
def forget_note(*, user: User) -> None:
    StudentNote.objects.filter(user=user).delete()


def join_all() -> int:
    """Every student with a note whose graduation has come in; one that fails does not stop the others."""
    members = Membership.objects.values("user")
    claimants = Claim.objects.filter(state__in=[*Claim.OPEN, Claim.State.REFUSED]).values("user")
    notes = StudentNote.objects.exclude(user__in=members).exclude(user__in=claimants).select_related("user")
    return sum(_join_quietly(note.user) for note in list(notes.order_by("pk")[:1000]))


def _join_quietly(user: User) -> bool:
    try:
        return join_from_note(user=user)
    except ClaimProblem:
        return False


@transaction.atomic
def join_from_note(*, user: User) -> bool:
    """Send in the claim of a student who has graduated, once; True when it joined at once.

    Nothing happens before a graduation is there that bears the student number or the identifier.
    """
    from alumni.membership.joining import submit_claim

    user = User.objects.select_for_update().get(pk=user.pk)
    note = StudentNote.objects.filter(user=user).first()
    if note is None or not is_student(user) or not _has_graduated(note):
        return False
    if Membership.objects.filter(user=user).exists() or Claim.objects.filter(user=user).exists():
        return False
    return submit_claim(claim=start_draft(user=user))


def _has_graduated(note: StudentNote) -> bool:
    """The name and the day of birth are compared when the claim is; this only asks whether it is time."""
    same = Q(graduations__student_no=note.student_no)
    if note.identifier_hash:
        number = bytes(note.identifier_hash)
        same |= Q(person__tckn_hash=number) | Q(person__passport_hash=number)
    return Alumnus.objects.filter(same, person__birth_date=note.birth_date, state=Alumnus.State.CONFIRMED).exists()
