"""What the record must hold after an issue has been taken in, typed apart from every parser.

The figures stand beside each module as CSV, an observation a line, in printed order. They are those
of the real issue and, since its figures are the same, of the test bulletin.
"""

import csv
from pathlib import Path
from typing import NamedTuple


class Expected(NamedTuple):
    """An observation; `value` is the figure as printed, None where there is none.

    Compare values as Decimal: a record may keep 609241.00 as 609241.
    """

    dataset: str
    period: str
    row_kind: str
    group: str
    number: str
    printed_name: str
    metric: str
    value: str | None
    status: str
    raw_text: str


class Title(NamedTuple):
    """A title of a real issue by its ends: its own words stay out of the repository."""

    start: str
    end: str
    length: int


class ArticleFacts(NamedTuple):
    """An article; `paragraphs` counts the lines of its numbered list too, `numbered` only these."""

    title: Title | str
    subtitle: Title | str
    source: str
    dateline: str
    paragraphs: int
    numbered: int = 0


class IssueFacts(NamedTuple):
    """What masthead and colophon say, None where nothing in the document says it."""

    year: int
    number: int
    serial: int | None
    date_printed: str | None
    period: str
    print_run: int
    inferred: tuple[str, ...]


class Colophon(NamedTuple):
    """The fields of the colophon as printed; `editor` is that of the test bulletin."""

    publisher: str
    address: str
    postcode: str
    phone: str
    fax: str
    email: str
    website: str
    captions: tuple[str, ...]
    editor: str


def observations(name):
    """The expected observations of an issue by dataset, in printed order."""
    by_dataset = {}
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            expected = Expected(**{**line, "value": line["value"] or None})
            by_dataset.setdefault(expected.dataset, []).append(expected)
    return by_dataset
