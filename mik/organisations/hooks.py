"""What the organisations room tells the rest of the house."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData
from mik.organisations.models import Contact


def export_contacts(person_id: int) -> Iterable[dict[str, Any]]:
    for contact in Contact.objects.filter(person=person_id).select_related("organisation"):
        yield {"organisation": contact.organisation.name, "name": contact.name, "title": contact.title,
               "email": contact.email}  # fmt: skip


def erase_contacts(person_id: int) -> int:
    return Contact.objects.filter(person=person_id).delete()[0]


def register() -> None:
    hooks.duties.declare("organisations.contacts", _("Kurum yetkilileri"))
    hooks.personal_data.add(
        PersonalData(
            model="organisations.Contact",
            person="person",
            fields=("name", "title", "email", "email_hash"),
            purpose=_("Kurumlarla iletişim ve işveren anketleri"),
            legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
            retention=_("Yetkili görevden ayrılana ya da silme isteğine kadar"),
            sees=_("Mezun Ofisi ve anketi yürütenler"),
            export=export_contacts,
            erase=erase_contacts,
        )
    )
