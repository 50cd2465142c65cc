"""The fields sources may disagree about: their names, and their values as people read them."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.provenance.models import NUMBERS
from mik.common.codelists import country_name
from mik.common.turkish import date_long
from mik.people.models import ContactPoint, Sex
from mik.units.models import Unit

PERSON: dict[str, str | Promise] = {
    "given_names": _("Ad"),
    "surname": _("Soyad"),
    "former_surname": _("Önceki soyad"),
    "birth_date": _("Doğum tarihi"),
    "sex": _("Cinsiyet"),
    "nationality": _("Uyruk"),
    "tckn": _("T.C. kimlik no"),
    "passport_no": _("Pasaport no"),
}
GRADUATION: dict[str, str | Promise] = {
    "programme_id": _("Program"),
    "graduated_on": _("Mezuniyet tarihi"),
    "year": _("Mezuniyet yılı"),
    "diploma_no": _("Diploma no"),
    "student_no": _("Öğrenci no"),
}
DAYS = frozenset({"birth_date", "graduated_on"})
LABELS: dict[str, str | Promise] = {**PERSON, **GRADUATION, **dict(ContactPoint.Kind.choices)}


def programme_names(values: Collection[str]) -> Mapping[str, str]:
    """Of kept programmes, by their number as text. One query; none where there is none."""
    ids = {int(value) for value in values if value.isdecimal()}
    units = Unit.objects.filter(pk__in=ids).select_related("parent") if ids else []
    return {str(unit.pk): f"{unit.label} ({unit.get_level_display()})" for unit in units}


def shown(name: str, value: str, programmes: Mapping[str, str]) -> str:
    """A kept value for people; identity numbers never."""
    if name in NUMBERS:
        return str(_("gizli"))
    if name == "programme_id":
        return programmes.get(value, value)
    if name in DAYS:
        return date_long(date.fromisoformat(value))
    if name == "sex":
        return str(dict(Sex.choices).get(value, value))
    return country_name(value) if name == "nationality" else value
