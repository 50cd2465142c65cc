"""What merging tells the rest of the house: personal data, what happened to a record."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.audit.erasure import erase_history
from mik.common import hooks
from mik.common.hooks import Keep, PersonalData, TimelineEntry


def register() -> None:
    from alumni.registry.merging.ids import numbers_of

    hooks.timeline.register(timeline)
    hooks.same_person.register(numbers_of)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.Merge",
            person="winner",
            fields=("loser_name", "images", "touched", "leftovers"),
            purpose=gettext_lazy("Aynı kişinin iki kaydını birleştirmek ve yanlışlığı geri alabilmek"),
            legal_basis=gettext_lazy("KVKK m. 5/2-ç: hukuki yükümlülük; m. 4/2-b: doğru ve güncel olma"),
            retention=gettext_lazy("Önceki hâlleri silme isteğine kadar; hangi kaydın hangisine katıldığı süresiz"),
            keep=Keep.WITH_RECORD,
            sees=gettext_lazy("Bölüm temsilcisi ve Mezun Ofisi"),
            stays=dict.fromkeys(
                ("touched", "leftovers", "loser_id", "into_id"),
                gettext_lazy("Yalnız kayıt numaraları: eski bir numarayla arayan doğru kaydı bulur"),
            ),
            export=export_merges,
            erase=erase_merges,
        )
    )


def export_merges(person_id: int) -> Iterable[dict[str, Any]]:
    from alumni.registry.merging.models import Merge

    for merge in Merge.objects.without_images().filter(winner=person_id):
        yield {"record": merge.loser_id, "name": merge.loser_name, "at": merge.at, "undone_at": merge.undone_at}


def erase_merges(person_id: int) -> int:
    """The photographs go, whichever of the two asks; the history under the merged numbers is this person's too."""
    from alumni.registry.merging.models import Merge

    merges = list(Merge.objects.without_images().of_person(person_id))
    Merge.objects.filter(pk__in=[merge.pk for merge in merges]).update(images="", loser_name="")
    for merge in merges:
        if merge.is_in_force and merge.winner_id == person_id:
            erase_history(person_id=merge.loser_id, by_id=None)
    return len(merges)


def timeline(person_id: int, user: Any) -> Iterator[TimelineEntry]:
    """That another record was merged into this one, and that it was taken back."""
    from alumni.registry.merging.models import Merge

    for merge in Merge.objects.visible_to(user).without_images().filter(winner=person_id):
        detail = _("kayıt no %(pk)s") % {"pk": merge.loser_id}
        yield TimelineEntry(merge.at, _("Başka bir kayıt bununla birleştirildi"), detail, "merge")
        if merge.undone_at:
            yield TimelineEntry(merge.undone_at, _("Birleştirme geri alındı"), detail, "undo-2")
