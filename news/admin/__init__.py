"""The desk of the bulletin: stock Django admin, one module per subject."""

from news.admin import correcting, editions, issues, previewing, texts

__all__ = ["correcting", "editions", "issues", "previewing", "texts"]
