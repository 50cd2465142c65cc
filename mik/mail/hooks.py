"""What the mail room tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Destruction, PersonalData


def register() -> None:
    from mik.mail import abroad, bounces, erasing, merging, placeholders

    hooks.duties.declare("mail.send", _("Duyuru ve toplu e-posta göndermek"))
    hooks.bounces.register(bounces.bury_address)
    hooks.transfers.register(abroad.CODE, abroad.TRANSFER)
    placeholders.register(placeholders.NAME)
    hooks.traces.register(erasing.out_of_the_outbox)
    hooks.destructions.add(
        Destruction(
            code="mail.addresses",
            model="mail.Delivery",
            label=_("Gönderimi biten toplu e-postaların adresleri"),
            keep=erasing.KEPT,
            due=erasing.due_addresses,
            destroy=erasing.destroy_addresses,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="mail.Delivery",
            person="person",
            fields=("address", "answer", "language"),
            purpose=_("Toplu e-postanın kime gittiğini bilmek ve iki kez göndermemek"),
            legal_basis=_("KVKK m. 5/1: açık rıza; m. 5/2-f: meşru menfaat"),
            retention=_("Adres gönderimin bitiminden 90 gün sonra silinir"),
            keep=erasing.KEPT,
            sees=_("Gönderen birim ve Mezun Ofisi"),
            stays=dict.fromkeys(("state", "reason"), _("Gönderimin kaç kişiye ulaştığını sayar; adres içermez")),
            export=erasing.told_to,
            erase=erasing.erase_person,
            merge=merging.unite_deliveries,
        )
    )
