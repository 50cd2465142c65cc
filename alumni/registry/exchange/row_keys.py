"""The opaque key of a row in an exported list, by which the edited file finds its record again.

A key says nothing of the person, cannot be guessed and, altered in one letter, belongs to nobody. It is AES-SIV over
the two keys: the same row has the same key in each export, so two exports can be laid side by side. Base32 behind a
letter, so that no spreadsheet takes it for a number or a formula, and upper and lower case do not matter.
"""

import base64
import binascii
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mik.common.fields import field_keys

_PREFIX = "K"
_ID_BYTES = 6
_BYTES = 16 + 2 * _ID_BYTES  # the tag and the two keys
_CHARS = -(-_BYTES * 8 // 5)
_CONTEXT = [b"registry row key"]


def row_key(graduation_pk: int, person_pk: int) -> str:
    """46 capital letters and digits. ``graduation_pk`` 0 stands for a record without a graduation."""
    plain = graduation_pk.to_bytes(_ID_BYTES) + person_pk.to_bytes(_ID_BYTES)
    blob = _cipher(field_keys()[0].secret).encrypt(plain, _CONTEXT)
    return _PREFIX + _text_of(blob)


def read_row_key(text: str) -> tuple[int, int] | None:
    """Graduation and person of a key, whatever case and spaces it came back in; None if it is not one of ours.

    Keys written under any key FIELD_KEYS still holds are read. Whether the records still exist and may be changed
    by whoever sends the file is asked by the caller.
    """
    blob = _blob_of("".join(text.split()).removeprefix("'"))
    if blob is None:
        return None
    for key in field_keys():
        try:
            plain = _cipher(key.secret).decrypt(blob, _CONTEXT)
        except InvalidTag:
            continue
        return int.from_bytes(plain[:_ID_BYTES]), int.from_bytes(plain[_ID_BYTES:])
    return None


def _blob_of(text: str) -> bytes | None:
    if not text.isascii() or len(text) != len(_PREFIX) + _CHARS or not text.upper().startswith(_PREFIX):
        return None
    body = text.upper().removeprefix(_PREFIX)
    try:
        blob = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error:
        return None
    # The last letter has a bit to spare: only one of its two readings is ours (RFC 4648, 3.5).
    return blob if _text_of(blob) == body else None


def _text_of(blob: bytes) -> str:
    return base64.b32encode(blob).decode("ascii").rstrip("=")


@lru_cache(maxsize=8)
def _cipher(secret: bytes) -> AESSIV:
    """A key of its own for this purpose, derived from the field key."""
    return AESSIV(HKDF(algorithm=SHA256(), length=64, salt=None, info=_CONTEXT[0]).derive(secret))
