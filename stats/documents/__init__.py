"""Files read into neutral blocks: `read(path)` gives the `Document` in a bulletin,
`read_sheets(path)` that in a spreadsheet, `read_listing(path)` the lines of a list; all raise
`Unreadable` where there is none."""

from .blocks import Cell, Document, Grid, Paragraph, Unreadable
from .listing import Listing, read_listing, seen
from .opening import printable, read
from .workbooks import read_sheets

__all__ = [
    "Cell",
    "Document",
    "Grid",
    "Listing",
    "Paragraph",
    "Unreadable",
    "printable",
    "read",
    "read_listing",
    "read_sheets",
    "seen",
]
