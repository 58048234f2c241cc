"""The records of a bulletin: issues with their articles, briefs, tables, editions and sources."""

from news.models.corrections import Amendment
from news.models.editions import Edition, EditionFile, SourceDocument
from news.models.issues import Issue, IssueTable, State
from news.models.mentions import FigureMention
from news.models.reader_reports import ReaderReport
from news.models.releases import (
    PreviewLink,
    PreviewVisit,
    ReleaseDay,
    ReleaseDayChange,
    Step,
)
from news.models.search import SearchEntry, SearchState
from news.models.texts import Article, ArticleImage, Brief

__all__ = [
    "Amendment",
    "Article",
    "ArticleImage",
    "Brief",
    "Edition",
    "EditionFile",
    "FigureMention",
    "Issue",
    "IssueTable",
    "PreviewLink",
    "PreviewVisit",
    "ReaderReport",
    "ReleaseDay",
    "ReleaseDayChange",
    "SearchEntry",
    "SearchState",
    "SourceDocument",
    "State",
    "Step",
]
