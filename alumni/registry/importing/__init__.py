"""Lists of graduates as the registry exports them, read without touching the database.

``read_list`` finds sheet, header and columns; ``GraduateList.results()`` yields a verdict for every row.
"""

from alumni.registry.importing.columns import recognise, suggest_mapping
from alumni.registry.importing.lists import Column, GraduateList, ListSummary, OwnList, missing, read_list
from alumni.registry.importing.parsed import ParsedRow, Rejected
from alumni.registry.importing.problems import FIELDS, REASONS, WARNINGS, ListError, Problem
from alumni.registry.importing.seen import Repeated
from alumni.registry.importing.units import UnitMatcher, UnitRow, alias_key, read_level, units_from_csv

__all__ = [
    "FIELDS",
    "REASONS",
    "WARNINGS",
    "Column",
    "GraduateList",
    "ListError",
    "ListSummary",
    "OwnList",
    "ParsedRow",
    "Problem",
    "Rejected",
    "Repeated",
    "UnitMatcher",
    "UnitRow",
    "alias_key",
    "missing",
    "read_level",
    "read_list",
    "recognise",
    "suggest_mapping",
    "units_from_csv",
]
