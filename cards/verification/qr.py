"""The QR code as SVG. Version and mask are fixed: letting segno try them all costs five times as much a code."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

from cards.verification.codes import verification_url

# Bytes that fit at error correction M, by version.
ROOM = {4: 62, 5: 84, 6: 106, 7: 122, 8: 152, 9: 180, 10: 213}
MASK = 2
DARK = "#0a2140"


def qr_svg(code: str) -> SafeString:
    """Inline SVG without size and quiet zone, both of which the page gives; its only colour is a literal one."""
    url = verification_url(code)
    version = next(version for version, room in ROOM.items() if len(url) <= room)
    made = segno.make_qr(url, error="m", version=version, mask=MASK, mode="byte", boost_error=False)
    target = io.BytesIO()
    made.save(
        target, kind="svg", border=0, dark=DARK, xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, nl=False
    )
    # Drawn by segno from our own address: nothing in it came from anybody.
    return mark_safe(target.getvalue().decode())
