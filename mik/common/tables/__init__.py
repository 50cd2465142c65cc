"""Spreadsheets in and out: XLSX and CSV as rows of typed cells, every bad file refused with a clear message.

``read_table(source, name)`` opens; ``write_xlsx`` and ``write_csv`` write what no spreadsheet takes for a formula;
``table_response`` hands such a list out.
"""

from mik.common.tables.handing import MEDIA_TYPES, table_response
from mik.common.tables.marks import Mark
from mik.common.tables.model import Cell, Limits, Merge, Row, Sheet, Table, TableError, TableErrorCode
from mik.common.tables.reading import read_table
from mik.common.tables.writing import write_csv, write_xlsx, xlsx_bytes

__all__ = [
    "MEDIA_TYPES",
    "Cell",
    "Limits",
    "Mark",
    "Merge",
    "Row",
    "Sheet",
    "Table",
    "TableError",
    "TableErrorCode",
    "read_table",
    "table_response",
    "write_csv",
    "write_xlsx",
    "xlsx_bytes",
]
