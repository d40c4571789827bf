"""Klanten out of a table: an Excel workbook or a text with columns, whatever its delimiter, encoding and headings.

What can be read is kept; what can't is said, with the file, the row and the column.
"""

from core.matching.tabular.reader import Table, read

__all__ = ["Table", "read"]
