"""What the registry counts: figures of graduates, members, and where they live, for the catalogue.

Each is a query set, so the number, its rows on screen and the annual report cannot differ. A day in the past is asked
of the records as they are now: records deleted since are not in it, which is why years are kept as snapshots.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni.registry import states
from alumni.registry.health.measures import MEASURES
from alumni.registry.managers import REGISTRY
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.reminding.models import ConfirmationReminder
from mik.common import codelists
from mik.common.hooks import Figure, FigureRow, FigureScope
from mik.common.turkish import date_long
from mik.figures import catalogue
from mik.people.consents.managers import agrees, informed
from mik.people.models import ContactPoint, Purpose, Source
from mik.units.models import Level, Unit

Alumni = QuerySet[Alumnus]
SOURCE = _("Mezun kütüğü")


# --- The records counted --------------------------------------------------------------------------


def registered(scope: FigureScope) -> Alumni:
    """Confirmed records of graduates of the unit (or of the university)."""
    found = Alumnus.objects.filter(state=Alumnus.State.CONFIRMED, created_at__lte=scope.ends)
    return found.filter(_graduated(scope)) if scope.unit_id else found


def _graduated(scope: FigureScope, **conditions: object) -> Q:
    theirs = Graduation.objects.filter(catalogue.within(scope.unit_id, "programme"), **conditions)
    return Q(pk__in=theirs.values("alumnus"))


def members(scope: FigureScope) -> Alumni:
    return registered(scope).filter(membership__joined_at__lte=scope.ends)


def reachable(scope: FigureScope) -> Alumni:
    return registered(scope).filter(states.reachable(scope.ends))


def contacts(scope: FigureScope, **conditions: object) -> QuerySet[ContactPoint]:
    """Contact points of this kind that stood and were alive at the end of the day."""
    return states.living(scope.ends).filter(**conditions)


def _contact(scope: FigureScope, **conditions: object) -> Exists:
    return Exists(contacts(scope, person=OuterRef("pk"), **conditions))


def fresh(scope: FigureScope) -> Alumni:
    return reachable(scope).filter(states.confirmed_lately(scope.ends))


def healthy(code: str) -> Any:
    """Records that a measure of health counts (``alumni.registry.health.measures``)."""

    def rows(scope: FigureScope) -> Alumni:
        return registered(scope).filter(MEASURES[code].condition(scope.ends))

    return rows


complete, verified, sound = healthy("complete"), healthy("verified"), healthy("sound")


def consenting(scope: FigureScope) -> Alumni:
    return registered(scope).filter(agrees(Purpose.NEWS, at=scope.ends))


def imported(scope: FigureScope) -> Alumni:
    """Those whose record came from a list: they learn of it by the notice (KVKK art. 10)."""
    return registered(scope).filter(source=Source.IMPORT)


def told(scope: FigureScope) -> Alumni:
    return imported(scope).filter(informed("pk", "person__user", at=scope.ends))


def recorded(scope: FigureScope) -> Alumni:
    return registered(scope).filter(created_at__gte=scope.begins)


def joined(scope: FigureScope) -> Alumni:
    return members(scope).filter(membership__joined_at__gte=scope.begins)


def reminded(scope: FigureScope) -> Alumni:
    sent = ConfirmationReminder.objects.filter(
        alumnus=OuterRef("pk"), sent_at__gte=scope.begins, sent_at__lte=scope.ends
    )
    return registered(scope).filter(Exists(sent))


def confirmed_after_reminder(scope: FigureScope) -> Alumni:
    sent = ConfirmationReminder.objects.filter(
        alumnus=OuterRef("pk"), sent_at__gte=scope.begins, sent_at__lte=scope.ends, confirmed_at__lte=scope.ends
    )
    return registered(scope).filter(Exists(sent))


def of_level(level: Level) -> Any:
    def rows(scope: FigureScope) -> Alumni:
        return registered(scope).filter(_graduated(scope, level=level))

    return rows


def placed(scope: FigureScope) -> Alumni:
    """Those whose place of living is known."""
    return registered(scope).filter(_contact(scope, kind="address", country__gt=""))


def abroad(scope: FigureScope) -> Alumni:
    elsewhere = _contact(scope, kind="address", country__gt="") & ~_contact(scope, kind="address", country="TR")
    return registered(scope).filter(elsewhere)


def countries(scope: FigureScope) -> QuerySet[ContactPoint, Any]:
    """One row a country in which somebody lives."""
    theirs = contacts(scope, kind="address", country__gt="", person__in=registered(scope).values("pk"))
    return theirs.order_by("country").values("country").distinct()


def departments(scope: FigureScope) -> QuerySet[Unit]:
    """Departments of which somebody registered graduated."""
    theirs = Graduation.objects.filter(programme__parent=OuterRef("pk"), alumnus__in=registered(scope).values("pk"))
    found = Unit.objects.departments().filter(Exists(theirs)).select_related("parent").in_turkish_order()
    return found.filter(catalogue.within(scope.unit_id))


# --- How a row reads ------------------------------------------------------------------------------


def with_names(rows: Alumni) -> Alumni:
    graduations = Graduation.objects.select_related("programme__parent").order_by("-year", "pk")
    return rows.select_related("person", "membership").prefetch_related(Prefetch("graduations", graduations))


def describe(alumnus: Alumnus) -> FigureRow:
    """Name, and the programme and year of the latest graduation."""
    latest = next(iter(alumnus.graduations.all()), None)
    detail = f"{latest.programme.label}, {latest.year}" if latest else ""
    url = reverse("coordinator:graduate_detail", args=[alumnus.pk])
    return FigureRow(str(alumnus.person), detail, url, alumnus.pk)


def describe_joined(alumnus: Alumnus) -> FigureRow:
    row = describe(alumnus)
    membership = getattr(alumnus, "membership", None)
    return FigureRow(row.label, date_long(membership.joined_at) if membership else row.detail, row.url, row.person_id)


def describe_country(row: dict[str, Any]) -> FigureRow:
    return FigureRow(codelists.country_name(row["country"]))


def describe_department(unit: Unit) -> FigureRow:
    return FigureRow(unit.label, unit.parent.label if unit.parent else "")


# --- The catalogue --------------------------------------------------------------------------------


def register() -> None:
    for figure, alias in [*_of_registry(), *_of_members(), *_of_places()]:
        catalogue.add(figure, alias)
    catalogue.keep_by_unit("registered", "members", "fresh", "consent_news")


def _figure(code: str, label: Any, definition: Any, rows: Any, **more: Any) -> Figure:
    kept = {"describe": describe, "source": SOURCE, "duty": REGISTRY, **more}
    return Figure(code=code, label=label, definition=definition, rows=listed(rows), **kept)


@cache
def listed(rows: Any) -> Any:
    """Names and diplomas come along for the page of rows; counting ignores both, and is done once for each ``rows``."""

    def found(scope: FigureScope) -> Any:
        wanted = rows(scope)
        return with_names(wanted).order_by("pk") if wanted.model is Alumnus else wanted

    return found


def _share(code: str, label: Any, definition: Any, rows: Any, formula: Any, **more: Any) -> Figure:
    kept = {"base": listed(registered), **more}
    return _figure(code, label, definition, rows, kind="percent", formula=formula, **kept)


def _of_registry() -> list[tuple[Figure, str]]:
    return [
        (_figure("registered", _("Kayıtlı mezun"), _("Mezun kütüğünde doğrulanmış kaydı olan kişi sayısı. Birden çok "
            "diploması olan bir kez sayılır."), registered, public=True), "kayitli_mezun"),
        (_figure("recorded", _("Yeni kaydedilen mezun"), _("Dönem içinde kütüğe giren mezun sayısı."), recorded,
            during=True), "yeni_mezun"),
        (_share("reachable", _("Ulaşılabilen mezun oranı"), _("Çalışan bir e-posta adresi ya da telefonu olan kayıtlı "
            "mezunların oranı."), reachable, _("ulaşılabilen / kayıtlı mezun"), public=True), "ulasilabilen_orani"),
        (_share("fresh", _("Güncel kayıt oranı"), _("Ulaşılabilen ve bilgileri son 12 ayda doğrulanmış kayıtlı "
            "mezunların oranı."), fresh, _("güncel kayıt / kayıtlı mezun"), public=True), "guncel_kayit"),
        *_of_health(),
        (_figure("departments", _("Mezun veren bölüm"), _("Kütükte en az bir mezunu bulunan bölüm ve anabilim dalı "
            "sayısı."), departments, describe=describe_department, duty=""), "mezun_veren_bolum"),
        *[_of_level(level, code, alias) for level, code, alias in LEVELS],
    ]  # fmt: skip


def _of_health() -> Iterator[tuple[Figure, str]]:
    """The definitions are those of the measures, so that page and catalogue say the same."""
    names = (
        ("complete", complete, _("Eksiksiz kayıt oranı"), _("eksiksiz / kayıtlı mezun"), "eksiksiz_kayit"),
        ("verified", verified, _("Doğrulanmış kayıt oranı"), _("doğrulanmış / kayıtlı mezun"), "dogrulanmis_kayit"),
        ("sound", sound, _("Sağlam kayıt oranı"), _("sağlam / kayıtlı mezun"), "saglam_kayit"),
    )
    for code, rows, label, formula, alias in names:
        yield _share(f"{code}_records", label, MEASURES[code].definition, rows, formula), alias


LEVELS = (
    (Level.ASSOCIATE, "registered_associate", "onlisans_mezunu"),
    (Level.BACHELOR, "registered_bachelor", "lisans_mezunu"),
    (Level.MASTER, "registered_master", "yukseklisans_mezunu"),
    (Level.DOCTORATE, "registered_doctorate", "doktora_mezunu"),
)
LEVEL_LABELS = {
    Level.ASSOCIATE: _("Ön lisans mezunu"),
    Level.BACHELOR: _("Lisans mezunu"),
    Level.MASTER: _("Yüksek lisans mezunu"),
    Level.DOCTORATE: _("Doktora mezunu"),
}
OF_LEVEL = _("Bu düzeyde diploması olan kayıtlı mezun sayısı. İki düzeyde diploması olan ikisinde de sayılır.")


def _of_level(level: Level, code: str, alias: str) -> tuple[Figure, str]:
    return _figure(code, LEVEL_LABELS[level], OF_LEVEL, of_level(level), public=True), alias


def _of_members() -> list[tuple[Figure, str]]:
    return [
        (_figure("members", _("Platform üyesi"), _("Platforma katılıp kaydı kendisine bağlanmış mezun sayısı."),
            members, topic="membership", public=True, describe=describe_joined), "uye"),
        (_share("member_share", _("Üyelik oranı"), _("Kayıtlı mezunlardan platforma katılmış olanların oranı."),
            members, _("üye / kayıtlı mezun"), topic="membership", public=True), "uyelik_orani"),
        (_figure("joined", _("Yeni üye"), _("Dönem içinde platforma katılan mezun sayısı."), joined, topic="membership",
            during=True, describe=describe_joined), "yeni_uye"),
        (_figure("reminded", _("Güncellik hatırlatması gönderilen mezun"), _("Dönem içinde bilgilerini bir yıldır "
            "onaylamadığı için hatırlatma e-postası gönderilen mezun sayısı."), reminded, topic="membership",
            during=True), "hatirlatilan"),
        (_figure("reminder_confirmed", _("Hatırlatmadan sonra onaylayan mezun"), _("Dönem içinde hatırlatma gönderilip "
            "ardından bilgilerini onaylayan mezun sayısı."), confirmed_after_reminder, topic="membership",
            during=True), "hatirlatmayla_onaylayan"),
        (_share("consent_news", _("E-posta izni oranı"), _("Haber ve etkinlik duyuruları için izni yürürlükte olan "
            "kayıtlı mezunların oranı."), consenting, _("izin veren / kayıtlı mezun"), topic="membership"),
            "eposta_izni"),
        (_share("notice_given", _("Aydınlatılan mezun oranı"), _("Kaydı bir listeden gelen mezunlardan KVKK aydınlatma "
            "metni kendisine ulaştırılmış olanların oranı."), told, _("aydınlatılan / listeden gelen kayıt"),
            topic="membership", base=listed(imported)), "aydinlatma_orani"),
    ]  # fmt: skip


def _of_places() -> list[tuple[Figure, str]]:
    return [
        (_share("placed", _("Yaşadığı yer bilinen mezun oranı"), _("Yaşadığı ülke kayıtta bulunan kayıtlı mezunların "
            "oranı."), placed, _("yeri bilinen / kayıtlı mezun"), topic="places"), "yeri_bilinen_orani"),
        (_figure("abroad", _("Yurt dışında yaşayan mezun"), _("Bilinen adreslerinin hiçbiri Türkiye’de olmayan kayıtlı "
            "mezun sayısı."), abroad, topic="places", public=True), "yurtdisi_mezun"),
        (_figure("countries", _("Mezun yaşayan ülke"), _("En az bir kayıtlı mezunun yaşadığı ülke sayısı, Türkiye "
            "dâhil."), countries, topic="places", describe=describe_country), "ulke_sayisi"),
    ]  # fmt: skip
