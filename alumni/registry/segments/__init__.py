"""Choosing people: what may be asked of a graduate, and the form that asks it. Announcements and surveys share it."""

from alumni.registry.segments.criteria import (
    Belonging,
    Criteria,
    belonging,
    chips_of,
    living_at,
    places_of,
    within_units,
)
from alumni.registry.segments.forms import CriteriaForm

__all__ = [
    "Belonging",
    "Criteria",
    "CriteriaForm",
    "belonging",
    "chips_of",
    "living_at",
    "places_of",
    "within_units",
]
