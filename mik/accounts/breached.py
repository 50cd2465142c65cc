"""Passwords known from breaches, looked up in a list that ships with the platform; nothing leaves the server.

The list holds the first five bytes of a SHA-256 of each password, sorted; ``data/SOURCES.md`` says where it comes from
and ``manage.py make_breached_list`` makes it. One good password in a million million is taken for one of them.
"""

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LIST = Path(__file__).parent / "data" / "breached.bin"
WIDTH = 5
# The mark in the session of somebody who signed in by such a password; it goes when the password is changed.
BREACHED = "password_is_breached"


def plain(password: str) -> str:
    """Without what thieves try by themselves: capitals and the forms of the same letter."""
    return unicodedata.normalize("NFKC", password).strip().casefold()


def fingerprint(password: str) -> bytes:
    return hashlib.sha256(plain(password).encode()).digest()[:WIDTH]


class Fingerprints:
    """Sorted fingerprints in one string of bytes, searched by halving."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data) // WIDTH

    def __getitem__(self, at: int) -> bytes:
        return self.data[at * WIDTH : (at + 1) * WIDTH]

    def __contains__(self, wanted: bytes) -> bool:
        at = bisect_left(self, wanted)
        return at < len(self) and self[at] == wanted


@lru_cache(maxsize=1)
def known() -> Fingerprints:
    return Fingerprints(LIST.read_bytes())


def is_breached(password: str) -> bool:
    return fingerprint(password) in known()


def packed(passwords: Iterable[str]) -> bytes:
    """The list's own form."""
    return b"".join(sorted({fingerprint(password) for password in passwords}))


class BreachedPasswordValidator:
    """Refuses a password that thieves already have; the list is on this server, so nobody learns what was typed."""

    def validate(self, password: str, user: object = None) -> None:
        if is_breached(password):
            raise ValidationError(
                _(
                    "Bu parola başka sitelerden çalınmış parolalar arasında; ilk deneneceklerden biridir."
                    " Başka bir parola seçin."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Parolanız, çalındığı bilinen parolalardan biri olamaz.")
