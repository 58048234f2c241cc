"""Lines of plain text, each told apart: blank, plain, a row of a table, or one cell of a row."""

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from .blocks import Cell

BLANK, PLAIN, ROW, CELL = "blank", "plain", "row", "cell"

# What str.strip() leaves in place but no reader sees.
INVISIBLE = " \t\n\r\f\v\u3000\xa0\u200b\ufeff"
PROSE_LENGTH = 40
_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[-—=:+|｜│┃├┼┤┌┬┐└┴┘━─\s]{3,}")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_FIGURE = re.compile(r"[\d.,/%]+")
_TALLY = re.compile(r"[^\d:：，。]{1,8}(?:[:：]|\s)\s*[\d.,]+")


@dataclass(slots=True)
class Line:
    """One line, its kind and its cells; `absorbed` are the lines that were joined to it."""

    number: int
    text: str
    kind: str
    cells: tuple[Cell, ...] = ()
    absorbed: list["Line"] = field(default_factory=list)

    @property
    def is_table(self):
        return self.kind in (ROW, CELL)


def clean(text):
    """`text` without the blanks around it, seen or unseen."""
    return text.strip(INVISIBLE)


def classify(lines):
    """The `Line` of each of `lines`, drawn rules left out, numbered from 1."""
    found = [_by_tabs(number, text) for number, text in enumerate(lines, start=1)]
    found = _single_spaced(found)
    _indented_prose(found)
    return _tallies(_other_separators(found))


def row_line(number, text, parts):
    """A line that is a whole row: `parts` are its cells."""
    cells = (Cell(clean(part), f"第{number}行第{at}格") for at, part in enumerate(parts, start=1))
    return Line(number, text, ROW, tuple(cells))


def is_figure(text):
    """True for a bare number, or a label and a number such as 合计：12."""
    return bool(_FIGURE.fullmatch(text) or _TALLY.fullmatch(text))


def is_prose(text):
    """True for what is too long, or too much of a sentence, to be a cell."""
    return len(text) > PROSE_LENGTH or "。" in text


def _by_tabs(number, text):
    if "\t" not in text:
        return Line(number, clean(text), PLAIN if clean(text) else BLANK)
    if text.startswith("\t") and text.count("\t") == 1:
        return Line(number, clean(text), CELL, (Cell(clean(text), f"第{number}行"),))
    return row_line(number, clean(text), text.split("\t"))


def _single_spaced(lines):
    """The lines of a double-spaced text without the blank line after each."""
    runs = [(blank, list(run)) for blank, run in groupby(lines, lambda line: line.kind == BLANK)]
    inner = [run for blank, run in runs[1:-1] if blank]
    touching = any(len(run) > 1 for blank, run in runs if not blank)
    tables = sum(line.is_table for line in lines)
    if touching or tables < 4 or any(len(run) % 2 == 0 for run in inner):
        return lines
    return [line for blank, run in runs for line in (run[: len(run) // 2] if blank else run)]


def _indented_prose(lines):
    """Takes lines that a tab merely indents for what they are: plain."""
    for is_cell, run in groupby(lines, lambda line: line.kind == CELL):
        cells = [line for line in run if line.text] if is_cell else []
        if cells and 2 * sum(is_prose(line.text) for line in cells) >= len(cells):
            for line in cells:
                line.kind, line.cells = PLAIN, ()


def _other_separators(lines):
    """The lines with tables drawn by bars, wide gaps or commas turned into rows."""
    result = []
    for plain, run in groupby(lines, lambda line: line.kind == PLAIN):
        run = list(run)
        if plain:
            run = _with_bars(run)
            run = _with_equal_parts(run, _GAP.split)
            run = _with_equal_parts(run, lambda text: text.split(","))
        result.extend(run)
    return result


def _with_bars(run):
    """Rows for two or more lines on end with bars in them; the rules between them fall away."""
    result = []
    for in_table, group in groupby(run, lambda line: _is_barred(line.text)):
        group = list(group)
        rows = [line for line in group if not _RULE.fullmatch(line.text)]
        if in_table and len(rows) > 1 and _one_table([line.text for line in rows]):
            group = [row_line(line.number, line.text, _between_bars(line.text)) for line in rows]
        result.extend(group)
    return result


def _is_barred(text):
    return bool(_RULE.fullmatch(text)) or len(_between_bars(text)) > 1


def _one_table(texts):
    """True when each line stands between outer bars, or all have the same number of bars."""
    outer = all(_BAR.match(text) and _BAR.match(text[-1]) for text in texts)
    return outer or len({len(_between_bars(text)) for text in texts}) == 1


def _between_bars(text):
    parts = _BAR.split(text)
    if len(parts) > 2 and not clean(parts[0]):
        parts = parts[1:]
    if len(parts) > 2 and not clean(parts[-1]):
        parts = parts[:-1]
    return parts


def _with_equal_parts(run, split):
    """Rows for three or more lines on end that `split` cuts into the same number of cells."""
    result = []
    for size, group in groupby(run, lambda line: _parts(line, split)):
        group = list(group)
        if size >= 3 and len(group) >= 3:
            group = [row_line(line.number, line.text, split(line.text)) for line in group]
        result.extend(group)
    return result


def _parts(line, split):
    parts = split(line.text) if line.kind == PLAIN else ()
    return 0 if any(is_prose(part) for part in parts) else len(parts)


def _tallies(lines):
    """Takes a line such as 合计：12 right under a row for a row of one cell."""
    for above, line in pairwise(lines):
        if above.is_table and line.kind == PLAIN and _TALLY.fullmatch(line.text):
            line.kind, line.cells = ROW, (Cell(line.text, f"第{line.number}行第1格"),)
    return lines
