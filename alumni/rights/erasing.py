"""Erasing one person: what the desk is told before, the erasure itself, and what becomes of the requests."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.rights.models import RightsRequest
from alumni.rights.own_files import PURPOSE
from alumni.rights.permissions import can_erase
from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.erasure import erase_everywhere
from mik.common import hooks
from mik.common.hooks import Merging, PersonalData
from mik.files.models import StoredFile
from mik.files.services import delete_file
from mik.people.models import Person
from mik.people.traces import traces_of

State = RightsRequest.State


class ErasureProblem(Exception):
    """Why a person cannot be erased now; the message is for the desk."""


@dataclass(frozen=True)
class Part:
    """One class of data in the preview: how many rows are held, what of them stays, and why."""

    name: str
    rows: int
    goes: tuple[str, ...]
    stays: tuple[tuple[str, str], ...]


def preview(person_id: int) -> list[Part]:
    """What an erasure would find, read only; classes the person has nothing of are left out."""
    return [part for entry in hooks.personal_data if (part := _part(entry, person_id)) is not None]


def _part(entry: PersonalData, person_id: int) -> Part | None:
    if entry.person is None:
        return None
    model: Any = apps.get_model(entry.model)
    rows = model._base_manager.filter(**{entry.person or "pk": person_id}).count()
    if not rows:
        return None
    stays = tuple((label_of(model, name), str(why)) for name, why in entry.stays.items())
    goes = tuple(label_of(model, name) for name in entry.fields if name not in entry.stays)
    return Part(sentence(str(model._meta.verbose_name)), rows, goes, stays)


# Fields that have no name for people.
LABELS = {
    "tckn_hash": gettext_lazy("kimlik numarasının özeti"),
    "passport_hash": gettext_lazy("pasaport numarasının özeti"),
    "address_hash": gettext_lazy("adresin özeti"),
    "email_hash": gettext_lazy("e-postanın özeti"),
    "identifier_hash": gettext_lazy("numaranın özeti"),
    "hashes": gettext_lazy("numaraların özetleri"),
    "normalised": gettext_lazy("karşılaştırma biçimi"),
    "data": gettext_lazy("giriş anahtarı"),
    "ip": gettext_lazy("IP adresi"),
    "user_agent": gettext_lazy("tarayıcı"),
    "session_key": gettext_lazy("oturum anahtarı"),
    "detail": gettext_lazy("karşılaştırma"),
    "images": gettext_lazy("önceki hâlleri"),
    "touched": gettext_lazy("dokunulan kayıt numaraları"),
    "leftovers": gettext_lazy("geri konamayanlar"),
    "params": gettext_lazy("iş ayarları"),
    "counters": gettext_lazy("sayaçlar"),
    "log": gettext_lazy("iş günlüğü"),
    "result": gettext_lazy("iş sonucu"),
    "chosen": gettext_lazy("seçim"),
    "code": gettext_lazy("kod"),
    "provider": gettext_lazy("sağlayıcı"),
    "uid": gettext_lazy("sağlayıcıdaki kimlik"),
    "extra_data": gettext_lazy("sağlayıcının bildirdiği"),
    "token": gettext_lazy("sağlayıcının anahtarı"),
    "token_secret": gettext_lazy("sağlayıcının gizli anahtarı"),
    "token_hash": gettext_lazy("bağlantının özeti"),
    "expires_at": gettext_lazy("geçerlilik sonu"),
    "last_login": gettext_lazy("son giriş"),
    "date_joined": gettext_lazy("bağlandığı gün"),
    "target": gettext_lazy("neyle ilgili"),
    "key": gettext_lazy("yinelenme anahtarı"),
    "digest": gettext_lazy("metnin özeti"),
    "read_up_to": gettext_lazy("nereye kadar okundu"),
    "cleared_up_to": gettext_lazy("nereye kadar silindi"),
    "is_hidden": gettext_lazy("listeden kaldırıldı"),
    "last_at": gettext_lazy("son mesaj"),
    "sent_at": gettext_lazy("gönderildi"),
    "stated_at": gettext_lazy("yanıtlandı"),
    "disowned_settled_at": gettext_lazy("«ben değilim» sonuçlandı"),
    "closed_account": gettext_lazy("hesap kapatıldı"),
}


def label_of(model: Any, name: str) -> str:
    """A field as people read it."""
    field = model._meta.get_field(name)
    plain = str(field.verbose_name) == name.replace("_", " ")
    return str(LABELS.get(name, field.verbose_name) if plain else field.verbose_name)


def sentence(text: str) -> str:
    """With a capital first letter, in the language of the reader."""
    from mik.common.turkish import is_english, upper

    return (text[:1].upper() if is_english() else upper(text[:1])) + text[1:]


def kept_of(person_id: int) -> list[tuple[str, str]]:
    """What stays with its reason, each reason once: told to the person before, and in the answer."""
    told: dict[str, list[str]] = {}
    for entry in hooks.personal_data:
        part = _part(entry, person_id) if entry.stays and _may_be_told(entry, person_id) else None
        for label, why in part.stays if part else ():
            told.setdefault(why, []).append(label)
    return [(", ".join(dict.fromkeys(labels)), why) for why, labels in told.items()]


def _may_be_told(entry: PersonalData, person_id: int) -> bool:
    """A room that tells the person nothing (a breach before its notice) is not given away by what stays of it."""
    return entry.export is None or any(True for _row in entry.export(person_id))


def blockers(person_id: int) -> list[str]:
    """Why it cannot be done now."""
    user = User.objects.filter(person=person_id).first()
    if user is None:
        return []
    powers = powers_of(user)
    if powers.offices:
        return [_("Bu kişinin süren bir görevi var. Önce görevinin bitişi kaydedilmeli.")]
    return []


@transaction.atomic
def erase_person(*, person: Person, request: RightsRequest, by: User) -> dict[str, int]:
    """Erase a person everywhere (KVKK art. 7), as this request asks; returns how many, by class.

    All or nothing, and a second time finds nothing. Raises PermissionDenied, or ErasureProblem with words for the
    desk.
    """
    if not can_erase(by) or request.kind != RightsRequest.Kind.ERASE or request.person_id != person.pk:
        raise PermissionDenied
    if problems := blockers(person.pk):
        raise ErasureProblem(" ".join(problems))
    Person.objects.select_for_update().get(pk=person.pk)
    return erase_everywhere(person_id=person.pk, by_id=by.pk)


@transaction.atomic
def erase_requests(person_id: int) -> int:
    """Number, kind, dates and answer stay; what names the person goes, and copies of the data that were made."""
    traces, touched = traces_of(person_id), 0
    for request in RightsRequest.objects.filter(person=person_id).select_related("file"):
        request.applicant = request.address = request.identity = request.text = ""
        request.answer = traces.scrub(request.answer or "")
        file, request.file = request.file, None
        request.save(update_fields=["applicant", "address", "identity", "text", "answer", "file"])
        if file is not None:
            delete_file(file=file)
        touched += 1
    for file in StoredFile.objects.filter(purpose=PURPOSE, uploaded_by__person=person_id):
        delete_file(file=file)
    return touched


def unite_requests(merging: Merging) -> None:
    """Two open requests of one kind become one: the loser's is closed, since the winner's is answered for both."""
    from django.utils import timezone

    open_kinds = RightsRequest.objects.filter(person=merging.winner_id).open().values("kind")
    RightsRequest.objects.filter(person=merging.loser_id, kind__in=open_kinds).open().update(
        state=State.WITHDRAWN, answered_at=timezone.now()
    )
