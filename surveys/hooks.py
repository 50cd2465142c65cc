"""What the surveys tell the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData

PURPOSE = _("Mezunların ve işverenlerin görüşünü almak, istihdamı izlemek")
BASIS = _("KVKK m. 5/1: açık rıza; m. 5/2-f: meşru menfaat")
KEPT = _("Silme isteğine kadar; toplu sonuçlar kimseyi tanıtmadan kalır")


def register() -> None:
    hooks.duties.declare("surveys.run", _("Anketleri yürütmek"))
    hooks.duties.declare("surveys.answers", _("Tek tek anket yanıtlarını görmek"))
    for model, person, fields in (
        ("surveys.Invitation", "person", ("graduation_year", "language", "unsent")),
        ("surveys.Response", "invitation__person", ("language",)),
        ("surveys.Answer", "response__invitation__person", ("option", "row", "number", "date", "text")),
    ):
        hooks.personal_data.add(
            PersonalData(model=model, person=person, fields=fields, purpose=PURPOSE, legal_basis=BASIS, retention=KEPT)
        )
