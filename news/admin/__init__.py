"""The desk of the bulletin: stock Django admin, one module per subject."""

from news.admin import (
    calendar,
    correcting,
    editions,
    issues,
    previewing,
    reader_reports,
    texts,
)

__all__ = [
    "calendar",
    "correcting",
    "editions",
    "issues",
    "previewing",
    "reader_reports",
    "texts",
]
