"""The neutral blocks a document becomes: paragraphs and grids that know where they stood.

Nothing here knows what a bulletin is. A reader fills these in; the parsers read nothing else.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed paragraph, outer blanks removed, never empty.

    `where` is the place in the source in Chinese (第12行, 正文第3段, 第2页第5行).
    `part` says which part of the page it stood in: body, header, footer, textbox or footnote.
    `title` is true when the document itself marks it as a title or heading (a Word style).
    `style` is set only in documents of our own print, which tell what each paragraph is.
    """

    text: str
    where: str
    part: str = "body"
    title: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: text with outer blanks removed, inner line breaks kept as \\n.

    `across` and `down` count the grid columns and rows it covers (1, 1 where nothing is merged).
    `style` tells in documents of our own print what stands in it.
    """

    text: str
    where: str
    across: int = 1
    down: int = 1
    style: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stood: rows of cells, None where a merged cell from left or above covers.

    With `spans_known` the rows are rectangular and merges are exact (Word, PDF). Without, the
    source could not say (plain text): rows may be ragged and a merged cell reads as empty cells
    or as fewer cells.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    where: str
    spans_known: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands on: blocks in reading order.

    `encoding` is the text encoding found (utf-8, utf-8-sig, gb18030, utf-16…), or the container
    (docx, pdf, doc). `notes` are Chinese sentences on what is in the file but not in the blocks
    (pictures, deleted revisions, hidden text), each naming its place.
    """

    name: str
    sha256: str
    encoding: str
    blocks: tuple[Paragraph | Grid, ...]
    notes: tuple[str, ...] = field(default=())


class Unreadable(Exception):
    """The document cannot be read at all; the message is Chinese and says file, place, remedy."""
