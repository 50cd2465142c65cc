"""The photo of a card: known by its content, drawn anew at the size of the card; what hid in the file stays behind."""

import io
import warnings
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

PURPOSE = "card_photo"
# 35 × 45 mm at 300 dots an inch.
WIDTH, HEIGHT = 413, 531
LARGEST = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"avif")


def clean_photo(upload: IO[bytes] | Any) -> bytes:
    """JPEG of 413 × 531 pixels, upright, RGB. Raises ValidationError saying what is wrong and what would be right."""
    if (getattr(upload, "size", None) or 0) > LARGEST:
        raise ValidationError(_("Fotoğraf çok büyük: en çok 8 MB olabilir."))
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValidationError(_("Fotoğraf çok büyük: en çok 8 MB olabilir."))
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise ValidationError(_("HEIC ve AVIF fotoğrafları okunamıyor. Fotoğrafı JPEG olarak kaydedip onu yükleyin."))
    return _draw(content)


def _draw(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            _check_size(picture)
            return _as_jpeg(_portrait(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels()) from None
    except ValidationError:
        raise
    except Exception:  # a damaged picture makes Pillow raise almost anything
        raise ValidationError(
            _("Fotoğraf okunamadı; bozuk ya da yarım olabilir. JPEG, PNG ya da WebP yükleyin.")
        ) from None


def _check_size(picture: Image.Image) -> None:
    """By what the header says, before a single pixel is unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_too_many_pixels())
    short, long = sorted(picture.size)
    if short < WIDTH or long < HEIGHT:
        raise ValidationError(
            _("Fotoğraf küçük: en az %(w)s × %(h)s piksel olmalı, bu %(pw)s × %(ph)s piksel.")
            % {"w": WIDTH, "h": HEIGHT, "pw": picture.width, "ph": picture.height}
        )


def _too_many_pixels() -> str:
    return _("Fotoğrafın çözünürlüğü çok yüksek: en çok 50 megapiksel olabilir. Küçültüp yeniden yükleyin.")


def _portrait(picture: Image.Image) -> Image.Image:
    """Upright, in sRGB on white, cut to the card's proportions a little above the middle, where a face is."""
    picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
    upright = ImageOps.exif_transpose(picture)
    if upright.width < WIDTH or upright.height < HEIGHT:
        raise ValidationError(
            _("Fotoğraf dikey olmalı ve en az %(w)s × %(h)s piksel olmalı.") % {"w": WIDTH, "h": HEIGHT}
        )
    return ImageOps.fit(_on_white(_in_srgb(upright)), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.35))


def _in_srgb(picture: Image.Image) -> Image.Image:
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


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _as_jpeg(picture: Image.Image) -> bytes:
    """On a canvas of its own, so that nothing of the file that came goes along."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT))
    canvas.paste(picture)
    target = io.BytesIO()
    canvas.save(target, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return target.getvalue()
