"""What the parsers hand on: tables and sentences as printed, with every cell and its place."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about the print that somebody should know; severity is error or warning."""

    code: str
    message: str
    where: str
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column: its header path from the top down, and what stands in it.

    `role` is number (序号), group (vertical labels), subject (whose row it is) or figure.
    """

    path: tuple[str, ...]
    role: str

    @property
    def label(self):
        return " → ".join(self.path)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell of a figure column: `column` is its index in ParsedTable.columns."""

    column: int
    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; `kind` is data, subtotal or total."""

    kind: str
    name: str
    cells: tuple[Cell, ...]
    where: str
    group: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: the words around it, the unit after it, the month it speaks of.

    `name` is set where the sentence lists names with a number each; `label` is then the words
    that introduce the list. `whole` is the label of the figure that 其中 takes this one from.
    `month` is the number of a month said without a year, where no year is known from around it.
    """

    label: str
    raw: str
    unit: str
    where: str
    period: date | None = None
    name: str = ""
    whole: str = ""
    month: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A printed table, whole; `lanes` is 2 where two columns of rows stood side by side."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    where: str
    period: date | None = None
    preface: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lanes: int = 1
    oddities: tuple[Oddity, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A paragraph with figures; `subject` is who it speaks of, as its first words say."""

    title: str
    text: str
    subject: str
    figures: tuple[Figure, ...]
    where: str
    period: date | None = None
    oddities: tuple[Oddity, ...] = field(default=())
