"""What the rights of the person tell the rest of the house."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

# Ten years after the answer no claim that hangs on it can be brought any more (Code of Obligations 6098 art. 146).
ANSWERS_KEPT = timedelta(days=3653)
ACCOUNTABLE = _("Başvurunun süresinde yanıtlandığının kanıtıdır (KVKK m. 13); kişiyi tanıtan bölümleri silinir")
LOOKED = _("Kayda kimin ne zaman baktığının kanıtıdır (KVKK m. 12); yalnız kayıt numarası içerir")


def told_of_looks(person_id: int) -> Iterator[dict[str, Any]]:
    from alumni.registry.access_log import looks_at, told
    from alumni.registry.models import Alumnus

    alumnus = Alumnus.objects.select_related("person").filter(pk=person_id).first()
    for event in looks_at(alumnus).iterator(chunk_size=2000) if alumnus else ():
        yield {name: value for name, value in asdict(told(event)).items() if name != "icon"}


def told_of_requests(person_id: int) -> Iterator[dict[str, Any]]:
    from alumni.rights.models import RightsRequest

    for one in RightsRequest.objects.filter(person=person_id).order_by("year", "serial"):
        yield {
            "number": one.number,
            "kind": one.get_kind_display(),
            "received_on": one.received_on,
            "text": one.text,
            "state": one.get_state_display(),
            "answer": one.answer,
        }


def told_of_mark(person_id: int) -> Iterator[dict[str, Any]]:
    from alumni.rights.models import Erased

    for mark in Erased.objects.filter(alumnus=person_id):
        yield {"at": mark.at}


def register() -> None:
    from alumni.rights import jobs, retention  # noqa: F401  (the first registers the background work)
    from alumni.rights.attention import for_the_desk, for_the_person
    from alumni.rights.erasing import erase_requests, unite_requests
    from alumni.rights.own_files import PURPOSE, may_download
    from alumni.rights.traces import TRACES

    hooks.duties.declare("protection.requests", _("KVKK başvurularını yanıtlamak"))
    hooks.attention.register(for_the_desk)
    hooks.attention.register(for_the_person)
    hooks.file_readers.register(PURPOSE, may_download)
    for trace in TRACES:
        hooks.traces.register(trace)
    retention.register()
    hooks.personal_data.add(
        PersonalData(
            model="alumni.RightsRequest",
            person="person",
            fields=("applicant", "address", "identity", "text", "answer"),
            purpose=_("KVKK m. 11 başvurularını süresinde yanıtlamak"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük (m. 13)"),
            retention=_("Yanıttan sonra on yıl"),
            keep=ANSWERS_KEPT,
            sees=_("Kişinin kendisi ve Mezun Ofisi"),
            stays=dict.fromkeys(
                ("year", "serial", "kind", "channel", "ground", "received_on", "due_on", "answer", "answered_at"),
                ACCOUNTABLE,
            ),
            export=told_of_requests,
            erase=erase_requests,
            merge=unite_requests,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Erased",
            person="alumnus",
            fields=(),
            purpose=_("Silinen bilgilerin bir listeyle geri gelmesini önlemek"),
            legal_basis=_("KVKK m. 7; m. 12: hukuki yükümlülük"),
            retention=_("Kayıt durdukça"),
            keep=Keep.WITH_RECORD,
            sees=_("Mezun Ofisi"),
            stays={
                "hashes": _("Geri çevrilemeyen özetler; bilgilerin yeni bir listeyle geri yazılmasını önler"),
                "at": _("Silmenin yapıldığını kanıtlar"),
            },
            export=told_of_mark,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="audit.AccessEvent",
            person=None,
            fields=("reason",),
            purpose=_("Kayda kimlerin baktığını kişiye göstermek, yetkisiz bakışı bulmak"),
            legal_basis=_("KVKK m. 12: veri güvenliği"),
            retention=_("Kayıt durdukça"),
            keep=Keep.WITH_RECORD,
            sees=_("Kişinin kendisi ve Mezun Ofisi"),
            stays=dict.fromkeys(("at", "action", "view", "subjects", "count", "as_role"), LOOKED),
            export=told_of_looks,
        )
    )
    _declare_texts_of_staff()


def _declare_texts_of_staff() -> None:
    """What staff type of people in general; a name in it goes with that person's erasure (``traces``)."""
    entries = (
        ("alumni.Segment", ("name", "filters"), _("Kayıtlı kitleler"), _("Sahibi ve paylaştıkları")),
        ("alumni.Export", ("reason", "chosen", "words"), _("Dışa aktarmaların gerekçesi ve süzgeci"), _("Mezun Ofisi")),
    )
    for model, fields, purpose, sees in entries:
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person=None,
                fields=fields,
                purpose=purpose,
                legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük; m. 12: veri güvenliği"),
                retention=_("Görev sürdükçe; içinde adı geçen kişi silindiğinde o ad çıkarılır"),
                keep=Keep.WITH_ACCOUNT,
                sees=sees,
                export=lambda person_id: (),  # names whom it names, and is no answer about its author
            )
        )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.ImportProblem",
            person=None,
            fields=("value",),
            purpose=_("Bir listede alınamayan satırları düzelttirmek"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük"),
            retention=_("Değer, listenin dosyasıyla birlikte silinir"),
            keep=Keep.WITH_RECORD,
            sees=_("Listeyi aktaran birim ve Mezun Ofisi"),
            export=lambda person_id: (),  # rows that could not be taken belong to nobody's record
        )
    )
