"""Figures on their way out: the tidy lines, and each format they are taken away in."""

from stats.exporting.tidy import (
    COLUMNS,
    csv_text,
    harmless,
    harmless_records,
    plain,
    records,
    unharmed,
)

__all__ = ["COLUMNS", "csv_text", "harmless", "harmless_records", "plain", "records", "unharmed"]
