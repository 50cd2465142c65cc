"""The photo of a card: drawn anew at the size of the card."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from mik.common.pictures import FORMATS, LARGEST, MOST_PIXELS, as_jpeg, drawn, on_white

__all__ = ["FORMATS", "HEIGHT", "LARGEST", "MOST_PIXELS", "PURPOSE", "WIDTH", "clean_photo"]

PURPOSE = "card_photo"
# 35 × 45 mm at 300 dots an inch.
WIDTH, HEIGHT = 413, 531


def clean_photo(upload: IO[bytes] | Any) -> bytes:
    """JPEG of 413 × 531 pixels, upright, RGB. Raises ValidationError saying what is wrong and what would be right."""
    return drawn(upload, check=_check_size, draw=_portrait)


def _check_size(picture: Image.Image) -> None:
    """By what the header says, before a single pixel is unpacked."""
    short, long = sorted(picture.size)
    if short < WIDTH or long < HEIGHT:
        raise ValidationError(
            _("Fotoğraf küçük: en az %(w)s × %(h)s piksel olmalı, bu %(pw)s × %(ph)s piksel.")
            % {"w": WIDTH, "h": HEIGHT, "pw": picture.width, "ph": picture.height}
        )


def _portrait(picture: Image.Image) -> bytes:
    """Upright, in sRGB on white, cut to the card's proportions a little above the middle, where a face is."""
    picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
    upright = ImageOps.exif_transpose(picture)
    if upright.width < WIDTH or upright.height < HEIGHT:
        raise ValidationError(
            _("Fotoğraf dikey olmalı ve en az %(w)s × %(h)s piksel olmalı.") % {"w": WIDTH, "h": HEIGHT}
        )
    card = ImageOps.fit(on_white(upright), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    return as_jpeg(card, dpi=300)
