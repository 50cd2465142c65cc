"""Documents beside a claim: known by their content, cleaned where they are pictures, kept privately."""

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from alumni.membership.pdf_check import check_pdf

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST_FILES = 5
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3500
PURPOSE = "claim_evidence"


class EvidenceKind(models.TextChoices):
    """What a document is; the stored file is named after it, never after what the person's disk calls it."""

    DIPLOMA = "diploma", gettext_lazy("Diploma")
    CERTIFICATE = "belge", gettext_lazy("e-Devlet mezun belgesi")
    TRANSCRIPT = "transkript", gettext_lazy("Transkript")
    STUDENT_CARD = "ogrenci-kimligi", gettext_lazy("Öğrenci kimliği")
    OTHER = "diger", gettext_lazy("Başka bir belge")


@dataclass(frozen=True)
class CleanDocument:
    content: bytes
    media_type: str
    extension: str


def clean_document(upload: "UploadedFile[bytes]") -> CleanDocument:
    """The document as it will be kept. Raises ValidationError with what is wrong; the name and the type that the
    browser sends are not believed.
    """
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("Dosya çok büyük: en çok 10 MB olabilir."))
    content = upload.read(LARGEST + 1)
    if not content:
        raise ValidationError(_("Dosya boş. Yeniden seçip gönderin."))
    if content.lstrip()[:5] == b"%PDF-":
        return _clean_pdf(content)
    return _clean_picture(content)


def _clean_pdf(content: bytes) -> CleanDocument:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("PDF yarım kalmış. Dosyayı açılıp açılmadığını denetleyip yeniden gönderin."))
    check_pdf(content)
    return CleanDocument(content, "application/pdf", "pdf")


def _clean_picture(content: bytes) -> CleanDocument:
    """Drawn anew: place, device and whatever else hides in a photograph stay behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Resim çok büyük. Daha küçük bir kopyasını gönderin."))
            return _draw_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("Resim çok büyük. Daha küçük bir kopyasını gönderin.")) from None
    except ValidationError:
        raise
    except Exception:  # a damaged picture makes Pillow raise almost anything
        raise ValidationError(_("Dosya okunamadı. PDF, JPG, PNG ya da WebP gönderin.")) from None


def _draw_anew(picture: Image.Image) -> CleanDocument:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        upright = upright.convert("RGBA")
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
        upright = paper
    target = io.BytesIO()
    upright.convert("RGB").save(target, "JPEG", quality=88, optimize=True)
    return CleanDocument(target.getvalue(), "image/jpeg", "jpg")


def document_label(name: str) -> str:
    """What to call a stored document in the reader's language."""
    stem = name.rsplit(".", 1)[0]
    return str(EvidenceKind(stem).label) if stem in EvidenceKind.values else stem
