"""Uploaded pictures: known by their content, drawn anew; what hid in the file stays behind.

Nothing of the file that came is kept but its pixels: no metadata (EXIF with its GPS position, XMP, comments), no
profile, no trailing bytes.
"""

import io
import warnings
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

LARGEST = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"avif")


def drawn(
    upload: IO[bytes] | Any, *, check: Callable[[Image.Image], None], draw: Callable[[Image.Image], bytes]
) -> bytes:
    """What ``draw`` makes of the picture in an upload; ``check`` sees its header before a pixel is unpacked.

    Raises ValidationError saying what is wrong and what would be right.
    """
    content = _read(upload)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_too_many_pixels())
            check(picture)
            return draw(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels()) from None
    except ValidationError:
        raise
    except Exception:  # a damaged picture makes Pillow raise almost anything
        raise ValidationError(
            _("Fotoğraf okunamadı; bozuk ya da yarım olabilir. JPEG, PNG ya da WebP yükleyin.")
        ) from None


def _read(upload: IO[bytes] | Any) -> bytes:
    if (getattr(upload, "size", None) or 0) > LARGEST:
        raise ValidationError(_("Fotoğraf çok büyük: en çok 8 MB olabilir."))
    content: bytes = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValidationError(_("Fotoğraf çok büyük: en çok 8 MB olabilir."))
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise ValidationError(_("HEIC ve AVIF fotoğrafları okunamıyor. Fotoğrafı JPEG olarak kaydedip onu yükleyin."))
    return content


def _too_many_pixels() -> str:
    return _("Fotoğrafın çözünürlüğü çok yüksek: en çok 50 megapiksel olabilir. Küçültüp yeniden yükleyin.")


def on_white(picture: Image.Image) -> Image.Image:
    """RGB in sRGB; what is transparent becomes paper."""
    picture = in_srgb(picture)
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def in_srgb(picture: Image.Image) -> Image.Image:
    """Phones save in wider colour spaces; the profile itself is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return made or picture


def as_jpeg(picture: Image.Image, *, dpi: int = 0) -> bytes:
    """On a canvas of its own, so that nothing of the file that came goes along."""
    canvas = Image.new("RGB", picture.size)
    canvas.paste(picture)
    target = io.BytesIO()
    options: dict[str, Any] = {"dpi": (dpi, dpi)} if dpi else {}
    canvas.save(target, "JPEG", quality=90, optimize=True, **options)
    return target.getvalue()
