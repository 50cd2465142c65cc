"""Where the mail server stands abroad (MAIL_ABROAD), every mail is a transfer and asks first (KVKK art. 9)."""

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mik.common.hooks import Transfer
from mik.common.identifiers import normalise_email
from mik.people.consents.transfers import allowed_among, transfer_allowed
from mik.people.models import Person

CODE = "mail"
TRANSFER = Transfer(
    code=CODE,
    receiver=_("E-posta hizmet sağlayıcısı"),
    country="",
    data=_("E-posta adresi, ad ve iletinin metni"),
    why=_("E-postaları yurt dışındaki bir hizmet sağlayıcısıyla göndermek"),
)


def reachable(person_ids: Collection[int]) -> set[int]:
    """Of these persons, those to whom a mail may leave just now."""
    return allowed_among(CODE, person_ids) if settings.MAIL_ABROAD else set(person_ids)


def may_leave(address: str) -> bool:
    """One mail to an address: if somebody who is written to there may be, or everybody may."""
    if not settings.MAIL_ABROAD or transfer_allowed(CODE):
        return True
    email = normalise_email(address)
    known = Person.objects.filter(contacts__kind="email", contacts__normalised=email, contacts__dead_at=None)
    return bool(allowed_among(CODE, list(known.values_list("pk", flat=True))))
