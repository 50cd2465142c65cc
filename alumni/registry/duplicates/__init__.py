"""The same person twice: prevented while typing, found in the whole registry, asked about across departments."""

from alumni.registry.duplicates.prevention import (
    Likely,
    Sought,
    holder_of,
    likely_duplicates,
    same_tckn,
    sought_in,
    sought_of,
)

__all__ = ["Likely", "Sought", "holder_of", "likely_duplicates", "same_tckn", "sought_in", "sought_of"]
