"""Everybody who walks through the matrix; fixtures of the cast."""

ROLES = (
    "anonymous",
    "student",
    "alumna",
    "other_alumna",
    "representative",
    "other_representative",
    "representative_alumna",
    "former_representative",
    "staff",
    "staff_with_duty",
    "coordinator",
    "assistant",
    "registrar",
    "vice_rector",
)
