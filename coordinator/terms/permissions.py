"""Who sees the terms desk and who works at it (design/access.md, row «appointments»)."""

from typing import Any

from mik.accounts.powers import powers_of


def can_see_terms(user: Any) -> bool:
    """All terms: the heads of the office and the vice-rector. The registrar has pages of the own."""
    powers = powers_of(user)
    return powers.is_office or powers.is_vice_rector


def can_hand_out_duties(user: Any) -> bool:
    return powers_of(user).is_office


def can_record_appointments(user: Any) -> bool:
    return powers_of(user).is_registrar
