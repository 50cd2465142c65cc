"""What reminders tell the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData


def register() -> None:
    for model, purpose in (
        ("alumni.ConfirmationReminder", _("Kaydın güncelliğini yılda bir sormak")),
        ("alumni.ReminderStop", _("Hatırlatma istemeyene yazmamak")),
    ):
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="alumnus",
                fields=(),
                purpose=purpose,
                legal_basis=_("KVKK m. 4/2-b: doğru ve gerektiğinde güncel olma"),
                retention=_("Kayıt sürdükçe"),
            )
        )
