"""What disputes and appeals hold of a person: told, and emptied on request (KVKK art. 7 and 11)."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mik.audit.erasure import redact_gone, redact_rows
from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

JOINING = _("KVKK m. 5/2-c: sözleşmenin kurulması")
WITH_CLAIM = _("Başvurusuyla birlikte, karardan iki yıl sonra silinir")
OF_THE_CLAIMANT = _(
    "Kaydın kime ait olduğuna ilişkin karar, başvuran öbür kişinin de verisidir; sizi tanıtan bir şey içermez"
)


def declare() -> None:
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Appeal",
            person="claim__user__person",
            fields=("against", "text", "answered", "made_at", "outcome", "decided_at"),
            purpose=_("Karara itirazı sonuçlandırmak"),
            legal_basis=JOINING,
            retention=WITH_CLAIM,
            keep=Keep.WITH_RECORD,
            sees=_("İtiraz edenin kendisi ve Mezun Ofisi"),
            erase=erase_appeals,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Dispute",
            person="holder__person",
            fields=("statement", "stated_at", "reason"),
            purpose=_("Bir kaydın hangi hesaba ait olduğuna karar vermek"),
            legal_basis=_("KVKK m. 5/2-e: bir hakkın korunması"),
            retention=WITH_CLAIM,
            keep=Keep.WITH_RECORD,
            sees=_("Anlaşmazlığın iki tarafı ve Mezun Ofisi"),
            stays=dict.fromkeys(("opened_at", "outcome", "decided_at"), OF_THE_CLAIMANT),
            erase=erase_disputes,
        )
    )


def erase_appeals(person_id: int) -> int:
    from alumni.membership.contests.models import Appeal

    return Appeal.objects.filter(claim__user__person=person_id).update(text="—", answered="")


@transaction.atomic
def erase_disputes(person_id: int) -> int:
    """On either side: what the holder answered tells of the claimant, and the reason of both. The history knows the
    holder only, so that of a claimant's disputes is emptied here.
    """
    from alumni.membership.contests.models import Dispute

    touched = Q(holder__person=person_id) | Q(claim__user__person=person_id)
    keys = list(Dispute.objects.filter(touched).values_list("pk", flat=True))
    emptied = Dispute.objects.filter(pk__in=keys).update(statement="", stated_at=None, reason="")
    redact_rows(person_id=person_id, table=Dispute._meta.db_table, ids=keys)
    return emptied


def redact_contests(*, appeals: list[int], disputes: list[int]) -> None:
    """What went with its claim at a periodic destruction leaves the history too."""
    from alumni.membership.contests.models import Appeal, Dispute

    redact_gone(table=Appeal._meta.db_table, ids=appeals)
    redact_gone(table=Dispute._meta.db_table, ids=disputes)
