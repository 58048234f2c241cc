"""The head of a document: which of its first lines are masthead, contents or a colophon in front.

Also the lines of page headers, footers and page numbers, wherever a reader found them in the flow,
and the mastheads of other issues in the same document.
"""

import re
from dataclasses import dataclass, field, replace

from news.parsing import mastheads
from news.parsing.colophons import is_field, is_organisation
from news.parsing.records import Masthead, Unplaced
from stats.documents.blocks import Grid, Paragraph
from stats.naming import name_key
from stats.parsing.readings import looks_numeric

_MOST_BLOCKS = 14
_LONGEST_LINE = 60
_FEWEST_FIELDS = 2
_CONTENTS = re.compile(
    r"[\[【]?(?:本期)?(?:要目|导读|目录|目次|内容提要|要闻|内容|看点)[\]】]?[:：]?"
)
_CONTENTS_LINE = re.compile(r"\s*(?:\d{1,2}\s*[、.．]|[•●◆■★◇○-]|.*(?:…|\.{3,}|·{3,}))")
_PAGE_NUMBER = re.compile(
    r"[-—–－~·.\s]+\d{1,3}[-—–－~·.\s]+|[-—–]?\s*第\s*\d{1,3}\s*页\s*[-—–]?"
    r"(?:\s*[,，/／（(]?\s*共\s*\d{1,3}\s*页\s*[)）]?)?|\d{1,3}\s*[/／]\s*\d{1,3}\s*页"
)


@dataclass
class Opening:
    """What was found: `lines` of the page that no field holds, those `unread`, the blocks left."""

    masthead: Masthead = field(default_factory=Masthead)
    lines: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    colophon: list = field(default_factory=list)
    flow: list = field(default_factory=list)
    others: list = field(default_factory=list)


def read_opening(blocks):
    """The Opening of all blocks of a document; its `flow` is what articles and figures stand in."""
    opening = Opening(lines=[b.text for b in blocks if _is_running(b)])
    flow = [block for block in blocks if not _is_running(block)]
    opening.flow = _take_masthead(opening, flow)
    _take_contents(opening)
    _take_colophon(opening)
    _take_page_lines(opening)
    return opening


def lines_of(block):
    """The printed lines of a block."""
    if isinstance(block, Paragraph):
        return [block.text]
    texts = [cell.text for row in block.rows for cell in row if cell is not None]
    return [part for text in texts for part in text.split("\n") if part.strip()]


def has_figures(grid):
    return sum(looks_numeric(text) for text in lines_of(grid)) > 4


def _is_running(block):
    return isinstance(block, Paragraph) and block.part in ("header", "footer")


def _is_textbox(block):
    return isinstance(block, Paragraph) and block.part == "textbox"


# -- masthead


def _take_masthead(opening, flow):
    """The blocks without those of the masthead: of the first lines, and of text boxes anywhere.

    Lines down to the last one that bears the name or the 期号 belong to the head of the page,
    whatever they say; below it only what adds a field.
    """
    first = _first_lines(flow)
    anchor = _anchor(flow, first)
    taken, open_end = set(), True
    for index, block in enumerate(flow):
        if _is_textbox(block) or (index in first and (index <= anchor or open_end)):
            if _grow(opening, block):
                taken.add(index)
            elif not _is_textbox(block) and index <= anchor:
                _keep(opening, block)
                taken.add(index)
            elif not _is_textbox(block):
                open_end = False
    for text in opening.lines:
        opening.masthead = mastheads.with_line(opening.masthead, text) or opening.masthead
    return [block for index, block in enumerate(flow) if index not in taken]


def _first_lines(flow):
    """Indexes of the short lines before the first prose, table of figures or section."""
    found = []
    for index, block in enumerate(flow):
        if len(found) == _MOST_BLOCKS or not _is_short(block):
            break
        found.append(index)
    return found


def _is_short(block):
    if isinstance(block, Grid) and has_figures(block):
        return False
    return all(len(line) <= _LONGEST_LINE and "。" not in line for line in lines_of(block))


def _anchor(flow, first):
    """The index of the last of the `first` lines that gives name or number for the first time."""
    anchor, known = -1, Masthead()
    for index in first:
        for line in lines_of(flow[index]):
            found = mastheads.with_line(known, line)
            told = found and (mastheads.numbers_of(found), found.name)
            if told and told != (mastheads.numbers_of(known), known.name):
                anchor, known = index, found
            elif not mastheads.is_numbered(known) and mastheads.is_unread(line):
                anchor = index
    return anchor


def _grow(opening, block):
    """True where every line of the block adds to the masthead, which then has it."""
    masthead = opening.masthead
    lines = lines_of(block)
    for line in lines:
        masthead = mastheads.with_line(masthead, line)
        if masthead is None:
            return False
    opening.masthead = masthead
    opening.lines += [line for line in lines if mastheads.has_other_role(line)]
    return bool(lines)


def _keep(opening, block):
    for line in lines_of(block):
        opening.masthead = mastheads.with_line(opening.masthead, line) or opening.masthead
        opening.lines.append(line)
        if mastheads.is_unread(line):
            opening.unread.append(Unplaced(line, block.where))


# -- what else may stand in front


def _take_contents(opening):
    """A table of contents: its heading, then numbered lines or titles printed again below."""
    flow = opening.flow
    if not flow or isinstance(flow[0], Grid) or not _CONTENTS.fullmatch(name_key(flow[0].text)):
        return
    later = [name_key(b.text) for b in flow if isinstance(b, Paragraph)]
    end = 1
    while end < len(flow) and isinstance(flow[end], Paragraph):
        key = name_key(flow[end].text)
        if not (_CONTENTS_LINE.match(flow[end].text) or later.count(key) > 1):
            break
        later.remove(key)
        end += 1
    opening.lines += [block.text for block in flow[:end]]
    opening.flow = flow[end:]


def _take_colophon(opening):
    """A colophon printed in front: from the first line down to the last labelled field."""
    flow = opening.flow
    fields = [
        index
        for index in _first_lines(flow)
        if isinstance(flow[index], Paragraph) and is_field(flow[index].text)
    ]
    if len(fields) < _FEWEST_FIELDS or fields[-1] + 1 == len(flow):
        return
    if fields[0] > 1 or (fields[0] == 1 and not is_organisation(flow[0].text)):
        return
    closing = flow[: fields[-1] + 1]
    opening.colophon = [(line, block.where) for block in closing for line in lines_of(block)]
    opening.flow = flow[fields[-1] + 1 :]


def _take_page_lines(opening):
    """Page numbers and page headers out of the flow; mastheads of other issues are named."""
    kept = []
    for block in opening.flow:
        text = block.text if isinstance(block, Paragraph) else ""
        said = mastheads.with_line(Masthead(), text) if 0 < len(text) <= _LONGEST_LINE else None
        if _PAGE_NUMBER.fullmatch(text) or (said and _is_page_line(said, opening)):
            opening.lines += [] if text in opening.lines else [text]
        else:
            kept.append(block)
            if said and mastheads.says_which(said):
                opening.others.append(Unplaced(text, block.where))
    opening.flow = kept


def _is_page_line(said, opening):
    """True for what page headers repeat; the first to say which issue this is becomes masthead."""
    masthead = opening.masthead
    if not mastheads.agree(said, masthead):
        return False
    if mastheads.says_which(said) and not mastheads.is_numbered(masthead):
        opening.masthead = replace(masthead, **mastheads.numbers_of(said))
        return True
    known = mastheads.is_numbered(masthead) and mastheads.is_numbered(said)
    return known or (bool(said.name) and said.name == masthead.name)
