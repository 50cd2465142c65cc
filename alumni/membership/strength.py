"""From how many points on a match is strong, and how that is put to people."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

STRONG, MEDIUM, WEAK = 75, 45, 20


@dataclass(frozen=True)
class Strength:
    label: str
    tone: str
    icon: str


def strength(score: int) -> Strength:
    """How a score is put to people."""
    if score >= STRONG:
        return Strength(_("Güçlü eşleşme"), "ok", "circle-check")
    if score >= MEDIUM:
        return Strength(_("Orta eşleşme"), "warn", "triangle-alert")
    return Strength(_("Zayıf eşleşme"), "", "minus")
