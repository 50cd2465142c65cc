"""Card numbers and verification codes: ``2026 0412 7783`` and ``7KQ4-M2XA``."""

import secrets

from django.db import connection

# Digits and capitals without those that look alike (0 O, 1 I): 32 signs, five bits each.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 8
SERIALS = 10_000_000
# Odd and no multiple of five, so every serial keeps a place of its own and the numbers do not tell how many there are.
_STEP, _START = 3_141_593, 2_718_281


def next_number(year: int) -> str:
    """Year, seven digits, check digit. The serial comes from a sequence, so no number is ever given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cards_card_serial')")
        serial: int = cursor.fetchone()[0]
    body = f"{year:04d}{(serial * _STEP + _START) % SERIALS:07d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Luhn: one digit mistyped, or two neighbours swapped, is noticed."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def is_number(text: str) -> bool:
    return len(text) == 12 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    """A code as somebody types it from a card: small letters, blanks and dashes are no matter; ı and İ are I."""
    plain = typed.replace("ı", "I").replace("İ", "I").upper()
    return "".join(sign for sign in plain if sign.isalnum())[:40]
