"""Reading spreadsheets, delimited text and JSON into rows of raw cells, each with its place."""

from gkrules.sources.rows import Broken, NoKnownHeader, RawCell, Row, Table
from gkrules.sources.table import read_table

__all__ = ["Broken", "NoKnownHeader", "RawCell", "Row", "Table", "read_table"]
