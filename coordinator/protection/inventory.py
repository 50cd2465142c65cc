"""The processing inventory (KVKK art. 16; Regulation on the register of controllers): built from the declarations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alumni.registry.own_data import name_of
from alumni.rights.erasing import label_of, sentence
from mik.common import hooks
from mik.common.hooks import Keep, PersonalData
from mik.common.turkish import fold

KEEP_WORDS = {
    Keep.ARCHIVE: gettext_lazy("Süresiz (arşiv yükümlülüğü)"),
    Keep.UNTIL_ERASED: gettext_lazy("Silme isteğine kadar"),
    Keep.WITH_ACCOUNT: gettext_lazy("Hesap sürdükçe"),
    Keep.WITH_RECORD: gettext_lazy("Bağlı olduğu kayıt durdukça"),
}


@dataclass(frozen=True)
class Line:
    """One class of personal data as the register wants it."""

    what: str
    fields: str
    purpose: str
    legal_basis: str
    retention: str
    period: str
    sees: str
    receivers: str
    stays: str

    def cells(self) -> list[str]:
        return [
            self.what, self.fields, self.purpose, self.legal_basis, self.retention, self.period, self.sees,
            self.receivers, self.stays,
        ]  # fmt: skip


def headings() -> list[str]:
    return [
        _("Veri sınıfı"), _("Veriler"), _("İşleme amacı"), _("Hukuki sebep"), _("Saklama süresi"), _("Süre kuralı"),
        _("Kimler görür"), _("Aktarıldığı yer"), _("Silmeden sonra kalan ve nedeni"),
    ]  # fmt: skip


def lines() -> list[Line]:
    """In the order of their names."""
    return sorted((_line(entry) for entry in hooks.personal_data), key=lambda line: fold(line.what))


def _line(entry: PersonalData) -> Line:
    return Line(
        what=name_of(entry),
        fields=", ".join(_labels(entry, dict.fromkeys((*entry.fields, *entry.stays)))),
        purpose=str(entry.purpose),
        legal_basis=str(entry.legal_basis),
        retention=str(entry.retention),
        period=_period(entry),
        sees=str(entry.sees) or _("Kişinin kendisi ve yetkili görevliler"),
        receivers=str(entry.receivers) or _("Aktarılmaz"),
        stays="; ".join(_reasons(entry)),
    )


def _labels(entry: PersonalData, names: Any) -> Iterator[str]:
    model: Any = apps.get_model(entry.model)
    for name in names:
        try:
            yield label_of(model, name)
        except FieldDoesNotExist:
            yield name


def _reasons(entry: PersonalData) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for name, why in entry.stays.items():
        by_reason.setdefault(str(why), []).append(name)
    for why, names in by_reason.items():
        yield f"{sentence(', '.join(_labels(entry, names)))}: {why}"


def _period(entry: PersonalData) -> str:
    if isinstance(entry.keep, timedelta):
        days = entry.keep.days
        return ngettext("%(n)s gün sonra yok edilir", "%(n)s gün sonra yok edilir", days) % {"n": days}
    return str(KEEP_WORDS[entry.keep])
