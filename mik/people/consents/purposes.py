"""What is consented to, by which channel, and the names of both."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import ExplicitConsent, Transfer

# Subject of the text of KVKK art. 10. It informs; nobody consents to it.
NOTICE = "notice"
TRANSFER, EXPLICIT = "transfer:", "explicit:"


class Purpose(models.TextChoices):
    """What the platform may do with a channel; each is given and withdrawn alone (KVKK art. 3/1-a)."""

    NEWS = "news", _("Haber ve etkinlik duyuruları")
    CAREER = "career", _("İş, staj ve burs duyuruları")
    SURVEYS = "surveys", _("Anketler ve araştırmalar")


class Channel(models.TextChoices):
    """How one may be reached: e-mail, message and call as the law on electronic messages tells them apart (no. 6563
    art. 6), and letters. A consent that is not about reaching somebody has none.
    """

    NONE = "", _("Kanalsız")
    EMAIL = "email", _("E-posta")
    SMS = "sms", _("Kısa mesaj")
    PHONE = "phone", _("Telefon araması")
    POST = "post", _("Mektup")


ICONS = {
    Purpose.NEWS.value: "megaphone",
    Purpose.CAREER.value: "briefcase",
    Purpose.SURVEYS.value: "clipboard-list",
    NOTICE: "info",
}
CHANNEL_ICONS = {
    Channel.EMAIL.value: "mail",
    Channel.SMS.value: "message-square",
    Channel.PHONE.value: "phone",
    Channel.POST.value: "inbox",
    Channel.NONE.value: "shield-check",
}


def has_channels(subject: str) -> bool:
    return subject in Purpose.values


def is_separate(subject: str) -> bool:
    """Explicit consents and transfers: asked for alone, never together with something else."""
    return subject.startswith((TRANSFER, EXPLICIT))


def transfer_of(subject: str) -> Transfer | None:
    return hooks.transfers.get(subject.removeprefix(TRANSFER)) if subject.startswith(TRANSFER) else None


def explicit_of(subject: str) -> ExplicitConsent | None:
    return hooks.explicit_consents.get(subject.removeprefix(EXPLICIT)) if subject.startswith(EXPLICIT) else None


def subjects() -> list[str]:
    """Everything there may be a text for, as it stands in the lists."""
    return [
        NOTICE,
        *Purpose.values,
        *(f"{EXPLICIT}{code}" for code, _one in hooks.explicit_consents.items()),
        *(f"{TRANSFER}{code}" for code, _one in hooks.transfers.items()),
    ]


def label_of(subject: str) -> str:
    """A subject in words; the bare code where the room that declared it is gone."""
    if subject == NOTICE:
        return str(_("KVKK aydınlatma metni"))
    if subject in Purpose.values:
        return str(Purpose(subject).label)
    if (explicit := explicit_of(subject)) is not None:
        return str(explicit.label)
    if (transfer := transfer_of(subject)) is not None:
        return str(_("Yurt dışına aktarım: %(receiver)s") % {"receiver": transfer.receiver})
    return subject


def icon_of(subject: str) -> str:
    return ICONS.get(subject, "globe" if subject.startswith(TRANSFER) else "heart-handshake")
