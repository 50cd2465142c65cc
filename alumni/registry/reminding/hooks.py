"""What reminders tell the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData


def erase_reminders(person_id: int) -> int:
    from alumni.registry.reminding.models import ConfirmationReminder

    return ConfirmationReminder.objects.filter(alumnus=person_id).delete()[0]


def erase_stop(person_id: int) -> int:
    """Nobody is reminded without an address, and an erased record has none."""
    from alumni.registry.reminding.models import ReminderStop

    return ReminderStop.objects.filter(alumnus=person_id).delete()[0]


def register() -> None:
    for model, fields, purpose, erase in (
        (
            "alumni.ConfirmationReminder",
            ("sent_at", "confirmed_at"),
            _("Kaydın güncelliğini yılda bir sormak"),
            erase_reminders,
        ),
        ("alumni.ReminderStop", ("stopped_at",), _("Hatırlatma istemeyene yazmamak"), erase_stop),
    ):
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="alumnus",
                fields=fields,
                purpose=purpose,
                legal_basis=_("KVKK m. 4/2-b: doğru ve gerektiğinde güncel olma"),
                retention=_("Silme isteğine kadar"),
                keep=Keep.UNTIL_ERASED,
                sees=_("Kişinin kendisi, bölüm temsilcisi ve Mezun Ofisi"),
                erase=erase,
            )
        )
