"""What messages hold of a person: told, and emptied on request or when the time is over (KVKK art. 7 and 11)."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Destruction, Keep, PersonalData

CONTRACT = _("KVKK m. 5/2-c: sözleşmenin kurulması")
INTEREST = _("KVKK m. 5/2-f: meşru menfaat")
WRITING = _("Üyelerin adreslerini açmadan birbirine yazabilmesi")
UNTIL_DELETED = _("İki taraf da silene ya da yazan kişi silinene dek")
BOTH = _("Konuşmanın iki tarafı; bildirilen konuşmayı Mezun Ofisi")
OWN = _("Yalnız kişinin kendisi")
PARTNER_KEEPS = _(
    "Karşınızdaki üye kendi yazdıklarını saklayabilsin diye konuşma onda kalır; sizin yazdıklarınız silinir, adınız"
    " görünmez"
)


def declare() -> None:
    from alumni.messages import erasing

    _conversations()
    _choices()
    hooks.destructions.add(
        Destruction(
            "alumni.messages", "alumni.Message", _("İki tarafın da sildiği mesajlar"), erasing.UNSEEN_KEPT,
            erasing.due_unseen, erasing.destroy_unseen,
        )
    )  # fmt: skip
    hooks.destructions.add(
        Destruction(
            "alumni.message_reports", "alumni.Report", _("Karara bağlanan mesaj bildirimleri"), erasing.REPORTS_KEPT,
            erasing.due_reports, erasing.destroy_reports,
        )
    )  # fmt: skip


def _conversations() -> None:
    from alumni.messages import erasing, merging

    add = hooks.personal_data.add
    add(
        PersonalData(
            model="alumni.Conversation", person="asker", fields=(), purpose=WRITING, legal_basis=CONTRACT,
            retention=UNTIL_DELETED, keep=Keep.UNTIL_ERASED, sees=BOTH,
            stays=dict.fromkeys(("state", "requested_at", "answered_at"), PARTNER_KEEPS),
            export=erasing.conversations_of, erase=erasing.erase_conversations, merge=merging.unite_conversations,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Side", person="alumnus", fields=("read_up_to", "cleared_up_to", "is_hidden", "last_at"),
            purpose=WRITING, legal_basis=CONTRACT, retention=UNTIL_DELETED, keep=Keep.UNTIL_ERASED, sees=OWN,
            erase=erasing.erase_sides,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Message", person="sender", fields=("text", "digest", "key", "sent_at", "hidden_at"),
            purpose=WRITING, legal_basis=CONTRACT, retention=UNTIL_DELETED, keep=Keep.UNTIL_ERASED, sees=BOTH,
            export=erasing.written_by, erase=erasing.erase_messages,
        )
    )  # fmt: skip


def _choices() -> None:
    from alumni.messages import erasing, merging

    add = hooks.personal_data.add
    add(
        PersonalData(
            model="alumni.Block", person="blocker", fields=("created_at",), legal_basis=INTEREST,
            purpose=_("İstenmeyen kişilerin yazamaması"), keep=Keep.WITH_ACCOUNT, sees=OWN,
            retention=_("Engel kaldırılana ya da üyelik bitene dek"),
            erase=erasing.erase_blocks, merge=merging.unite_blocks,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.MessageSettings", person="alumnus", fields=("open_to", "text_in_mail", "suspended_until"),
            legal_basis=CONTRACT, purpose=_("Kimin yazabileceğini bilmek"), retention=_("Üyelik sürdükçe"),
            keep=Keep.WITH_ACCOUNT, sees=_("Kişinin kendisi; durdurmayı Mezun Ofisi"), erase=erasing.erase_settings,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Report", person="reporter",
            fields=("reason", "note", "created_at", "outcome", "suspended_days", "decided_at"), legal_basis=INTEREST,
            purpose=_("Kötüye kullanımı önlemek"), retention=_("Karardan sonra iki yıl"), keep=erasing.REPORTS_KEPT,
            sees=_("Bildirenin kendisi ve Mezun Ofisi"),
            export=erasing.reports_by, erase=erasing.erase_reports, merge=merging.unite_reports,
        )
    )  # fmt: skip
