"""The body of an article from paragraphs that say what they are, as HTML. Pure."""

import re
from html import escape

from news.parsing import told_styles as styles

_TAGS = {styles.HEADING: "h3", styles.SUBHEADING: "h4"}
_LISTED = {styles.BULLET: "ul", styles.ITEM: "ol", styles.QUOTE: "blockquote"}
_NUMBERED = re.compile(r"(\d{1,6})、\s*(.*)", re.DOTALL)


class Body:
    """Takes the paragraphs of a body one after the other; those of a list are put into one."""

    def __init__(self):
        self.paragraphs, self._parts = [], []
        self._open, self._next = "", 0

    @property
    def html(self):
        return "".join(self._parts) + self._end()

    def add(self, text, part):
        self.paragraphs.append(text)
        match = _NUMBERED.fullmatch(text) if part == styles.ITEM else None
        tag = _LISTED.get(part if part != styles.ITEM or match else styles.TEXT, "")
        if tag != self._open or (match and int(match[1]) != self._next):
            self._begin(tag, match and match[1])
        if match:
            self._next = int(match[1]) + 1
            text = match[2]
        inner = "li" if tag in ("ul", "ol") else _TAGS.get(part, "p")
        self._parts.append(f"<{inner}>{_words(text)}</{inner}>")

    def add_table(self, grid):
        self._begin("", None)
        rows = ["".join(map(_cell, filter(None, row))) for row in grid.rows]
        self.paragraphs += [
            "　".join(cell.text for cell in row if cell is not None) for row in grid.rows
        ]
        inside = "".join(f"<tr>{row}</tr>" for row in rows)
        self._parts.append(f"<table><tbody>{inside}</tbody></table>")

    def _begin(self, tag, start):
        self._parts.append(self._end())
        self._open = tag
        number = f' start="{start}"' if start else ""
        self._parts.append(f"<{tag}{number}>" if tag else "")

    def _end(self):
        return f"</{self._open}>" if self._open else ""


def _words(text):
    return escape(text, quote=False).replace("\n", "<br>")


def _cell(cell):
    tag = "th" if cell.style.endswith("题") else "td"
    spans = (("colspan", cell.across), ("rowspan", cell.down))
    told = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    return f"<{tag}{told}><p>{_words(cell.text)}</p></{tag}>"
