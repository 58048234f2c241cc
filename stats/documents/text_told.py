"""Plain text of our own print: every line says in 【】 what it is, so nothing has to be guessed.

    【简报】南京卫生信息化简报
    【期号】2024年第9期
    【正文】
    A paragraph of the kind named last; one indented twice goes on with it.
    【表】序号	名称	数据	数据
    【表头】序号	单位	门急诊信息	←
    【表头】↑	↑	人次	收入
    【行】1	南京鼓楼医院	6668	8724

A cell that is covered from the left or from above holds an arrow; a cell that begins with one, or
with a backslash, has a backslash in front.
"""

import re

from .blocks import Cell, Grid, Paragraph
from .text_lines import clean

FIRST, SECOND = "简报", "期号"
COLUMNS, HEAD, ROW, SUBTOTAL, TOTAL = "表", "表头", "行", "小计", "合计"
IN_ARTICLE = "文中表"
LEFT, ABOVE, ESCAPE = "←", "↑", "\\"
INDENT = "　　"
BODY_STYLES = {ROW: "表数据", SUBTOTAL: "小计数据", TOTAL: "合计数据"}
_MARKED = re.compile(r"【([^【】]{1,8})】(.*)", re.DOTALL)


def is_told(lines):
    """True for the lines of a text that begins as our own does."""
    first = next((line for line in lines if clean(line)), "")
    return first.startswith(f"【{FIRST}】") and any(x.startswith(f"【{SECOND}】") for x in lines)


def told_blocks(lines):
    """The blocks of such lines."""
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        if clean(line):
            reader.take(line, f"第{number}行")
    reader.end_table()
    return reader.blocks


class _Reader:
    """Takes one line after the other; rows wait until their table is whole."""

    def __init__(self):
        self.blocks, self.style = [], ""
        self._roles, self._rows, self._where = (), [], ""

    def take(self, line, where):
        marked = _MARKED.fullmatch(line)
        if marked and marked[1] in (HEAD, *BODY_STYLES) and self._roles:
            self._rows.append(self._row(marked[1], marked[2], where))
            return
        self.end_table()
        if marked and marked[1] == COLUMNS:
            self._roles, self._where = tuple(marked[2].split("\t")), where
        elif marked:
            self.style = marked[1]
            self._add(marked[2], where, self.style)
        elif line.startswith(INDENT * 2) and self.blocks:
            last = self.blocks[-1]
            text = f"{getattr(last, 'text', '')}\n{clean(line)}"
            self.blocks[-1] = Paragraph(text, last.where, style=last.style)
        else:
            self._add(line, where, self.style if line.startswith(INDENT) else "")

    def _add(self, text, where, style):
        if clean(text):
            self.blocks.append(Paragraph(clean(text), where, style=style))

    def _row(self, mark, texts, where):
        cells = []
        for place, text in enumerate(texts.split("\t")):
            role = self._roles[place] if place < len(self._roles) else ""
            style = f"{HEAD}{role}" if mark == HEAD else BODY_STYLES[mark]
            if role == IN_ARTICLE:
                style = f"{IN_ARTICLE}题" if mark == HEAD else IN_ARTICLE
            cells.append((text, f"{where}第{place + 1}格", style))
        return cells

    def end_table(self):
        if self._rows:
            self.blocks.append(Grid(_spanned(self._rows), self._where))
        self._roles, self._rows = (), []


def _spanned(rows):
    """Rows of Cells, None where an arrow says that another covers the place."""
    width = max(map(len, rows))
    texts = [[text for text, *_ in row] + [""] * (width - len(row)) for row in rows]
    return tuple(
        tuple(
            None if text in (LEFT, ABOVE) else _cell(texts, rows[down], down, across)
            for across, text in enumerate(row)
        )
        for down, row in enumerate(texts)
    )


def _cell(texts, row, down, across):
    text, where, style = row[across] if across < len(row) else ("", row[-1][1], "")
    wide = 1
    while across + wide < len(texts[down]) and texts[down][across + wide] == LEFT:
        wide += 1
    high = 1
    while down + high < len(texts) and texts[down + high][across] == ABOVE:
        high += 1
    return Cell(clean(text.removeprefix(ESCAPE)), where, wide, high, style)
