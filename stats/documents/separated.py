"""Text of separated values (.csv, .tsv) as one grid; what is quoted stays whole."""

import csv
import hashlib
import io
import re
from collections import Counter

from .blocks import Document, Unreadable
from .decoding import decode, without_unseen
from .sheets import Extent, Facts, grid_of

LONGEST_LINE = 200_000
_LOOKED_AT = 50
_SEPARATORS = "\t,;"
# A quote inside a text quotes nothing: only one at the beginning of a cell does.
_QUOTED = re.compile(r'(?<![^\t,;\r\n])"[^"]*(?:""[^"]*)*(?:"|\Z)')
# Other signs that end a line to Python stand within texts, and do not end one to a spreadsheet.
_LINE_END = re.compile("\r\n|\r|\n")
_REMEDY = "请在 Excel 中打开原表，另存为 .xlsx 再试。"


def read_separated(name, data):
    """The `Document` in the bytes `data` of a .csv or .tsv file."""
    text, encoding = decode(name, data)
    cleaned, dirty = without_unseen(text.splitlines(keepends=True))
    rows = rows_of(name, "".join(cleaned))
    extent, kept = Extent(name, ""), []
    for number, cells in enumerate(rows):
        texts = [cell.strip() for cell in cells]
        for column, cell in enumerate(texts):
            if cell:
                extent.add(number, column)
        if any(texts):
            kept.append((number, texts))
    grid = grid_of("", kept, Facts())
    if grid is None:
        raise Unreadable(f"“{name}”里没有内容；请核对是否选错了文件。")
    notes = (f"有{len(dirty)}行含看不见的控制字符，已去掉。",) if dirty else ()
    return Document(name, hashlib.sha256(data).hexdigest(), encoding, (grid,), notes)


def _check_lines(name, text):
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(
                f"“{name}”第{number}行有{len(line)}字，超过{LONGEST_LINE}字的上限；{_REMEDY}"
            )


def rows_of(name, text):
    """Each row of `text` at the place of its line: one that spans lines leaves blanks above."""
    _check_lines(name, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    try:
        for row in reader:
            yield from [[]] * (reader.line_num - 1 - number)
            yield row
            number = reader.line_num
    except csv.Error:
        raise Unreadable(
            f"“{name}”第{reader.line_num}行的引号不成对，无法分清各格；{_REMEDY}"
        ) from None


def _separator(text):
    """The sign that cuts most of the first lines, a tab before a comma before a semicolon.

    What is quoted cuts nothing: a text of several lines may hold more of another sign.
    """
    lines = _LINE_END.split(_QUOTED.sub("", text), _LOOKED_AT)[:_LOOKED_AT]
    counts = Counter({sign: sum(sign in line for line in lines) for sign in _SEPARATORS})
    most = max(counts.values(), default=0)
    return next(sign for sign in _SEPARATORS if counts[sign] == most)
