"""Whether a PDF is a plain document: it opens, is short, and holds nothing that acts or hides.

It is kept as it was sent (drawing it anew would break the signature of an e-Devlet document), so that whoever opens
it must be able to trust that it is only pages.
"""

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_PAGES = 20
# What is read of one document at most; a scan of twenty pages has some hundred objects.
MOST_OBJECTS = 20_000
MOST_SECONDS = 5.0
# Scripts, actions that start something or send something away, files within the file, films, forms of XFA.
FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
FORBIDDEN_VALUES = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/EmbeddedFile", "/Filespec",
    "/RichMedia", "/Movie", "/Sound", "/Screen", "/Rendition",
}  # fmt: skip

# What pypdf has to say of crooked files is of no use to anybody, and may repeat what stands in them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class _TooMuch(Exception):
    """More than a document of a few pages holds."""


def check_pdf(content: bytes) -> None:
    """Raises ValidationError that says what is wrong with the document."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        acts = not encrypted and pages <= MOST_PAGES and _acts(reader)
    except _TooMuch:
        raise ValidationError(_("PDF çok karmaşık. Sayfaların fotoğrafını ya da taranmış halini gönderin.")) from None
    except Exception:  # a damaged file makes the reader raise almost anything
        raise ValidationError(_("PDF açılamadı. Dosyayı açılıp açılmadığını denetleyip yeniden gönderin.")) from None
    if encrypted:
        raise ValidationError(_("PDF parola korumalı. Korumasız bir kopyasını gönderin."))
    if not pages:
        raise ValidationError(_("PDF’de sayfa yok. Dosyayı açılıp açılmadığını denetleyip yeniden gönderin."))
    if pages > MOST_PAGES:
        raise ValidationError(_("PDF en çok %(n)s sayfa olabilir.") % {"n": MOST_PAGES})
    if acts:
        raise ValidationError(
            _("PDF’nin içinde çalışan bir şey ya da ek dosya var. Sayfaların yalın bir kopyasını gönderin.")
        )


def _acts(reader: PdfReader) -> bool:
    """Whether anything reachable from the document's root starts, sends, plays or carries something."""
    return any(_is_forbidden(found) for found in _dictionaries(reader))


def _is_forbidden(found: DictionaryObject) -> bool:
    if FORBIDDEN_KEYS & set(found.keys()):
        return True
    values = (found.raw_get(key) for key in ("/S", "/Type", "/Subtype") if key in found)
    return any(str(value) in FORBIDDEN_VALUES for value in values)


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Each dictionary once, streams included, without unpacking what the streams hold."""
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = [reader.trailer.raw_get("/Root")]
    stack += [reader.trailer.raw_get("/Info")] if "/Info" in reader.trailer else []
    ends, count = time.monotonic() + MOST_SECONDS, 0
    while stack:
        one = stack.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        count += 1
        if count > MOST_OBJECTS or time.monotonic() > ends:
            raise _TooMuch
        if isinstance(one, DictionaryObject):
            yield one
            stack += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            stack += [
                item for item in list.__iter__(one) if isinstance(item, IndirectObject | DictionaryObject | ArrayObject)
            ]
