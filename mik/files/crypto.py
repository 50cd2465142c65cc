"""A file as a row of AES-256-GCM chunks, so that it streams, can be read from the middle, and notices every
change.

Layout: ``MIKF1`` | chunk | chunk | …; each chunk is 64 KiB of text and a tag of 16 bytes, the last one
shorter or empty. Every file has a random key of its own, so the chunk's number serves as nonce; the last
chunk's nonce is marked, so a file cut short does not pass for a whole one. The file's id is bound in: a file
put under another's name does not open.
"""

import io
import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"MIKF1"
CHUNK = 64 * 1024
TAG = 16
SEALED = CHUNK + TAG


class DamagedFile(Exception):
    """The stored bytes are not what was written, or the key is another's."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def seal(chunks: Iterator[bytes], *, key: bytes, context: bytes) -> Iterator[bytes]:
    """Encrypt a stream of pieces of any size."""
    cipher = AESGCM(key)
    yield MAGIC
    number, held = 0, bytearray()
    for piece in chunks:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), bytes(held[:CHUNK]), context)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(held), context)


class Unsealed(io.RawIOBase):
    """The text of a sealed file: readable, seekable, one chunk in memory. Wrap it in
    ``io.BufferedReader``.
    """

    def __init__(self, source: IO[bytes], *, key: bytes, context: bytes) -> None:
        self._source, self._cipher, self._context = source, AESGCM(key), context
        body = os.fstat(source.fileno()).st_size - len(MAGIC)
        self._chunks = max(1, -(-body // SEALED))
        self.size = body - self._chunks * TAG
        self._at = 0
        self._number, self._text = -1, b""
        if source.read(len(MAGIC)) != MAGIC or self.size < 0:
            raise DamagedFile("This is not a sealed file.")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # the stub wants any buffer
        number, within = divmod(self._at, CHUNK)
        if number >= self._chunks:
            return 0
        text = self._open_chunk(number)[within : within + len(buffer)]
        buffer[: len(text)] = text
        self._at += len(text)
        return len(text)

    def _open_chunk(self, number: int) -> bytes:
        if number != self._number:
            self._source.seek(len(MAGIC) + number * SEALED)
            nonce = _nonce(number, last=number == self._chunks - 1)
            try:
                self._text = self._cipher.decrypt(nonce, self._source.read(SEALED), self._context)
            except InvalidTag:
                raise DamagedFile("The stored file was altered, or its key is another's.") from None
            self._number = number
        return self._text

    def close(self) -> None:
        self._source.close()
        super().close()
