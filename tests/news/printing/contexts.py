"""Contexts of issues for print, made of plain values: no database."""

from datetime import date
from types import SimpleNamespace

import pdfplumber

from stats.headings import Column
from stats.shapes import Figure, PrintedRow, grid

ADDRESS = "https://jianbao.example.cn"
ISSUE = {
    "year": 2024,
    "number": 9,
    "serial": 151,
    "name": "南京卫生信息化简报",
    "publisher": "信息中心",
    "printed_on": date(2024, 9, 28),
    "period": date(2024, 8, 1),
    "organisation": "南京市信息中心",
    "print_run": 510,
}


def context(stories=(), shapes=(), briefs=(), colophon=(("电话", "025-1"),), **issue):
    """What issue_context gives."""
    return {
        "issue": SimpleNamespace(**(ISSUE | issue)),
        "stories": list(stories),
        "shapes": list(shapes),
        "briefs": [SimpleNamespace(date_from=None, date_to=None, text=text) for text in briefs],
        "colophon": list(colophon),
        "captions": [],
        "inferred": [],
    }


def story(body, title="文章标题", images=(), **texts):
    texts = {"subtitle": "", "byline": ""} | texts
    return SimpleNamespace(position=1, title=title, body=body, url="", images=images, **texts)


def image(name, **options):
    told = {"alt": "会场", "caption": "", "width": 0, "height": 0} | options
    return SimpleNamespace(name=name, **told)


def shape(rows, columns, **options):
    """A table of these texts; `columns` are (role, header…)."""
    columns = [
        Column(tuple(path), role, (f"m{place}",) if role == "figure" else ())
        for place, (role, *path) in enumerate(columns)
    ]
    printed = [_row(texts, columns) for texts in rows]
    told = {
        "slug": "bookings",
        "family": "预约挂号",
        "period": date(2024, 8, 1),
        "form": "table",
        "title": "2024年8月预约挂号统计",
        "preface": "",
        "text": "",
        "note": "",
        "legend": (),
        "remarks": (),
        "changes": (),
        "footnotes": (),
        "extract_title": "预约挂号，2024年8月",
        "grid": grid(columns, printed, "t1"),
    }
    return SimpleNamespace(**(told | options))


def _row(texts, columns):
    parts = dict(zip([column.role for column in columns], texts, strict=True))
    figures = {
        column.metrics[0]: Figure(text, "A")
        for column, text in zip(columns, texts, strict=True)
        if column.metrics
    }
    name = parts.get("subject", "")
    kind = "total" if name == "合计" else "data"
    return PrintedRow(kind, parts.get("group", ""), parts.get("number", ""), name, figures)


def pages_of(content):
    """The pages as pdfplumber sees them, twin letters of radicals made plain."""
    with pdfplumber.open(content, unicode_norm="NFKC") as document:
        return [Page(page) for page in document.pages]


class Page:
    """What stands on a page: its text without spaces, its words, letters and box."""

    def __init__(self, page):
        self.text = page.extract_text()
        self.tight = "".join(self.text.split())
        self.words = [word["text"] for word in page.extract_words()]
        self.letters = page.chars
        self.size = (page.width, page.height)
        self.tables = [
            [["".join((cell or "").split()) for cell in row] for row in table]
            for table in page.extract_tables()
        ]
        self.links = [link["uri"] for link in page.hyperlinks]

    @property
    def outside(self):
        """Letters that are not wholly on the page."""
        width, height = self.size
        return [
            letter["text"]
            for letter in self.letters
            if letter["x0"] < 0
            or letter["top"] < 0
            or letter["x1"] > width
            or letter["bottom"] > height
        ]
