"""What career tells the rest of the house."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData


def _erase(model: Any, person_id: int) -> int:
    """Also what is seen by nobody but the person."""
    return int(model._base_manager.filter(alumnus=person_id).delete()[0])


def register() -> None:
    from alumni.career.merging import unite_employments
    from alumni.career.models import Employment, FurtherStudy

    period = ("country", "province", "starts", "ends", "description")
    entries: tuple[tuple[type[Employment] | type[FurtherStudy], tuple[str, ...], Any], ...] = (
        (Employment, ("title", "occupation", "sector", *period), unite_employments),
        (FurtherStudy, ("institution", "programme", "level", *period), None),
    )
    for model, fields, merge in entries:
        hooks.personal_data.add(
            PersonalData(
                model=model._meta.label,
                person="alumnus",
                fields=fields,
                purpose=_("Kariyer gelişimini izlemek (Yönerge m. 6/1-ğ ve l)"),
                legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
                retention=_("Silme isteğine kadar"),
                keep=Keep.UNTIL_ERASED,
                sees=_("Kişinin izin verdikleri, bölüm temsilcisi ve Mezun Ofisi"),
                erase=partial(_erase, model),
                merge=merge,
            )
        )
