"""Everything held about a person, for that person (KVKK art. 11): built from what each room declared.

Identifiers stay masked: the person knows them, whoever finds the file on a shared computer need not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.membership.models import Claim
from alumni.registry.access_log import looks_at, told
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common import hooks
from mik.common.fields import EncryptedTextField
from mik.common.hooks import PersonalData
from mik.common.identifiers import mask_identifier
from mik.common.turkish import is_english, upper
from mik.organisations.models import Organisation
from mik.units.models import Unit

# Relations that say something about the person; the others point at how the platform works.
NAMED_RELATIONS = (Unit, Organisation)
# Own requests hang on the account, so they are found there even before they name a record.
BY_ACCOUNT = {"alumni.Claim"}
# What opens an account is no information about the person and leaves the platform in no form.
SECRETS = frozenset({"password"})
# Names people understand, where the model's own is a word of programmers.
NAMES = {
    "people.Person": _("Kimlik bilgileriniz"),
    "people.ContactPoint": _("İletişim bilgileriniz"),
    "people.Consent": _("İzinleriniz"),
    "accounts.User": _("Hesabınız"),
    "mail.Delivery": _("Size gönderilen toplu e-postalar"),
    "alumni.Membership": _("Üyeliğiniz"),
}


def everything_about(alumnus: Alumnus) -> dict[str, Any]:
    """JSON-ready: account, records by kind with purpose and legal basis, who looked."""
    user = alumnus.person.user
    return {
        "prepared_at": timezone.localtime().isoformat(timespec="seconds"),
        "account": account_of(user) if user else {},
        "records": [_section(entry, alumnus) for entry in hooks.personal_data],
        "looks": [asdict(told(event)) for event in looks_at(alumnus)],
    }


@dataclass(frozen=True)
class Part:
    """One kind of data the file holds, for the page that offers it."""

    name: str
    purpose: str
    legal_basis: str
    retention: str


def parts() -> list[Part]:
    return [
        Part(_name(entry), str(entry.purpose), str(entry.legal_basis), str(entry.retention))
        for entry in hooks.personal_data
    ]


def _name(entry: PersonalData) -> str:
    name = str(NAMES.get(entry.model) or apps.get_model(entry.model)._meta.verbose_name)
    return (name[:1].upper() if is_english() else upper(name[:1])) + name[1:]


def account_of(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "joined": timezone.localtime(user.date_joined).isoformat(timespec="seconds"),
    }


def _section(entry: PersonalData, alumnus: Alumnus) -> dict[str, Any]:
    return {
        "kind": entry.model,
        "name": _name(entry),
        "purpose": str(entry.purpose),
        "legal_basis": str(entry.legal_basis),
        "retention": str(entry.retention),
        "rows": list(_rows(entry, alumnus)),
    }


def _rows(entry: PersonalData, alumnus: Alumnus) -> Iterable[dict[str, Any]]:
    if entry.export is not None:
        return entry.export(alumnus.pk)
    if entry.model in BY_ACCOUNT:
        own = Claim.objects.filter(user=alumnus.person.user_id)
        return map(_row, own)
    model = apps.get_model(entry.model)
    return map(_row, model._default_manager.filter(**{entry.person or "pk": alumnus.pk}))


def _row(record: models.Model) -> dict[str, Any]:
    return dict(_values(record))


def _values(record: models.Model) -> Iterator[tuple[str, Any]]:
    for field in record._meta.concrete_fields:
        if field.name in SECRETS:
            continue
        if isinstance(field, EncryptedTextField):
            yield field.name, mask_identifier(getattr(record, field.name))
        elif isinstance(field, models.ForeignKey):
            if field.related_model in NAMED_RELATIONS:
                yield field.name, str(getattr(record, field.name) or "")
        elif not isinstance(field, models.BinaryField | models.GeneratedField):
            yield field.name, getattr(record, field.name)
