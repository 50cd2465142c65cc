"""A picture of a diploma nobody was given, as the document beside a claim."""

import io
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from alumni.membership.evidence import PURPOSE, EvidenceKind
from alumni.membership.models import Claim, ClaimEvidence
from mik.files.services import store_file

SIZE = (1200, 820)
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "public-sans"
PAPER, INK, FRAME = "#fbf8ef", "#26323a", "#0b4a5e"


def attach_diploma(claim: Claim, *, subject: str, year: int) -> ClaimEvidence:
    lines = (
        (150, 30, "ÖRNEK · BELGE DEĞİLDİR", FRAME),
        (240, 46, "KARADENİZ TEKNİK ÜNİVERSİTESİ", FRAME),
        (400, 58, f"{claim.given_names} {claim.surname}", INK),
        (520, 40, subject, INK),
        (600, 34, f"Haziran {year}", INK),
    )
    file = store_file(
        upload=io.BytesIO(_picture(lines)),
        purpose=PURPOSE,
        by=claim.user,
        name=f"{EvidenceKind.DIPLOMA.value}.jpg",
        media_type="image/jpeg",
    )
    return ClaimEvidence.objects.create(claim=claim, file=file)


def _picture(lines: tuple[tuple[int, int, str, str], ...]) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, SIZE[0] - 30, SIZE[1] - 30), outline=FRAME, width=6)
    for top, size, text, colour in lines:
        _write(draw, text, top, size, colour)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def _write(draw: ImageDraw.ImageDraw, text: str, top: int, size: int, colour: str) -> None:
    """In the middle, letter by letter: the letters with marks are in a file of their own."""
    plain, marked = (
        ImageFont.truetype(FONTS / f"public-sans-{part}-wght-normal.woff2", size) for part in ("latin", "latin-ext")
    )
    fonts = [marked if letter in "İığĞşŞ" else plain for letter in text]
    widths = [font.getlength(letter) for font, letter in zip(fonts, text, strict=True)]
    left = (SIZE[0] - sum(widths)) / 2
    for font, letter, width in zip(fonts, text, widths, strict=True):
        draw.text((left, top), letter, font=font, anchor="ls", fill=colour)
        left += width
