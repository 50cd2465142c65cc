"""What provenance tells the rest of the house: the kept losers of a person, and who waits for a correction."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common import hooks
from mik.common.hooks import AttentionItem, Keep, PersonalData
from mik.common.identifiers import mask_identifier


def register() -> None:
    hooks.attention.register(corrections_asked)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.KeptValue",
            person="alumnus",
            fields=("field", "value", "digest", "rule", "note", "said_at", "outcome", "resolved_at"),
            purpose=gettext_lazy("Kaynaklar ayrı söylediğinde doğrusunu bulabilmek"),
            legal_basis=gettext_lazy("KVKK m. 4/2-b: doğru ve gerektiğinde güncel olma"),
            retention=gettext_lazy("Silme isteğine kadar"),
            keep=Keep.UNTIL_ERASED,
            sees=gettext_lazy("Bölüm temsilcisi ve Mezun Ofisi; kimlik numaralarını yalnız Mezun Ofisi"),
            export=export_kept,
            erase=erase_kept,
        )
    )


def export_kept(person_id: int) -> Iterable[dict[str, Any]]:
    from alumni.registry.provenance.models import NUMBERS, KeptValue

    for kept in KeptValue.objects.filter(alumnus=person_id):
        value = mask_identifier(kept.value) if kept.field in NUMBERS else kept.value
        yield {"field": kept.field, "value": value, "source": kept.source, "at": kept.said_at, "note": kept.note}


def erase_kept(person_id: int) -> int:
    from alumni.registry.provenance.models import KeptValue

    return KeptValue.objects.filter(alumnus=person_id).delete()[0]


def corrections_asked(user: Any) -> Iterator[AttentionItem]:
    """One line a department represented, one for the office: corrections members ask for."""
    from alumni.registry.managers import REGISTRY
    from alumni.registry.provenance.desk import asked_in
    from alumni.registry.scopes import office_scope, scopes_of
    from mik.accounts.powers import powers_of

    scopes = list(scopes_of(user))
    if powers_of(user).has_duty(REGISTRY):
        scopes.append(office_scope(user))
    for scope in scopes:
        if count := asked_in(scope).count():
            yield AttentionItem(_("Düzeltme isteyen mezun"), count, scope.url("correction_list"), "warn", "pencil")
