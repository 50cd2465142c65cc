"""The same person twice: prevented while typing and importing, found in the whole registry, asked about across
departments.
"""

from alumni.registry.duplicates.likeness import Sought, same_tckn, sought_in
from alumni.registry.duplicates.prevention import Likely, holder_of, likely_duplicates, sought_of
from alumni.registry.duplicates.rows import likely_for_rows

__all__ = [
    "Likely",
    "Sought",
    "holder_of",
    "likely_duplicates",
    "likely_for_rows",
    "same_tckn",
    "sought_in",
    "sought_of",
]
