"""What the desk of data protection tells the rest of the house."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordinator.protection.permissions import can_handle_breaches
from mik.common import hooks
from mik.common.hooks import AttentionItem, Keep, PersonalData

# Hours before the Board must have heard from which on the item turns red.
PRESSING = 24


def breaches_waiting(user: Any) -> Iterator[AttentionItem]:
    """One line a breach the Board has not heard of, with the hours left."""
    from coordinator.protection.models import Breach

    if not can_handle_breaches(user):
        return
    for breach in Breach.objects.visible_to(user).not_notified():
        left = breach.hours_left
        if left < 0:
            text = _("Veri ihlali: 72 saat doldu, Kurula bildirim yapılmadı")
        else:
            text = ngettext(
                "Veri ihlali: Kurula bildirim için %(n)s saat kaldı",
                "Veri ihlali: Kurula bildirim için %(n)s saat kaldı",
                left,
            ) % {"n": left}
        url = reverse("coordinator:breach_detail", args=[breach.pk])
        yield AttentionItem(text, 1, url, "bad" if left < PRESSING else "warn", "shield-alert")


def failed_destruction(user: Any) -> Iterator[AttentionItem]:
    """Classes of data that last night's destruction could not get through."""
    from coordinator.protection.models import DestructionRun

    failed = DestructionRun.objects.visible_to(user).filter(day=timezone.localdate()).exclude(problem="").count()
    if failed:
        yield AttentionItem(
            _("Tamamlanamayan periyodik imha"), failed, reverse("coordinator:retention"), "bad", "trash-2"
        )


def told_of_breaches(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person is told in any case (KVKK art. 12/5), once it has been."""
    from coordinator.protection.models import BreachSubject

    rows = BreachSubject.objects.filter(person=person_id, breach__told_at__isnull=False).select_related("breach")
    for row in rows.order_by("pk"):
        yield {"title": row.breach.title, "discovered_at": row.breach.discovered_at, "kinds": row.breach.kind_labels}


def register() -> None:
    hooks.attention.register(breaches_waiting)
    hooks.attention.register(failed_destruction)
    hooks.personal_data.add(
        PersonalData(
            model="coordinator.BreachSubject",
            person="person",
            fields=(),
            purpose=gettext_lazy("Bir veri ihlalinden etkilenenleri bilmek ve kendilerine bildirmek"),
            legal_basis=gettext_lazy("KVKK m. 12/5: hukuki yükümlülük"),
            retention=gettext_lazy("Süresiz; kişi silindiğinde yalnız kayıt numarası kalır"),
            keep=Keep.ARCHIVE,
            sees=gettext_lazy("Koordinatör, vekili ve yardımcısı"),
            receivers=gettext_lazy("Kişisel Verileri Koruma Kurulu"),
            stays={"found_by": gettext_lazy("İhlal kaydının bütünlüğü (KVKK m. 12/5); yalnız kayıt numarası içerir")},
            export=told_of_breaches,
        )
    )
