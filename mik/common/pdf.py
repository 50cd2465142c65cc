"""Pages into PDF: tagged, titled, in our fonts, from our own files only, the same bytes for the same content."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string

# WeasyPrint quotes what it reads and fontTools tells of every letter: a page full of names never reaches a log.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
logging.getLogger("fontTools").setLevel(logging.ERROR)


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    stylesheets: Sequence[str] = (),
    tagged: bool = True,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Render a template that extends ``base_pdf.html``, in the active language.

    ``stylesheets`` are static files ("css/pdf/report.css"), put after ``css/pdf/base.css``. ``files`` are bytes
    the page may show under ``/files/<name>``, such as a photo; an address of anything else is left out.
    ``tagged`` makes it PDF/UA-1. No date of today is written: give the page one where it needs one.
    """
    page = render_to_string(template, dict(context))
    return html_to_pdf(page, stylesheets=stylesheets, tagged=tagged, files=files)


def html_to_pdf(
    page: str, *, stylesheets: Sequence[str] = (), tagged: bool = True, files: Mapping[str, bytes] | None = None
) -> bytes:
    # A second to import, and most processes never make a PDF.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from mik.common.own_files import BASE, OwnFiles

    own, fonts = OwnFiles(files), FontConfiguration()
    sheets = [
        CSS(url=f"{BASE}static/{name}", url_fetcher=own, font_config=fonts)
        for name in ("css/pdf/base.css", *stylesheets)
    ]
    document = HTML(string=page, base_url=BASE, url_fetcher=own)
    made: bytes = document.write_pdf(
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1" if tagged else None,
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return made
