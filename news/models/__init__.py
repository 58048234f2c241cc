"""The records of a bulletin: issues with their articles, briefs, tables, editions and sources."""

from news.models.editions import Edition, SourceDocument
from news.models.issues import Issue, IssueTable, State
from news.models.mentions import FigureMention
from news.models.texts import Article, ArticleImage, Brief

__all__ = [
    "Article",
    "ArticleImage",
    "Brief",
    "Edition",
    "FigureMention",
    "Issue",
    "IssueTable",
    "SourceDocument",
    "State",
]
