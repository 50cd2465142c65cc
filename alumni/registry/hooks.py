"""What the registry tells the rest of the house."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

IN_REACH = _("Üyeliğin görünürlük ayarına göre üyeler, bölüm temsilcisi, Mezun Ofisi")
DIPLOMA_STAYS = _(
    "Diplomanın kaydıdır; üniversite arşivinde süresiz saklanması zorunludur (2547 ve 3473 sayılı Kanunlar)"
)


def _empty_record(person_id: int) -> int:
    """The record stays, since the diploma hangs on it; what was said of it or by it goes."""
    from alumni.registry.models import Alumnus

    return Alumnus.objects.filter(pk=person_id).update(
        tags=[], confirmed_at=None, confirmed_source="", update_asked_at=None, updated_at=timezone.now()
    )


def _persons_in_reach(user: Any) -> "QuerySet[Any, Any]":
    from alumni.registry.models import Alumnus

    return Alumnus.objects.visible_to(user).values("pk")


def _forget_verdicts(person_id: int) -> int:
    from alumni.registry.importing.models import ImportVerdict

    return ImportVerdict.objects.filter(Q(alumnus=person_id) | Q(chosen=person_id)).delete()[0]


def register() -> None:
    from alumni.registry import desk_hooks, notices
    from alumni.registry.duplicates import hooks as duplicates
    from alumni.registry.finders import find_bearers, find_departments, find_graduates
    from alumni.registry.merging.graduations import unite_graduations

    desk_hooks.register()
    notices.register()
    duplicates.register()
    hooks.duties.declare("alumni.registry", _("Mezun kütüğü"))
    hooks.duties.declare("alumni.import", _("Liste içe aktarma"))
    hooks.person_scopes.register(_persons_in_reach)
    hooks.finders.register(find_graduates)
    hooks.finders.register(find_departments)
    hooks.number_finders.register(find_bearers)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Alumnus",
            person="person",
            fields=("tags", "confirmed_at", "confirmed_source", "update_asked_at"),
            purpose=_("Mezun veri bankası (Yönerge m. 5/1-b)"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük"),
            retention=_("Süresiz"),
            keep=Keep.ARCHIVE,
            sees=IN_REACH,
            erase=_empty_record,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.ImportVerdict",
            person="alumnus",
            fields=("detail",),
            purpose=_("Bir listenin aktarmadan önceki karşılaştırması"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük"),
            retention=_("Liste aktarılana ya da vazgeçilene dek, en çok dosyanın süresi kadar"),
            keep=timedelta(days=settings.IMPORT_FILE_DAYS),
            sees=_("Listeyi aktaran birim ve Mezun Ofisi"),
            export=lambda person_id: (),  # what the list says of the record, once it is in, is the record
            erase=_forget_verdicts,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Graduation",
            person="alumnus",
            fields=(),
            purpose=_("Mezuniyetin kanıtı"),
            legal_basis=_("KVKK m. 5/2-ç: hukuki yükümlülük"),
            retention=_("Süresiz"),
            keep=Keep.ARCHIVE,
            sees=IN_REACH,
            stays=dict.fromkeys(
                ("programme", "level", "graduated_on", "year", "diploma_no", "student_no"), DIPLOMA_STAYS
            ),
            merge=unite_graduations,
        )
    )
