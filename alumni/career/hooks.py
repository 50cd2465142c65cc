"""What career tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData


def register() -> None:
    from alumni.career.merging import unite_employments

    for model, fields, merge in (
        (
            "alumni.Employment",
            ("title", "description", "occupation", "sector", "country", "province"),
            unite_employments,
        ),
        ("alumni.FurtherStudy", ("institution", "programme", "description", "country", "province"), None),
    ):
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="alumnus",
                fields=fields,
                purpose=_("Kariyer gelişimini izlemek (Yönerge m. 6/1-ğ ve l)"),
                legal_basis=_("KVKK m. 5/2-f: meşru menfaat"),
                retention=_("Silme isteğine kadar"),
                merge=merge,
            )
        )
