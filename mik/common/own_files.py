"""The only files a PDF may be made of: our static files, our fonts, and what its maker hands over.

Nothing here opens a connection: an address is looked up in three places and refused everywhere else.
"""

import logging
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from PIL import ImageFile
from weasyprint.urls import URLFetcher, URLFetcherResponse

logger = logging.getLogger(__name__)

# WeasyPrint lets Pillow take half a picture for a whole one, for everybody in the process; uploads must be whole.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# A name that no resolver answers for (RFC 6761); relative addresses of a template are joined to it.
BASE = "https://own.invalid/"


class Refused(ValueError):
    """The address is not one of our files. It is not repeated: it may hold personal data."""


class OwnFiles(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serves ``/static/…``, ``/fonts/…`` and ``/files/…``; WeasyPrint leaves the rest out of the document."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._files = files or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        try:
            if (parts.scheme, parts.netloc) != ("https", "own.invalid"):
                raise Refused("not one of our files")
            path = unquote(parts.path)
            return URLFetcherResponse(url, self._read(path), {"Content-Type": _media_type(path)})
        except (Refused, OSError):
            logger.warning("a file was refused in a PDF (%s)", parts.scheme[:10])
            raise Refused("not one of our files") from None

    def _read(self, path: str) -> bytes:
        folder, _, name = path.lstrip("/").partition("/")
        if folder == "files" and name in self._files:
            return self._files[name]
        root = _roots().get(folder)
        if root is None:
            raise Refused("unknown folder")
        return _inside(root.resolve(), name).read_bytes()


def _roots() -> dict[str, Path]:
    return {"static": settings.BASE_DIR / "static", "fonts": settings.BASE_DIR / "mik" / "common" / "fonts"}


def _inside(root: Path, name: str) -> Path:
    """The file a name leads to once links and ``..`` are followed; refused outside its folder."""
    if "\0" in name:
        raise Refused("not a name")
    found = (root / name).resolve()
    if not found.is_relative_to(root) or not found.is_file():
        raise Refused("outside")
    return found


def _media_type(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
