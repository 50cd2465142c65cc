"""What of duplicates wants somebody's attention, and what of them is personal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem, PersonalData

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
            fields=(),
            purpose=gettext_lazy("Aynı kişinin iki kez kayıtlı olmaması"),
            legal_basis=legal_basis,
            retention=gettext_lazy("Karar verilene dek; “aynı kişi değil” kararı kayıtlar durdukça"),
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="alumni.MergeRequest",
            person="alumnus",
            fields=("name", "note"),
            purpose=gettext_lazy("İki bölümde kayıtlı mezunun kayıtlarını birleştirmek"),
            legal_basis=legal_basis,
            retention=gettext_lazy("Kayıt durdukça"),
        )
    )


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
