"""Checks of figures: what is odd about a table, named with its row, column and expectation."""

from stats.checking import across, figures, history, order, proposals, sums, unread  # noqa: F401
from stats.checking.background import background_of
from stats.checking.registry import announce, codes, findings_of

# Codes of the rules on tables alone; other rooms announce theirs later.
TABLE_CODES = codes()

__all__ = ["TABLE_CODES", "announce", "check_tables", "codes"]


def check_tables(tables):
    """Unsaved findings on `tables`; equalities are looked for among these tables only."""
    background = background_of(tables)
    return [
        finding
        for sheet in background.sheets.values()
        for finding in findings_of(sheet, background)
    ]
