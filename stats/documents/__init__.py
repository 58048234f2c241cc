"""Files read into neutral blocks: `read(path)` gives the `Document` in a bulletin,
`read_sheets(path)` that in a spreadsheet; both raise `Unreadable` where there is none."""

from .blocks import Cell, Document, Grid, Paragraph, Unreadable
from .opening import printable, read
from .workbooks import read_sheets

__all__ = [
    "Cell",
    "Document",
    "Grid",
    "Paragraph",
    "Unreadable",
    "printable",
    "read",
    "read_sheets",
]
