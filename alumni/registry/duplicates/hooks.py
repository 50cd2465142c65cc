"""What of duplicates wants somebody's attention, and what of them is personal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of
from mik.audit.erasure import redact_rows
from mik.common import hooks
from mik.common.hooks import AttentionItem, Keep, PersonalData

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser


def register() -> None:
    hooks.attention.register(pairs_and_questions)
    hooks.attention.register(questions_to_departments)
    legal_basis = gettext_lazy("KVKK m. 4/2-b: doğru ve güncel olma")
    hooks.personal_data.add(
        PersonalData(
            model="alumni.DuplicatePair",
            person="first",
            fields=("probability", "parts"),
            purpose=gettext_lazy("Aynı kişinin iki kez kayıtlı olmaması"),
            legal_basis=legal_basis,
            retention=gettext_lazy("Karar verilene dek; “aynı kişi değil” kararı kayıtlar durdukça"),
            keep=Keep.WITH_RECORD,
            sees=gettext_lazy("Bölüm temsilcisi ve Mezun Ofisi"),
            export=told_of_pairs,
            erase=erase_pairs,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.MergeRequest",
            person="alumnus",
            fields=("name", "year", "note"),
            purpose=gettext_lazy("İki bölümde kayıtlı mezunun kayıtlarını birleştirmek"),
            legal_basis=legal_basis,
            retention=gettext_lazy("Kayıt durdukça"),
            keep=Keep.WITH_RECORD,
            sees=gettext_lazy("Bölüm temsilcileri ve Mezun Ofisi"),
            export=told_of_questions,
            erase=erase_questions,
        )
    )


def told_of_pairs(person_id: int) -> Iterator[dict[str, Any]]:
    """That the record was likened to another; whose it is, is the other's."""
    from alumni.registry.duplicates.models import DuplicatePair

    for pair in DuplicatePair.objects.filter(Q(first=person_id) | Q(second=person_id)).order_by("pk"):
        yield {"found_at": pair.found_at, "state": pair.get_state_display(), "decided_at": pair.decided_at}


def erase_pairs(person_id: int) -> int:
    from alumni.registry.duplicates.models import DuplicatePair

    return DuplicatePair.objects.filter(Q(first=person_id) | Q(second=person_id)).delete()[0]


def told_of_questions(person_id: int) -> Iterator[dict[str, Any]]:
    """When somebody asked and how it ended; the name and the note may be another graduate's."""
    from alumni.registry.duplicates.request_models import MergeRequest

    for request in MergeRequest.objects.filter(alumnus=person_id).order_by("pk"):
        yield {"created_at": request.created_at, "state": request.get_state_display()}


def erase_questions(person_id: int) -> int:
    """Questions about this record from either side; what was asked names it."""
    from alumni.registry.duplicates.request_models import MergeRequest

    about = list(MergeRequest.objects.filter(Q(alumnus=person_id) | Q(other=person_id)).values_list("pk", flat=True))
    MergeRequest.objects.filter(pk__in=about).delete()
    # Those another record asked are not found in the history by this person.
    redact_rows(person_id=person_id, table=MergeRequest._meta.db_table, ids=about)
    return len(about)


def pairs_and_questions(user: "AnyUser") -> Iterator[AttentionItem]:
    """The office: pairs nobody has looked at, questions that departments ask."""
    from alumni.registry.duplicates.models import DuplicatePair
    from alumni.registry.duplicates.request_models import MergeRequest

    if not powers_of(user).has_duty(REGISTRY):
        return
    asked = MergeRequest.objects.visible_to(user).open().count()
    url = reverse("coordinator:merge_request_list")
    yield AttentionItem(_("Bölümler arası yinelenen kayıt sorusu"), asked, url, "warn", "messages-square")
    pairs = DuplicatePair.objects.visible_to(user).filter(state=DuplicatePair.State.OPEN).count()
    url = reverse("coordinator:duplicate_list")
    yield AttentionItem(_("Aynı kişi olabilecek kayıt çifti"), pairs, url, "", "layers")


def questions_to_departments(user: "AnyUser") -> Iterator[AttentionItem]:
    """The representative: what another department asks about an own graduate."""
    from alumni.registry.duplicates.request_models import MergeRequest

    powers = powers_of(user)
    for unit in powers.represented:
        asked = MergeRequest.objects.visible_to(user).answerable_in(unit.unit_id, powers.programme_ids).count()
        text = _("%(unit)s: bir mezununuz hakkında soru") % {"unit": unit.unit_name}
        url = reverse("representatives:merge_request_list", args=[unit.unit_id])
        yield AttentionItem(text, asked, url, "warn", "messages-square")
