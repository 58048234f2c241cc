"""Figures on their way out: the tidy lines, and each format they are taken away in."""

from stats.exporting.figures import plain, rows_of
from stats.exporting.tidy import COLUMNS, csv_text, harmless, records, unharmed

__all__ = ["COLUMNS", "csv_text", "harmless", "plain", "records", "rows_of", "unharmed"]
