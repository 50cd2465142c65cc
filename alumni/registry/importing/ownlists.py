"""A department's own list: names, years, telephones and addresses, but no number that says who somebody is.

Such a list only adds to records that are there: telephones, addresses and what is still empty. It makes none, since
without a number nobody could tell the new record from one that exists; it overwrites nothing, since nothing says for
sure whose record it is; and it fills in neither names nor programmes, since by these its people were found.
"""

from collections.abc import Collection, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from alumni.registry.importing.problems import Text
from alumni.registry.importing.units import UnitRow, read_level

NUMBERS: Final = frozenset({"row_key", "tckn", "foreigner_no", "passport_no"})
PLACES: Final = frozenset({"department", "programme", "unit"})
# Beside the name, at least one of these has to tell people of one name apart.
TELLING: Final = frozenset({"graduated_on", "year", "birth_date", "phone", "email", "student_no", "diploma_no"})
# What of a record such a list leaves alone.
FOUND_BY: Final = frozenset({"given_names", "surname", "former_surname", "programme_id", "level"})


def is_numberless(mapping: Collection[str]) -> bool:
    """Whether no column says who the people are."""
    return not NUMBERS.intersection(mapping) and not {"student_no", "birth_date"}.issubset(mapping)


def names_no_place(mapping: Collection[str]) -> bool:
    return not PLACES.intersection(mapping)


def lacking(mapping: Collection[str], *, has_home: bool) -> list[Text]:
    """What a list without numbers needs besides the names; ``has_home``: it is known whose list it is."""
    sentences: list[Text] = []
    if not has_home and names_no_place(mapping):
        sentences.append(_("Numarasız listede bölüm sütunu eşlenmeli ya da listenin bölümü seçilmeli."))
    if not TELLING.intersection(mapping):
        sentences.append(_("Numarasız listede mezuniyet yılı, telefon ya da e-posta sütunu da eşlenmeli."))
    return sentences


def only_programme(units: Mapping[int, UnitRow], home: Collection[int], level: str) -> dict[str, int]:
    """Programme and level of a row that names no department, where only one of the home's programmes can be meant."""
    wanted = read_level(level)
    found = [units[pk] for pk in home if pk in units and wanted in {None, units[pk].level}]
    return {"programme_id": found[0].id, "level": found[0].level} if len(found) == 1 else {}
