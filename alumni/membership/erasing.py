"""Taking a person out of memberships and claims, at their wish or when the time is over (KVKK art. 7)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.contests_personal import redact_contests
from alumni.membership.models import Claim, ClaimEvidence, Membership
from mik.audit.erasure import redact_gone
from mik.common.hooks import Destruction
from mik.files.models import StoredFile
from mik.files.services import delete_file

CLAIMS_KEPT = timedelta(days=2 * 365)
EVIDENCE_KEPT = timedelta(days=30)
DECIDED = (Claim.State.APPROVED, Claim.State.REFUSED)


def erase_memberships(person_id: int) -> int:
    return Membership.objects.filter(alumnus=person_id).delete()[0]


@transaction.atomic
def erase_claims(person_id: int) -> int:
    """The person's own claims; another's claim to the same record is that other's."""
    erase_evidence(person_id)
    return Claim.objects.filter(user__person=person_id).delete()[0]


@transaction.atomic
def erase_evidence(person_id: int) -> int:
    files = list(evidence_of(person_id))
    for file in files:
        delete_file(file=file)
    return len(files)


def evidence_of(person_id: int) -> Iterator[StoredFile]:
    """Documents the person handed in, as far as they are still kept."""
    for evidence in ClaimEvidence.objects.filter(claim__user__person=person_id).select_related("file"):
        yield evidence.file


def told_of_evidence(person_id: int) -> Iterator[dict[str, Any]]:
    for file in evidence_of(person_id):
        yield {"name": file.name, "media_type": file.media_type, "size": file.size, "created_at": file.created_at}


# --- when the time is over -------------------------------------------------------------------------


def _old(before: datetime) -> "QuerySet[Claim]":
    contested = Claim.objects.contested().values("pk")
    return Claim.objects.filter(decided_at__lt=before).exclude(state__in=Claim.OPEN).exclude(pk__in=contested)


def destroy_claims(before: datetime) -> int:
    """One by one, with their documents, appeals and disputes, out of the rows and out of the history."""
    gone = 0
    for claim in _old(before).order_by("pk"):
        with transaction.atomic():
            for evidence in claim.evidence.select_related("file"):
                delete_file(file=evidence.file)
            pk = claim.pk
            appeals = list(Appeal.objects.filter(claim=pk).values_list("pk", flat=True))
            disputes = list(Dispute.objects.filter(claim=pk).values_list("pk", flat=True))
            claim.delete()
            redact_gone(table=Claim._meta.db_table, ids=[pk])
            redact_contests(appeals=appeals, disputes=disputes)
        gone += 1
    return gone


def _with_evidence(before: datetime) -> "QuerySet[ClaimEvidence]":
    """Where the decision is still questioned the documents stay until that is decided too."""
    contested = Claim.objects.contested().values("pk")
    old = ClaimEvidence.objects.filter(claim__state__in=DECIDED, claim__decided_at__lt=before)
    return old.exclude(claim__in=contested)


def destroy_evidence(before: datetime) -> int:
    gone = 0
    for evidence in _with_evidence(before).select_related("file").order_by("pk"):
        with transaction.atomic():
            delete_file(file=evidence.file)
        gone += 1
    return gone


def destructions() -> Iterator[Destruction]:
    yield Destruction(
        "alumni.evidence",
        "alumni.ClaimEvidence",
        _("Karara bağlanan üyelik başvurularının belgeleri"),
        EVIDENCE_KEPT,
        lambda before: _with_evidence(before).count(),
        destroy_evidence,
    )
    yield Destruction(
        "alumni.claims",
        "alumni.Claim",
        _("Karara bağlanan üyelik başvuruları"),
        CLAIMS_KEPT,
        lambda before: _old(before).count(),
        destroy_claims,
    )
