"""A graduate's photo: cut to a square, drawn anew in two sizes, kept encrypted, read by whom its visibility lets."""

import io
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from alumni.registry.about.hooks import PHOTO
from alumni.registry.about.models import Photo
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.pictures import as_jpeg, drawn, on_white
from mik.files.models import StoredFile
from mik.files.services import delete_file, store_file

if TYPE_CHECKING:
    from mik.common.hooks import FileLike

# Pixels of a side: on the own page and beside a name. An upload has to be as large as the first at least.
LARGE, SMALL = 640, 160
SMALLEST = 320
# Which part of the longer side stays, as a fraction of what is cut off in front of it.
PARTS: dict[str, tuple[float, float]] = {
    "middle": (0.5, 0.5),
    "start": (0.0, 0.0),
    "face": (0.5, 0.3),
    "end": (1.0, 1.0),
}
PART_LABELS = {
    "face": gettext_lazy("Ortanın biraz üstü (yüz çoğu zaman burada)"),
    "middle": gettext_lazy("Tam orta"),
    "start": gettext_lazy("Üst ya da sol"),
    "end": gettext_lazy("Alt ya da sağ"),
}


def clean_square(upload: IO[bytes] | Any, *, part: str = "face") -> bytes:
    """JPEG of 640 × 640 pixels, upright, without anything that hid in the file. Raises ValidationError."""

    def square(picture: Image.Image) -> bytes:
        picture.draft("RGB", (LARGE * 2, LARGE * 2))
        upright = on_white(ImageOps.exif_transpose(picture))
        return as_jpeg(ImageOps.fit(upright, (LARGE, LARGE), Image.Resampling.LANCZOS, centering=PARTS[part]))

    return drawn(upload, check=_check_size, draw=square)


def _check_size(picture: Image.Image) -> None:
    if min(picture.size) < SMALLEST:
        raise ValidationError(
            _("Fotoğraf küçük: kısa kenarı en az %(least)s piksel olmalı, bu %(w)s × %(h)s piksel.")
            % {"least": SMALLEST, "w": picture.width, "h": picture.height}
        )


def _small(large: bytes) -> bytes:
    return as_jpeg(Image.open(io.BytesIO(large)).resize((SMALL, SMALL), Image.Resampling.LANCZOS))


@transaction.atomic
def set_photo(*, alumnus: Alumnus, square: bytes, by: User) -> Photo:
    """Put a photo (``clean_square``) in the place of the one before; whom it is shown to stays as it was."""
    held = Alumnus.objects.select_for_update(of=("self",)).get(pk=alumnus.pk)
    file, small = (_store(content, by) for content in (square, _small(square)))
    photo: Photo | None = Photo.objects.filter(alumnus=held).select_related("file", "small").first()
    if photo is None:
        made: Photo = Photo.objects.create(alumnus=held, file=file, small=small)
        return made
    old = (photo.file, photo.small)
    photo.file, photo.small = file, small
    photo.save()
    for gone in old:
        delete_file(file=gone)
    return photo


def _store(content: bytes, by: User) -> StoredFile:
    return store_file(upload=ContentFile(content), purpose=PHOTO, by=by, name="foto.jpg", media_type="image/jpeg")


@transaction.atomic
def remove_photo(*, alumnus: Alumnus) -> bool:
    """Row and both files go. True if there was one."""
    photo = Photo.objects.select_for_update(of=("self",)).filter(alumnus=alumnus.pk).first()
    if photo is None:
        return False
    files = (photo.file, photo.small)
    photo.delete()
    for file in files:
        delete_file(file=file)
    return True


def may_read(user: Any, file: "FileLike") -> bool:
    """The owner, the desk of the record, and members where the owner shows it to members."""
    from alumni.registry.about.showing import shown_photos

    return shown_photos(user).filter(file=file.id).exists() or shown_photos(user).filter(small=file.id).exists()
