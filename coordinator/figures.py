"""What the office counts of its own work: representatives, decisions on claims, lists brought in."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni.figures import describe_department
from alumni.membership.models import Claim
from alumni.registry.managers import IMPORT
from alumni.registry.models import Graduation, ImportRun
from mik.accounts.models import Appointment
from mik.common import hooks
from mik.common.hooks import Figure, FigureRow, FigureScope, FigureValue
from mik.common.turkish import date_long
from mik.figures import catalogue
from mik.units.models import Unit

CLAIMS = hooks.duties.require("alumni.claims")
DECIDED = (Claim.State.APPROVED, Claim.State.REFUSED)


# --- The records counted --------------------------------------------------------------------------


def representatives(scope: FigureScope) -> QuerySet[Appointment]:
    found = Appointment.objects.representatives().in_force(scope.on).select_related("user", "unit")
    return found.filter(catalogue.within(scope.unit_id, "unit")).order_by("unit__name_folded", "pk")


def open_departments(scope: FigureScope) -> QuerySet[Unit]:
    """Departments open on the day that have graduates: those that should have a representative (directive 11(1))."""
    closed = Q(closed_on__isnull=True) | Q(closed_on__gt=scope.on)
    graduates = Graduation.objects.filter(programme__parent=OuterRef("pk"))
    found = Unit.objects.departments().filter(closed, Exists(graduates)).select_related("parent").in_turkish_order()
    return found.filter(catalogue.within(scope.unit_id))


def _represented(scope: FigureScope) -> Exists:
    return Exists(Appointment.objects.representatives().in_force(scope.on).filter(unit=OuterRef("pk")))


def without_representative(scope: FigureScope) -> QuerySet[Unit]:
    return open_departments(scope).filter(~_represented(scope))


def with_representative(scope: FigureScope) -> QuerySet[Unit]:
    return open_departments(scope).filter(_represented(scope))


def decided(scope: FigureScope) -> QuerySet[Claim]:
    found = Claim.objects.filter(state__in=DECIDED, decided_at__range=scope.period).select_related("unit")
    return found.filter(catalogue.within(scope.unit_id, "unit")).order_by("decided_at", "pk")


def days_to_decide(scope: FigureScope) -> FigureValue:
    """The median wait from handing in to the decision; unknown where nothing was decided."""
    waits = decided(scope).filter(submitted_at__isnull=False).values_list("submitted_at", "decided_at")
    return catalogue.median_days((start, end) for start, end in waits if start and end)


def imports(scope: FigureScope) -> QuerySet[ImportRun]:
    found = ImportRun.objects.filter(state=ImportRun.State.DONE, created_at__range=scope.period).select_related("unit")
    return found.filter(catalogue.within(scope.unit_id, "unit")).order_by("created_at", "pk")


# --- How a row reads ------------------------------------------------------------------------------


def describe_term(term: Appointment) -> FigureRow:
    return FigureRow(str(term.user), str(term.unit or ""), reverse("coordinator:terms"))


def describe_claim(claim: Claim) -> FigureRow:
    url = reverse("coordinator:claim_detail", args=[claim.pk])
    return FigureRow(claim.full_name, str(claim.get_state_display()), url, claim.alumnus_id)


def describe_import(run: ImportRun) -> FigureRow:
    url = reverse("coordinator:import_detail", args=[run.pk])
    return FigureRow(run.file_name, date_long(run.created_at), url)


# --- The catalogue --------------------------------------------------------------------------------


def register() -> None:
    for figure, alias in [*_of_terms(), *_of_work()]:
        catalogue.add(figure, alias)


def _figure(code: str, label: Any, definition: Any, source: Any, rows: Any, describe: Any, **more: Any) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        source=source,
        rows=rows,
        describe=describe,
        topic="office",
        **more,
    )


TERMS = _("Görev kayıtları")
CLAIM_SOURCE = _("Üyelik başvuruları")


def _of_terms() -> list[tuple[Figure, str]]:
    return [
        (_figure("representatives", _("Görevdeki mezun temsilcisi"), _("Görev süresi içinde olan mezun temsilcisi "
            "görevlendirmelerinin sayısı."), TERMS, representatives, describe_term), "temsilci_sayisi"),
        (_figure("represented_departments", _("Temsilcisi olan bölüm oranı"), _("Mezunu olan açık bölümlerden en az "
            "bir düzeyde temsilcisi olanların oranı."), TERMS, with_representative, describe_department,
            base=open_departments, kind="percent", formula=_("temsilcisi olan / mezunu olan açık bölüm")),
            "temsilcili_bolum_orani"),
        (_figure("departments_without_representative", _("Temsilcisi olmayan bölüm"), _("Mezunu olan açık bölümlerden "
            "hiçbir düzeyde temsilcisi olmayanların sayısı."), TERMS, without_representative, describe_department),
            "temsilcisiz_bolum"),
    ]  # fmt: skip


def _of_work() -> list[tuple[Figure, str]]:
    return [
        (_figure("claims_decided", _("Karara bağlanan üyelik başvurusu"), _("Dönem içinde onaylanan ya da reddedilen "
            "üyelik başvurularının sayısı."), CLAIM_SOURCE, decided, describe_claim, during=True, duty=CLAIMS),
            "karara_baglanan_basvuru"),
        (_figure("claim_days", _("Başvuruların karara bağlanma süresi"), _("Dönem içinde karara bağlanan başvuruların "
            "verilmesiyle karar arasında geçen sürenin ortancası."), CLAIM_SOURCE, decided, describe_claim, during=True,
            kind="days", compute=days_to_decide, formula=_("karar günü − başvuru günü, ortanca"), duty=CLAIMS),
            "basvuru_suresi"),
        (_figure("imports", _("İçe aktarılan liste"), _("Dönem içinde yüklenip kütüğe aktarılmış listelerin sayısı."),
            _("İçe aktarma kayıtları"), imports, describe_import, during=True, duty=IMPORT), "aktarilan_liste"),
    ]  # fmt: skip
