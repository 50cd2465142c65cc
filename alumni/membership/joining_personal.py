"""What invitations, students' notes and the weekly mail hold of a person (KVKK art. 7 and 11)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mik.audit.erasure import redact_gone
from mik.common import hooks
from mik.common.hooks import Destruction, Keep, PersonalData

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alumni.membership.inviting.models import Invitation

INVITATIONS_KEPT = timedelta(days=2 * 365)
JOINING = _("KVKK m. 5/2-c: sözleşmenin kurulması")
OWN = _("Yalnız kişinin kendisi")


def declare() -> None:
    _invitations()
    hooks.personal_data.add(
        PersonalData(
            model="alumni.StudentNote",
            person="user__person",
            fields=(
                "given_names", "surname", "birth_date", "student_no", "level", "identifier", "identifier_hash",
                "written_at",
            ),
            purpose=_("Öğrenciyi mezun olduğunda kaydıyla eşleştirmek"),
            legal_basis=JOINING,
            retention=_("Üye olana ya da silene dek"),
            keep=Keep.WITH_ACCOUNT,
            sees=OWN,
            erase=erase_notes,
        )
    )  # fmt: skip
    hooks.personal_data.add(
        PersonalData(
            model="alumni.WeeklyMail",
            person="user__person",
            fields=("week", "sent_at"),
            purpose=_("Bölüm temsilcisine haftalık e-postayı iki kez göndermemek"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Hesap sürdükçe"),
            keep=Keep.WITH_ACCOUNT,
            sees=OWN,
            erase=erase_weekly_mails,
        )
    )


def _invitations() -> None:
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Invitation",
            person="alumnus",
            fields=(
                "token_hash", "made_at", "expires_at", "reminded_at", "opened_at", "used_at", "revoked_at",
            ),
            purpose=_("Mezunu üyeliğe davet etmek"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Davetten sonra iki yıl"),
            keep=INVITATIONS_KEPT,
            sees=_("Bölüm temsilcisi ve Mezun Ofisi"),
            export=invitations_of,
            erase=erase_invitations,
        )
    )  # fmt: skip
    hooks.destructions.add(
        Destruction(
            "alumni.invitations", "alumni.Invitation", _("Üyelik davetleri"), INVITATIONS_KEPT,
            lambda before: _old_invitations(before).count(), destroy_invitations,
        )
    )  # fmt: skip


def _old_invitations(before: datetime) -> "QuerySet[Invitation]":
    """Links still in force are not old, however long they were given."""
    from alumni.membership.inviting.models import Invitation

    in_force = Invitation.objects.in_force().values("pk")
    return Invitation.objects.filter(made_at__lt=before).exclude(pk__in=in_force)


@transaction.atomic
def destroy_invitations(before: datetime) -> int:
    from alumni.membership.inviting.models import Invitation

    ids = list(_old_invitations(before).values_list("pk", flat=True))
    gone = Invitation.objects.filter(pk__in=ids).delete()[0]
    redact_gone(table=Invitation._meta.db_table, ids=ids)
    return gone


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


def erase_weekly_mails(person_id: int) -> int:
    from alumni.membership.weekly_models import WeeklyMail

    return WeeklyMail.objects.filter(user__person=person_id).delete()[0]
