"""The words for where a delivery stands, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Sırada")
    SENDING = "sending", _("Gönderiliyor")
    ACCEPTED = "accepted", _("Teslim edildi")
    RETRY = "retry", _("Yeniden denenecek")
    BOUNCED = "bounced", _("Geri döndü")
    REFUSED = "refused", _("Sunucu kabul etmedi")
    SKIPPED = "skipped", _("Atlandı")
    UNCERTAIN = "uncertain", _("Belirsiz")

    @classmethod
    def unfinished(cls) -> tuple["DeliveryState", ...]:
        return (cls.QUEUED, cls.SENDING, cls.RETRY)


class Reason(models.TextChoices):
    """Why a delivery was skipped, refused or is uncertain."""

    NONE = "", _("—")
    CONSENT = "consent", _("İzin geri alındı")
    ADDRESS = "address", _("Adres artık geçerli değil")
    CANCELLED = "cancelled", _("Kalanlar iptal edildi")
    GIVEN_UP = "given_up", _("Denemeler sonuç vermedi")
    UNSENDABLE = "unsendable", _("Bu adrese e-posta yazılamıyor")
    INTERRUPTED = "interrupted", _("Sunucuya aktarılırken kesildi; ulaşıp ulaşmadığı bilinmiyor")
    LEFT = "left", _("Ulaşıp ulaşmadığı bilinmiyor; yeniden gönderilmedi")


# The tabs of the page of a mailing.
GROUPS: dict[str, tuple[str, ...]] = {
    "problem": (
        DeliveryState.UNCERTAIN,
        DeliveryState.BOUNCED,
        DeliveryState.REFUSED,
        DeliveryState.RETRY,
        DeliveryState.SKIPPED,
    ),
    "accepted": (DeliveryState.ACCEPTED,),
    "waiting": (DeliveryState.SENDING,),
    "queued": (DeliveryState.QUEUED,),
    "all": tuple(DeliveryState.values),
}
