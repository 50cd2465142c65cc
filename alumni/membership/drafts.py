"""The claim while the claimant writes it: kept at every step, open again whenever the person comes back."""

import io
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.membership.evidence import MOST_FILES, PURPOSE, CleanDocument
from alumni.membership.models import Claim, ClaimEvidence
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.common.identifiers import valid_tckn
from mik.files.services import delete_file, store_file

State = Claim.State
EDITABLE = (State.DRAFT, State.MORE)
# What a new attempt takes over from the last one; identifiers and documents are asked for again.
KEPT = (
    "given_names", "surname", "former_surname", "birth_date", "unit", "unit_text", "level", "year", "student_no",
    "diploma_no",
)  # fmt: skip


class ClaimProblem(Exception):
    """Something cannot be done with this claim now; the message is for the person."""


def latest_claim(user: User) -> Claim | None:
    """The open claim, else the one last decided or withdrawn."""
    claims = Claim.objects.visible_to(user).filter(user=user)
    return claims.filter(state__in=Claim.OPEN).first() or claims.order_by("-pk").first()


@transaction.atomic
def start_draft(*, user: User) -> Claim:
    """The open claim of this user, made where there is none; what the last one said is kept."""
    from alumni.membership.students.services import kept_by

    last = Claim.objects.filter(user=user).order_by("-pk").first()
    kept = {name: getattr(last, name) for name in KEPT} if last else kept_by(user)
    return Claim.objects.get_or_create(user=user, state__in=Claim.OPEN, defaults=kept)[0]


def lock_editable(claim: Claim) -> Claim:
    """The row as it stands now, locked. Raises ClaimProblem where it was sent or decided meanwhile."""
    locked = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if locked.state not in EDITABLE:
        raise ClaimProblem(_("Başvurunuz gönderilmiş; artık değiştirilemez."))
    return locked


@transaction.atomic
def save_answers(*, claim: Claim, **answers: Any) -> Claim:
    claim = lock_editable(claim)
    for name, value in answers.items():
        setattr(claim, name, value)
    if "identifier" in answers:
        claim.identifier_hash = hash_identifier(answers["identifier"])
    claim.save()
    return claim


def hash_identifier(identifier: str) -> bytes | None:
    """The look-up hash, as the registry keeps it: T.C. and foreigner numbers apart from passports."""
    if not identifier:
        return None
    return keyed_hash(identifier, purpose="tckn" if valid_tckn(identifier) else "passport")


@transaction.atomic
def add_evidence(*, claim: Claim, document: CleanDocument, kind: str) -> ClaimEvidence:
    claim = lock_editable(claim)
    if claim.evidence.count() >= MOST_FILES:
        raise ClaimProblem(_("En çok %(n)s belge ekleyebilirsiniz.") % {"n": MOST_FILES})
    file = store_file(
        upload=io.BytesIO(document.content),
        purpose=PURPOSE,
        by=claim.user,
        name=f"{kind}.{document.extension}",
        media_type=document.media_type,
    )
    return ClaimEvidence.objects.create(claim=claim, file=file)


@transaction.atomic
def remove_evidence(*, evidence: ClaimEvidence) -> None:
    lock_editable(evidence.claim)
    delete_file(file=evidence.file)


@transaction.atomic
def withdraw_claim(*, claim: Claim) -> None:
    """Give up: documents and identifier are deleted at once, what was said stays as history."""
    from alumni.membership.contests.disputing import drop_dispute
    from alumni.membership.proposing import drop_proposal

    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if not claim.is_open:
        raise ClaimProblem(_("Bu başvuru karara bağlanmış; geri çekilemez."))
    delete_evidence(claim=claim)
    drop_proposal(claim)
    drop_dispute(claim, None)
    claim.state = State.WITHDRAWN
    claim.identifier, claim.identifier_hash, claim.code_hash, claim.phone = "", None, None, ""
    claim.save()


def delete_evidence(*, claim: Claim) -> None:
    for evidence in claim.evidence.select_related("file"):
        delete_file(file=evidence.file)
