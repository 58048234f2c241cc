"""Documents read into neutral blocks: `read(path)` gives a `Document` or raises `Unreadable`."""

from .blocks import Cell, Document, Grid, Paragraph, Unreadable
from .opening import read

__all__ = ["Cell", "Document", "Grid", "Paragraph", "Unreadable", "read"]
