"""The desk of the bulletin: stock Django admin, one module per subject."""

from news.admin import calendar, correcting, editions, issues, previewing, texts

__all__ = ["calendar", "correcting", "editions", "issues", "previewing", "texts"]
