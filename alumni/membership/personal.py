"""What membership holds of a person: told, and emptied on request (KVKK art. 7 and 11)."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

SAID = (
    "given_names", "surname", "former_surname", "birth_date", "student_no", "diploma_no", "barcode", "phone", "note",
    "reason", "identifier", "identifier_hash", "unit_text", "level", "year", "score",
    "barcode_checked_at", "proposed", "held_at", "disowned_at", "disowned_settled_at",
)  # fmt: skip
DESKS = _("Bölüm temsilcisi ve Mezun Ofisi")
UNTIL_DECIDED = _("Başvuranın kendisi, karara kadar bölüm temsilcisi, Mezun Ofisi")
JOINING = _("KVKK m. 5/2-c: sözleşmenin kurulması")


def declare() -> None:
    from alumni.membership import contests_personal, erasing, joining_personal
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
    contests_personal.declare()
    joining_personal.declare()
