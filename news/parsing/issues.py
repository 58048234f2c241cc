"""A whole bulletin out of the blocks of a document: every line goes to a part or is unplaced."""

from collections import Counter

from news.parsing import mastheads
from news.parsing.briefs import parse_brief
from news.parsing.colophons import is_field, is_organisation, parse_colophon
from news.parsing.records import Masthead, ParsedIssue, Unplaced
from news.parsing.walking import Walker
from stats.documents.blocks import Grid, Paragraph
from stats.parsing.months import shifted
from stats.parsing.readings import looks_numeric
from stats.parsing.records import Oddity

_MASTHEAD_BLOCKS = 14


def parse_issue(document):
    """The ParsedIssue of a documents.Document."""
    running = [b.text for b in document.blocks if _is_running(b)]
    flow = [block for block in document.blocks if not _is_running(block)]
    masthead, flow = _take_masthead(flow, running)
    flow, closing = _split_colophon(flow)
    colophon, too_long = parse_colophon([text for text, _ in closing])
    walker = Walker(flow)
    walker.walk()
    period = _reference_month(walker.statistics)
    year, number, inferred = _numbering(masthead, period, walker)
    briefs = [_brief(line, year, masthead, number) for line in walker.briefs]
    unplaced = walker.unplaced + [
        Unplaced(text, closing[0][1] if closing else "") for text in too_long
    ]
    return ParsedIssue(
        masthead=masthead,
        year=year,
        number=number,
        period=period,
        articles=tuple(walker.articles),
        statistics=tuple(walker.statistics),
        briefs=tuple(briefs),
        colophon=colophon,
        running_text=tuple(running + walker.headings),
        unplaced=tuple(unplaced),
        inferred=inferred,
        oddities=tuple(walker.oddities + [_not_carried(note) for note in document.notes]),
    )


def _is_running(block):
    return isinstance(block, Paragraph) and block.part in ("header", "footer")


def _take_masthead(flow, running):
    """The masthead out of the first lines, and out of text boxes and page headers where the first
    lines have none; the blocks that are left."""
    masthead, taken = Masthead(), set()
    for index, block in enumerate(flow):
        if index >= _MASTHEAD_BLOCKS and not _is_textbox(block):
            continue
        lines = _lines(block)
        grown = _grown(masthead, lines)
        if grown is not None:
            masthead = grown
            taken.add(index)
        elif not _is_textbox(block) and not any(_is_textbox(b) for b in flow[index:]):
            break
    for text in running:
        masthead = mastheads.with_line(masthead, text) or masthead
    return masthead, [block for index, block in enumerate(flow) if index not in taken]


def _is_textbox(block):
    return isinstance(block, Paragraph) and block.part == "textbox"


def _lines(block):
    if isinstance(block, Paragraph):
        return [block.text]
    return [c.text for row in block.rows for c in row if c is not None and c.text.strip()]


def _grown(masthead, lines):
    """`masthead` with all of `lines`, or None where one of them belongs elsewhere."""
    for line in lines:
        for part in line.split("\n"):
            masthead = mastheads.with_line(masthead, part) if part.strip() else masthead
            if masthead is None:
                return None
    return masthead if lines else None


def _split_colophon(flow):
    """The blocks before the colophon, and its (text, where) lines.

    It begins at the first labelled field behind which no table and no title follows, and with the
    name of an office just before it.
    """
    start = None
    for index in range(len(flow) - 1, -1, -1):
        block = flow[index]
        if isinstance(block, Grid):
            if not _is_colophon_grid(block):
                break
            start = index
        elif is_field(block.text):
            start = index
        elif len(block.text) > 80:
            break
    if start is None:
        return flow, []
    if start and isinstance(flow[start - 1], Paragraph) and is_organisation(flow[start - 1].text):
        start -= 1
    return flow[:start], [line for block in flow[start:] for line in _closing_lines(block)]


def _is_colophon_grid(grid):
    return any(is_field(line) for line in _lines(grid)) and not _has_figures(grid)


def _has_figures(grid):
    cells = [text for text in _lines(grid) if looks_numeric(text)]
    return len(cells) > 4


def _closing_lines(block):
    if isinstance(block, Paragraph):
        return [(block.text, block.where)]
    parts = [part for text in _lines(block) for part in text.split("\n") if part.strip()]
    return [(part, block.where) for part in parts]


def _reference_month(statistics):
    """The month most of the printed tables speak of."""
    months = Counter(item.period for item in statistics if item.period)
    return months.most_common(1)[0][0] if months else None


def _numbering(masthead, period, walker):
    """Year and number, printed or inferred from the month after the reference month, else from the
    latest day that the text names with its year."""
    inferred = []
    latest = shifted(period, 1) if period else walker.latest_month
    if masthead.printed_on and (masthead.year is None or masthead.number is None):
        latest = masthead.printed_on
    year, number = masthead.year, masthead.number
    if year is None and latest:
        year, inferred = latest.year, [*inferred, "year"]
    if number is None and latest:
        number, inferred = latest.month, [*inferred, "number"]
    return year, number, tuple(inferred)


def _brief(line, year, masthead, number):
    text, where = line
    month = masthead.printed_on.month if masthead.printed_on else number
    return parse_brief(text, where, year, month)


def _not_carried(note):
    return Oddity("not-carried", note, "")
