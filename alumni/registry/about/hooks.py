"""What these rows tell the rest of the house: personal data, and who may read a photo."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData

if TYPE_CHECKING:
    from mik.common.hooks import FileLike

# «purpose» of the stored files.
PHOTO = "profile_photo"


def register() -> None:
    hooks.file_readers.register(PHOTO, may_read_photo)
    hooks.personal_files.register(photos_of)
    own_wish = _("KVKK m. 5/2-f: meşru menfaat; görünürlüğüne mezun karar verir")
    for model, fields, purpose, erase in (
        ("alumni.LanguageSkill", ("language", "level"), _("Mezunların bildiği dilleri bilmek"), None),
        ("alumni.SocialLink", ("url", "network"), _("Mezunun göstermek istediği sayfalar"), None),
        (
            "alumni.FormerName",
            ("given_names", "surname", "until", "reason"),
            _("Mezunu eski adıyla da bulabilmek"),
            None,
        ),
        ("alumni.Photo", ("alt",), _("Mezunun göstermek istediği fotoğraf"), forget_photo),
    ):
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person="alumnus",
                fields=fields,
                purpose=purpose,
                legal_basis=own_wish,
                retention=_("Mezun silene ya da silme isteğine kadar"),
                keep=Keep.UNTIL_ERASED,
                sees=_("Kişinin izin verdikleri, bölüm temsilcisi ve Mezun Ofisi"),
                erase=erase or _forget(model),
            )
        )


def _forget(model: str) -> Any:
    def forget(person_id: int) -> int:
        from django.apps import apps

        return int(apps.get_model(model)._default_manager.filter(alumnus=person_id).delete()[0])

    return forget


def forget_photo(person_id: int) -> int:
    from alumni.registry.about.photos import remove_photo
    from alumni.registry.models import Alumnus

    alumnus = Alumnus.objects.filter(pk=person_id).first()
    return int(alumnus is not None and remove_photo(alumnus=alumnus))


def photos_of(person_id: int) -> "Iterator[FileLike]":
    """The photo for the person's own copy, in its larger size."""
    from alumni.registry.about.models import Photo

    for photo in Photo.objects.filter(alumnus=person_id).select_related("file"):
        yield photo.file


def may_read_photo(user: Any, file: "FileLike") -> bool:
    from alumni.registry.about.photos import may_read

    return may_read(user, file)
