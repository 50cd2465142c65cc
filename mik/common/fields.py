"""Text encrypted at rest, and keyed hashes to find it by.

A blob is ``length of key id (1 byte) | key id | nonce (12) | AES-256-GCM ciphertext``. The field's own name
is bound into it as associated data, so a blob moved to another column does not decrypt. Equal texts give
different blobs: look them up by ``keyed_hash``. The ciphertext itself is never compared, in Python or in SQL.
"""

import base64
import binascii
import hmac
import os
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE_BYTES = 12
KEY_BYTES = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)


class DecryptionError(Exception):
    """A stored blob cannot be read; the message names the field and the key id, never the value."""


class UnknownKeyError(DecryptionError):
    """The blob was written under a key that FIELD_KEYS no longer holds."""


@dataclass(frozen=True)
class Key:
    """One encryption key; its secret stays out of ``repr``."""

    id: str
    secret: bytes = field(repr=False)

    @cached_property
    def prefix(self) -> bytes:
        return bytes([len(self.id)]) + self.id.encode("ascii")

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self.secret)


def _decode_key(text: str, *, name: str) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"{name} is not valid base64.") from None
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be {KEY_BYTES} bytes in base64, not {len(secret)}.")
    return secret


def _parse_key(entry: str) -> Key:
    key_id, colon, secret = entry.strip().partition(":")
    if not colon or not _KEY_ID.fullmatch(key_id):
        raise ImproperlyConfigured("FIELD_KEYS must look like id:base64,id:base64 (newest first).")
    return Key(key_id, _decode_key(secret, name=f"The key {key_id!r} of FIELD_KEYS"))


@lru_cache(maxsize=8)
def parse_keys(text: str) -> tuple[Key, ...]:
    """The keys of ``id:base64,…``, newest first; raises ImproperlyConfigured with what is wrong, never with a
    key.
    """
    keys = tuple(_parse_key(entry) for entry in text.split(",") if entry.strip())
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty.")
    if len({key.id for key in keys}) != len(keys):
        raise ImproperlyConfigured("FIELD_KEYS names a key id twice.")
    return keys


def field_keys() -> tuple[Key, ...]:
    return parse_keys(settings.FIELD_KEYS)


def hash_key() -> bytes:
    return _decode_key(settings.HASH_KEY, name="HASH_KEY")


@lru_cache(maxsize=8)
def _begun(text: str) -> hmac.HMAC:
    """A code with the key in it and nothing more, to be copied."""
    return hmac.new(_decode_key(text, name="HASH_KEY"), digestmod="sha256")


def keyed_hash(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA256 (32 bytes) of a normalised value; ``purpose`` keeps hashes of different identifiers
    apart.
    """
    code = _begun(settings.HASH_KEY).copy()
    code.update(f"{purpose}\0{value}".encode())
    return code.digest()


def encrypt(text: str, *, context: str) -> bytes:
    """Encrypt under the first key of FIELD_KEYS, bound to ``context``."""
    key = field_keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    return key.prefix + nonce + key.cipher.encrypt(nonce, text.encode(), context.encode())


def decrypt(blob: bytes, *, context: str) -> str:
    """The text of a blob; DecryptionError if it is torn, tampered with, moved or under an unknown key."""
    key_id, body = _split(blob, context)
    cipher = next((key.cipher for key in field_keys() if key.id == key_id), None)
    if cipher is None:
        raise UnknownKeyError(f"{context}: FIELD_KEYS does not hold the key {key_id!r}.")
    try:
        return cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode()).decode()
    except InvalidTag:
        raise DecryptionError(f"{context}: wrong key {key_id!r}, or the stored value was altered.") from None


def _split(blob: bytes, context: str) -> tuple[str, bytes]:
    length = blob[0] if blob else 0
    key_id, body = blob[1 : 1 + length], blob[1 + length :]
    if not _KEY_ID.fullmatch(key_id.decode("ascii", "replace")) or len(body) < NONCE_BYTES + 16:
        raise DecryptionError(f"{context}: the stored value is not an encrypted text.")
    return key_id.decode("ascii"), body


def column_of(field: "models.Field[Any, Any]") -> str:
    """The column of a concrete field; the type checker thinks it may lack one."""
    assert field.column is not None
    return field.column


if TYPE_CHECKING:
    _BinaryField = models.BinaryField[str | None, str | None]
else:
    _BinaryField = models.BinaryField


class EncryptedTextField(_BinaryField):
    """Text in Python, AES-GCM blob in the database; NULL and "" stay as they are, so emptiness can be
    counted.
    """

    description = "Encrypted text"
    empty_values = [None, ""]

    def _check_str_default_value(self) -> list[CheckMessage]:
        return []

    def get_default(self) -> Any:
        value = super().get_default()
        return "" if value == b"" else value

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        problems = super().check(**kwargs)
        if self.unique or self.primary_key or self.db_index:  # type: ignore[attr-defined]  # missing in the stubs
            problems.append(
                Error("Ciphertext is never compared: put the index on a keyed_hash.", obj=self, id="mik.E003")
            )
        return problems

    @property
    def encryption_context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = encrypt(value, context=self.encryption_context) if value else b""
        elif value is not None and not hasattr(value, "as_sql"):
            raise TypeError(f"{self.encryption_context} takes text, not {type(value).__name__}.")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        if value is None:
            return None
        return decrypt(bytes(value), context=self.encryption_context) if len(value) else ""

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.encryption_context} is never serialised.")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.encryption_context} is encrypted: only isnull can be asked of it; use its keyed hash.")

    def get_transform(self, lookup_name: str) -> Any:
        return None
