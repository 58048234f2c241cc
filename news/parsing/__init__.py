"""From the blocks of a document to a parsed issue. Pure: no Django, no files."""

from news.parsing.issues import parse_issue
from news.parsing.records import ParsedIssue

__all__ = ["ParsedIssue", "parse_issue"]
