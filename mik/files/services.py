"""Storing, opening and deleting files."""

import base64
import errno
import hashlib
import io
import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from mik.common.disk import FULL
from mik.files.crypto import CHUNK, Unsealed, new_key, seal
from mik.files.models import StoredFile, path_of

logger = logging.getLogger(__name__)


class FileProblem(Exception):
    """The file could not be stored; the message is for the user."""


class FileTooLarge(FileProblem):
    """Larger than UPLOAD_LIMIT."""


class StorageFull(FileProblem):
    """The disk is full; nothing was kept."""


def store_file(
    *,
    upload: IO[bytes] | Any,
    purpose: str,
    by: AbstractBaseUser | None,
    name: str,
    media_type: str = "application/octet-stream",
    limit: int | None = None,
) -> StoredFile:
    """Encrypt and keep a file (anything with ``read``, or a Django upload). All or nothing.

    ``limit`` in bytes; without one, what a person may upload (UPLOAD_LIMIT). Raises FileTooLarge or StorageFull, whose
    messages may be shown. If the transaction around it is rolled back, the sweeper removes the content.
    """
    file_id, key, sums = uuid.uuid4(), new_key(), _Sums(limit or settings.UPLOAD_LIMIT)
    _write(path_of(file_id), seal(sums.watch(_pieces(upload)), key=key, context=file_id.bytes))
    return StoredFile.objects.create(
        id=file_id,
        purpose=purpose,
        name=clean_name(name),
        media_type=media_type,
        size=sums.size,
        sha256=sums.digest.hexdigest(),
        key=base64.b64encode(key).decode(),
        uploaded_by_id=by.pk if by else None,
    )


def open_file(file: StoredFile) -> IO[bytes]:
    """The content, decrypted as it is read; seekable. Raises FileNotFoundError or DamagedFile."""
    source = file.path.open("rb")
    try:
        raw = Unsealed(source, key=base64.b64decode(file.key or ""), context=file.id.bytes)
    except Exception:
        source.close()
        raise
    return io.BufferedReader(raw, CHUNK)


def delete_file(*, file: StoredFile) -> None:
    """Delete row and content; the content goes when the transaction has succeeded."""
    path = file.path
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def clean_name(name: str) -> str:
    """The bare name of a file, without folders or control characters, at most 200 letters; the ending
    stays.
    """
    bare = "".join(letter for letter in Path(name.replace("\\", "/")).name if letter.isprintable()).strip()
    stem, ending = os.path.splitext(bare)
    return f"{stem[: 200 - len(ending[:12])]}{ending[:12]}" or _("dosya")


class _Sums:
    """Counts and hashes what passes, and stops a file that is too large."""

    def __init__(self, limit: int) -> None:
        self.size, self.limit = 0, limit
        self.digest = hashlib.sha256()

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            if self.size > self.limit:
                limit = self.limit // (1024 * 1024)
                raise FileTooLarge(_("Dosya çok büyük: en çok %(limit)s MB olabilir.") % {"limit": limit})
            self.digest.update(piece)
            yield piece


def _pieces(upload: Any) -> Iterator[bytes]:
    if hasattr(upload, "chunks"):
        yield from upload.chunks(CHUNK)
        return
    while piece := upload.read(CHUNK):
        yield piece


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write beside the target and rename: nobody ever sees half a file, and a failure leaves nothing."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600), "wb") as target:
            for piece in pieces:
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        part.rename(path)
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        logger.error("no room for a file: %s", errno.errorcode.get(problem.errno or 0, ""))
        raise StorageFull(_("Sunucuda yer kalmadı; dosya kaydedilmedi. Lütfen daha sonra yeniden deneyin.")) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
