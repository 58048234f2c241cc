"""The tags of a PDF: what its program says of each piece of text, in reading order."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from .radicals import usual

# Further down than this many heights of a letter is another line; a raised one is not.
_NEXT_LINE = 0.75
# By which our print marks what the eye sees from places alone: broken lines, a dateline.
EN_SPACE = "\u2002"
_ENDED = re.compile(rf"{EN_SPACE}\s*$")
_UNSEEN = dict.fromkeys(map(ord, "\0\u200b"))


@dataclass(slots=True)
class Row:
    """One printed line of a tagged piece: its letters in the order in which they were set."""

    characters: list
    page: int

    @property
    def text(self):
        return usual("".join(found["text"] for found in self.characters)).translate(_UNSEEN)

    @property
    def shown(self):
        return [found for found in self.characters if found["text"].strip()] or self.characters

    @property
    def x1(self):
        return max(found["x1"] for found in self.shown)

    @property
    def size(self):
        sizes = sorted(found["size"] for found in self.shown)
        return sizes[len(sizes) // 2]

    @property
    def faces(self):
        return {found["fontname"] for found in self.shown}

    @property
    def colors(self):
        return {tuple(found["non_stroking_color"] or ()) for found in self.shown}


@dataclass(slots=True)
class Tag:
    """A piece of the document: its kind (H1, P, TD), what is told of it, and what is in it."""

    kind: str
    told: dict = field(default_factory=dict)
    kids: list = field(default_factory=list)
    marks: list = field(default_factory=list)

    def all_marks(self, without=()):
        """Where its text stands, (page, number), in the order of the print."""
        inner = [kid.all_marks(without) for kid in self.kids if kid.kind not in without]
        return sorted([*self.marks, *(mark for marks in inner for mark in marks)])

    def has(self, *kinds):
        return any(kid.kind in kinds or kid.has(*kinds) for kid in self.kids)


def tags_of(document):
    """The Tags at the top of a pdfminer document, none where it has no tags."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return []
    pages = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(document), 1)}
    tree = Tag("")
    _fill(tree, root, None, pages)
    return tree.kids


def rows_of(tag, characters, without=()):
    """The Rows of a tag; `characters` are those of the document by page and mark."""
    found = [
        (letter, page)
        for page, mark in tag.all_marks(without)
        for letter in characters.get((page, mark), ())
    ]
    rows = [Row([letter], page) for letter, page in found[:1]]
    for (above, page), (below, next_page) in pairwise(found):
        if page != next_page or _is_lower(above, below):
            rows.append(Row([], next_page))
        rows[-1].characters.append(below)
    return _without_blank(rows)


def _without_blank(rows):
    """The rows, blanks on a line of their own put behind the line before."""
    kept = []
    for row in rows:
        if kept and not row.text.strip():
            kept[-1].characters += row.characters
        else:
            kept.append(row)
    return [row for row in kept if row.text.strip()]


def broken(rows):
    """The text of rows with the line breaks that our print marks with an en space."""
    lines = [row.text for row in rows]
    ended = [f"{text.strip()}\n" if _ENDED.search(text) else text for text in lines[:-1]]
    return "".join([*ended, *lines[-1:]]).strip()


def _is_lower(above, below):
    size = max(above["size"], below["size"])
    middles = [(letter["top"] + letter["bottom"]) / 2 for letter in (above, below)]
    return abs(middles[1] - middles[0]) > _NEXT_LINE * size


def _fill(tag, source, page, pages):
    """Puts into a tag what its dictionary holds."""
    inside = resolve1(source.get("K"))
    for one in inside if isinstance(inside, list) else [inside]:
        item = resolve1(one)
        if isinstance(item, int):
            tag.marks.append((page, item))
        elif isinstance(item, dict) and "MCID" in item:
            tag.marks.append((_page(item, page, pages), item["MCID"]))
        elif isinstance(item, dict) and "S" in item:
            kid = Tag(item["S"].name, _told(item.get("A")))
            tag.kids.append(kid)
            _fill(kid, item, _page(item, page, pages), pages)


def _page(source, page, pages):
    reference = source.get("Pg")
    return pages.get(reference.objid, page) if reference is not None else page


def _told(attributes):
    """The attributes of a tag, whoever owns them."""
    found = resolve1(attributes)
    told = {}
    for one in found if isinstance(found, list) else [found]:
        item = resolve1(one)
        told |= item if isinstance(item, dict) else {}
    return told
