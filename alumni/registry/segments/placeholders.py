"""What a letter may say of a graduate: {bolum} and {yil}, of the latest graduation."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Graduation
from mik.mail.placeholders import Placeholder, register


def departments(person_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    rows = _latest(person_ids, "programme__parent__name", "programme__parent__name_en")
    return {pk: {"tr": name, "en": name_en or name} for pk, name, name_en in rows}


def years(person_ids: Collection[int]) -> Mapping[int, str]:
    return {pk: str(year) for pk, year in _latest(person_ids, "year")}


def _latest(person_ids: Collection[int], *fields: str) -> Any:
    latest = Graduation.objects.filter(alumnus__in=person_ids).order_by(
        "alumnus", "-year", F("graduated_on").desc(nulls_last=True), "-id"
    )
    return latest.distinct("alumnus").values_list("alumnus", *fields)


def register_placeholders() -> None:
    register(Placeholder("bolum", _("Bölümü"), departments))
    register(Placeholder("yil", _("Mezuniyet yılı"), years))
