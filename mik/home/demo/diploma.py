"""A picture of a diploma nobody was given, as the document beside a claim."""

import io

from PIL import Image, ImageDraw, ImageFont

from alumni.membership.evidence import PURPOSE, EvidenceKind
from alumni.membership.models import Claim, ClaimEvidence
from mik.files.services import store_file

SIZE = (1200, 820)
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
        draw.text((SIZE[0] / 2, top), text, font=ImageFont.load_default(size), anchor="mm", fill=colour)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
