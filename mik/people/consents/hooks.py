"""What the ledger tells the rest of the house."""

from collections.abc import Iterator
from typing import Any

from allauth.account.signals import user_signed_up
from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData
from mik.people.retention import CONSENTS

PROOF = _("İznin verildiğini ve geri alındığını kanıtlar; iletişim bilgisi içermez (KVKK m. 5/2-e)")

INFORMED = _("Aydınlatıldığınızı kanıtlar; yalnız kayıt numarası içerir (KVKK m. 10)")


def register() -> None:
    from mik.people.consents import erasing, merging, notices

    hooks.duties.declare("people.consents", _("İzinler, metinleri ve yurt dışına aktarımlar"))
    hooks.file_readers.register(erasing.PAPER, erasing.may_read_paper)
    user_signed_up.connect(notices.record_sign_up, dispatch_uid="people.notice")
    hooks.personal_data.add(
        PersonalData(
            model="people.ConsentEntry",
            person="person",
            fields=("network", "device", "document"),
            purpose=_("İznin verildiğini ve geri alındığını kanıtlamak"),
            legal_basis=_("KVKK m. 5/2-e: bir hakkın kanıtlanması"),
            retention=_("İznin geçerliliği bittikten sonra üç yıl"),
            keep=CONSENTS,
            sees=_("Mezun Ofisi"),
            stays=dict.fromkeys(
                (
                    "person",
                    "purpose",
                    "channel",
                    "act",
                    "version",
                    "text_version",
                    "language",
                    "said_at",
                    "at",
                    "how",
                    "origin",
                ),
                PROOF,
            ),
            export=told_consents,
            erase=erasing.erase_person,
            merge=merging.unite,
            unmerge=merging.separate,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="people.NoticeEntry",
            person="person",
            fields=(),
            purpose=_("Aydınlatma yükümlülüğünün yerine getirildiğini kanıtlamak"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük (m. 10)"),
            retention=_("Kayıt durdukça"),
            keep=Keep.WITH_RECORD,
            sees=_("Mezun Ofisi"),
            stays=dict.fromkeys(("person", "version", "text_version", "language", "way", "at"), INFORMED),
            export=told_notices,
        )
    )


def told_consents(person_id: int) -> Iterator[dict[str, Any]]:
    """Every word of a person, oldest first, for the file of the own data."""
    from mik.people.consents.models import ConsentEntry

    for row in ConsentEntry.objects.of_person(person_id).order_by("pk"):
        yield {
            "purpose": row.purpose,
            "label": row.label,
            "channel": str(row.get_channel_display()) if row.channel else "",
            "act": str(row.get_act_display()),
            "text_version": row.text_version,
            "language": row.language,
            "said_at": row.said_at,
            "recorded_at": row.at,
            "how": str(row.get_how_display()),
            "network": row.network,
            "device": row.device,
        }


def told_notices(person_id: int) -> Iterator[dict[str, Any]]:
    from mik.people.consents.notices import entries_of
    from mik.people.models import Person

    user_id = Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()
    for row in entries_of(person_id, user_id).order_by("pk"):
        yield {"text_version": row.text_version, "at": row.at, "way": str(row.get_way_display())}
