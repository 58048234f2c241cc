"""What a bulletin says, part by part, as printed."""

from dataclasses import dataclass, field
from datetime import date

from stats.parsing.records import Oddity, ParsedSentence, ParsedTable


@dataclass(frozen=True, slots=True)
class Masthead:
    """The lines at the head of page one; None where a line is absent."""

    name: str = ""
    year: int | None = None
    number: int | None = None
    serial: int | None = None
    publisher: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article; `paragraphs` are whole, the dateline that `source` was read from included.

    `body` is their HTML where the document tells what each of them is.
    """

    title: str
    paragraphs: tuple[str, ...]
    where: str
    subtitle: str = ""
    source: str = ""
    dateline: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class ParsedBrief:
    """A dated short piece of news; `date_to` only where it tells a range of days."""

    text: str
    where: str
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class Colophon:
    """The closing block: who made the issue, where to write, how many were printed."""

    organisation: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    editor: str = ""
    print_run: int | None = None
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line no part of the record has a place for."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class ParsedIssue:
    """A whole bulletin. year and number are None where nothing in it tells them; `inferred` names
    what was concluded from the rest and not printed; `other_issues` are lines by which the document
    turns out to hold more issues than one."""

    masthead: Masthead
    year: int | None
    number: int | None
    period: date | None
    articles: tuple[ParsedArticle, ...]
    statistics: tuple[ParsedTable | ParsedSentence, ...]
    briefs: tuple[ParsedBrief, ...]
    colophon: Colophon
    running_text: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    inferred: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = field(default=())
    other_issues: tuple[Unplaced, ...] = ()
