"""The desk of the bulletin: stock Django admin, one module per subject."""

from news.admin import editions, issues, previewing, texts

__all__ = ["editions", "issues", "previewing", "texts"]
