"""What membership holds of a person: told, and emptied on request (KVKK art. 7 and 11)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

SAID = (
    "given_names", "surname", "former_surname", "birth_date", "student_no", "diploma_no", "barcode", "phone", "note",
    "reason", "identifier", "identifier_hash", "unit_text", "level", "year", "score",
)  # fmt: skip
DESKS = _("Bölüm temsilcisi ve Mezun Ofisi")
UNTIL_DECIDED = _("Başvuranın kendisi, karara kadar bölüm temsilcisi, Mezun Ofisi")
JOINING = _("KVKK m. 5/2-c: sözleşmenin kurulması")


def declare() -> None:
    from alumni.membership import erasing
    from alumni.membership.merging import unite_memberships

    hooks.personal_data.add(
        PersonalData(
            model="alumni.Membership",
            person="alumnus",
            fields=("joined_at", "method", "name_shown", "programme_shown", "year_shown", "mentor_shown"),
            purpose=_("Hesabın hangi kayda bağlı olduğunu ve neyi kimlere gösterdiğini bilmek"),
            legal_basis=JOINING,
            retention=_("Üyelik sürdükçe"),
            keep=Keep.WITH_ACCOUNT,
            sees=DESKS,
            erase=erasing.erase_memberships,
            merge=unite_memberships,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Claim",
            # The claimant's, not the record's: others may have claimed it too.
            person="user__person",
            fields=SAID,
            purpose=_("Mezuniyetin başvurana ait olduğunu denetlemek"),
            legal_basis=JOINING,
            retention=_("Karardan sonra iki yıl; belgeler 30 gün"),
            keep=erasing.CLAIMS_KEPT,
            sees=UNTIL_DECIDED,
            erase=erasing.erase_claims,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.ClaimEvidence",
            person="claim__user__person",
            fields=(),
            purpose=_("Başvuruya eklenen belge"),
            legal_basis=JOINING,
            retention=_("Karardan 30 gün sonra silinir"),
            keep=erasing.EVIDENCE_KEPT,
            sees=UNTIL_DECIDED,
            export=erasing.told_of_evidence,
            erase=erasing.erase_evidence,
        )
    )
    hooks.personal_files.register(erasing.evidence_of)
    for destruction in erasing.destructions():
        hooks.destructions.add(destruction)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Appeal",
            person="claim__user__person",
            fields=("text", "answered"),
            purpose=_("Karara itirazı sonuçlandırmak"),
            legal_basis=JOINING,
            retention=_("Karardan sonra iki yıl"),
            erase=erase_appeals,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Dispute",
            person="holder__person",
            fields=("statement", "reason"),
            purpose=_("Bir kaydın hangi hesaba ait olduğuna karar vermek"),
            legal_basis=_("KVKK m. 5/2-e: bir hakkın korunması"),
            retention=_("Karardan sonra iki yıl"),
            erase=erase_disputes,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Invitation",
            person="alumnus",
            fields=(),
            purpose=_("Mezunu üyeliğe davet etmek"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Davetten sonra iki yıl"),
            export=invitations_of,
            erase=erase_invitations,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.StudentNote",
            person="user__person",
            fields=("given_names", "surname", "birth_date", "student_no"),
            purpose=_("Öğrenciyi mezun olduğunda kaydıyla eşleştirmek"),
            legal_basis=JOINING,
            retention=_("Üye olana ya da silene dek"),
            erase=erase_notes,
        )
    )


def erase_appeals(person_id: int) -> int:
    from alumni.membership.contests.models import Appeal

    return Appeal.objects.filter(claim__user__person=person_id).update(text="—", answered="")


def erase_disputes(person_id: int) -> int:
    from alumni.membership.contests.models import Dispute

    touched = Q(holder__person=person_id) | Q(claim__user__person=person_id)
    keys = list(Dispute.objects.filter(touched).values_list("pk", flat=True))
    return Dispute.objects.filter(pk__in=keys).update(statement="", reason="")


def invitations_of(person_id: int) -> Iterable[dict[str, Any]]:
    from alumni.membership.inviting.models import Invitation

    rows = Invitation.objects.filter(alumnus=person_id).select_related("unit")
    for row in rows:
        yield {
            "made_at": row.made_at,
            "expires_at": row.expires_at,
            "reminded_at": row.reminded_at,
            "used_at": row.used_at,
            "unit": row.unit.label if row.unit else "",
        }


def erase_invitations(person_id: int) -> int:
    from alumni.membership.inviting.models import Invitation

    return Invitation.objects.filter(alumnus=person_id).delete()[0]


def erase_notes(person_id: int) -> int:
    from alumni.membership.students.models import StudentNote

    return StudentNote.objects.filter(user__person=person_id).delete()[0]
