"""What the records' health tells the rest of the house: its jobs, what it holds of a person, what waits for mending."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem, Keep, PersonalData

RETENTION = gettext_lazy("Kayıt sürdükçe; bulgular her gece yenilenir")


def _erase(model: str, person_id: int) -> int:
    rows: Any = apps.get_model(model)._base_manager
    return int(rows.filter(alumnus=person_id).delete()[0])


def register() -> None:
    from alumni.registry.health import jobs  # noqa: F401  (registers the jobs)

    hooks.attention.register(records_waiting_for_repair)
    fields_of: dict[str, tuple[str, ...]] = {
        "alumni.HealthFinding": ("rule",),
        "alumni.HealthDismissal": ("rule", "reason"),
    }
    for model, fields in fields_of.items():
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="alumnus",
                fields=fields,
                purpose=gettext_lazy("Kayıttaki yanlışları bulup düzeltmek"),
                legal_basis=gettext_lazy("KVKK m. 4/2-b: doğru ve gerektiğinde güncel olma"),
                retention=RETENTION,
                keep=Keep.WITH_RECORD,
                sees=gettext_lazy("Bölüm temsilcisi ve Mezun Ofisi"),
                erase=partial(_erase, model),
            )
        )


def records_waiting_for_repair(user: Any) -> Iterator[AttentionItem]:
    """One line a department represented, one for the office: records the night found something wrong with."""
    from alumni.registry.health.models import HealthFinding
    from alumni.registry.health.trends import last_of_all
    from alumni.registry.scopes import scopes_of

    if powers_of(user).has_duty(REGISTRY) and (night := last_of_all()):
        yield AttentionItem(_("Onarım bekleyen kayıt"), night.wanting, reverse("coordinator:health"), "warn", "wrench")

    scopes = list(scopes_of(user))
    for scope in scopes:
        found = HealthFinding.objects.open().filter(alumnus__in=scope.alumni().values("pk"))
        count = found.values("alumnus").distinct().count()
        tail = f" · {scope.label}" if len(scopes) > 1 else ""
        yield AttentionItem(_("Onarım bekleyen kayıt") + tail, count, scope.url("health"), "warn", "wrench")
