"""Pure functions that write a Bulletin as a document: text in its layouts, Word, HTML and PDF.

Texts are returned as str with \\n line ends; the encoding and line ends of a file are the caller's.
"""

import io
import zipfile
from functools import lru_cache
from html import escape
from itertools import cycle

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.bulletins.content import Passage

ROWS, CELLS = "rows", "cells"


def text_by_rows(bulletin):
    """The bulletin as text with a table row a line and tabs between cells."""
    return text(bulletin, (ROWS,))


def text_by_cells(bulletin):
    """The bulletin as text with a table cell a line and a blank line after each row."""
    return text(bulletin, (CELLS,))


def text_mixed(bulletin):
    """The bulletin as text with its tables in both layouts by turns, the first a row a line."""
    return text(bulletin, (ROWS, CELLS))


def text(bulletin, layouts):
    """The bulletin as text, its tables taking the layouts (ROWS, CELLS) by turns."""
    return "\n".join(_lines(bulletin, cycle(layouts))).rstrip("\n") + "\n"


def docx_file(bulletin):
    """The bytes of a Word file with merged cells; the same bulletin gives the same bytes."""
    document = docx.Document()
    _set_page(document)
    for paragraph in _head(bulletin):
        document.add_paragraph(paragraph)
    for item in bulletin.statistics:
        _add_item(document, item)
    document.add_paragraph(bulletin.briefs_title)
    for brief in bulletin.briefs:
        document.add_paragraph(brief.text, "List Bullet" if brief.bullet else None)
    for line in bulletin.colophon:
        document.add_paragraph(line)
    return _with_fixed_times(_saved(document))


def html(bulletin):
    """The bulletin as an HTML page to be printed."""
    parts = [
        *map(_p, _head(bulletin)),
        *(part for item in bulletin.statistics for part in _html_item(item)),
        _p(bulletin.briefs_title),
        *(_p(_bulleted(brief)) for brief in bulletin.briefs),
        *map(_p, bulletin.colophon),
    ]
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{STYLE}</style>' + (
        "\n".join(parts) + "</html>\n"
    )


@lru_cache
def pdf_file(bulletin, browser):
    """The bytes of a PDF of the HTML page, printed by this Chromium (the fixture `browser`)."""
    page = browser.new_page()
    page.set_content(html(bulletin))
    printed = page.pdf(format="A4")
    page.close()
    return printed


def _head(bulletin):
    """The paragraphs before the statistics, and the title of these."""
    if bulletin.masthead:
        yield from bulletin.masthead.lines
    for article in bulletin.articles:
        yield from article.title_lines
        yield from filter(None, [article.subtitle])
        yield from article.paragraphs
        yield from article.numbered
    yield bulletin.statistics_title


def _bulleted(brief):
    return f"- {brief.text}" if brief.bullet else brief.text


# Text


def _lines(bulletin, layouts):
    if bulletin.masthead:
        yield from ("", "")
        yield from _spaced(bulletin.masthead.lines)
    for article in bulletin.articles:
        yield from _article_lines(article)
    yield from _spaced([bulletin.statistics_title])
    for item in bulletin.statistics:
        yield from _item_lines(item, layouts)
    yield from _spaced([bulletin.briefs_title])
    yield from _brief_lines(bulletin.briefs)
    yield from _spaced(bulletin.colophon)


def _spaced(lines):
    for line in lines:
        yield from (line, "")


def _article_lines(article):
    titles = [*article.title_lines, *filter(None, [article.subtitle])]
    yield from titles if article.tight else _spaced(titles)
    yield from _spaced(article.paragraphs)
    if article.numbered:
        yield from (*article.numbered, "")


def _brief_lines(briefs):
    """Items of a list stand line by line, other briefs have a blank line after them."""
    for brief in briefs:
        yield from [_bulleted(brief)] if brief.bullet else (brief.text, "")
    if briefs and briefs[-1].bullet:
        yield ""


def _item_lines(item, layouts):
    if isinstance(item, Passage):
        return _spaced([item.title, *item.paragraphs])
    return _row_layout(item) if next(layouts) == ROWS else _cell_layout(item)


def _row_layout(table):
    yield from _spaced(filter(None, [table.title, table.preface]))
    for page in table.pages:
        for slots in page:
            yield "\t".join(_padded(slots))
        yield ""
    yield from _spaced(filter(None, [table.note]))


def _padded(slots):
    """The texts of a row, an empty one for each column a merged cell covers."""
    for slot in slots:
        yield from (slot.text, *[""] * (slot.across - 1))


def _cell_layout(table):
    """No blank line between a title and its table, and none between a note and what follows."""
    yield from _spaced([table.title, table.preface]) if table.preface else [table.title]
    for page in table.pages:
        for slots in page:
            yield from ("\t" + "\n\n".join(slot.lines) for slot in slots)
            yield ""
        yield ""
    yield from filter(None, [table.note])


# Word


def _set_page(document):
    """Room enough for ten columns of figures that do not wrap."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.2)
    document.core_properties.author = "编辑部"


def _add_item(document, item):
    document.add_paragraph(item.title)
    if isinstance(item, Passage):
        for paragraph in item.paragraphs:
            document.add_paragraph(paragraph)
        return
    if item.preface:
        document.add_paragraph(item.preface)
    _add_table(document, item)
    if item.note:
        document.add_paragraph(item.note)


def _add_table(document, table):
    """A Word table for each page, a page break and an empty paragraph after it."""
    for number, page in enumerate(table.pages):
        if number:
            document.add_page_break()
        grid = document.add_table(len(page), table.width, "Table Grid")
        for row, slots in zip(grid.rows, page, strict=True):
            _fill_row(row._tr, slots)
        for row in list(grid.rows)[: len(table.header)]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _fill_row(tr, slots):
    cells = iter(list(tr.tc_lst))
    for slot in slots:
        tc = next(cells)
        for _ in range(slot.across - 1):
            tr.remove(next(cells))
        _fill_cell(tc, slot)


def _fill_cell(tc, slot):
    if slot.across > 1:
        tc.grid_span = slot.across
    if slot.down > 1 or slot.above:
        tc.vMerge = "continue" if slot.above else "restart"
    for number, line in enumerate(slot.lines):
        paragraph = tc.add_p() if number else tc.p_lst[0]
        if line:
            paragraph.add_r().text = line


def _saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _with_fixed_times(packed):
    """The same archive with no trace of when it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return stream.getvalue()


# HTML

STYLE = """
@page { size: A4; margin: 20mm 15mm }
body { font: 10.5pt/1.6 "Noto Serif CJK SC", serif }
p { margin: 0 0 .6em; white-space: pre-wrap }
table { border-collapse: collapse; margin: 0 0 1em; font-size: 9pt; line-height: 1.3 }
table + table { break-before: page }
tr { break-inside: avoid }
td, th { border: .75pt solid; padding: 2pt 4pt; font-weight: normal; vertical-align: top }
"""


def _p(text):
    return f"<p>{escape(text)}</p>"


def _html_item(item):
    yield _p(item.title)
    if isinstance(item, Passage):
        yield from map(_p, item.paragraphs)
        return
    yield from map(_p, filter(None, [item.preface]))
    yield from (_html_table(page, len(item.header)) for page in item.pages)
    yield from map(_p, filter(None, [item.note]))


def _html_table(page, header_rows):
    head = "\n".join(_html_row(slots, "th") for slots in page[:header_rows])
    body = "\n".join(_html_row(slots, "td") for slots in page[header_rows:])
    return f"<table><thead>{head}</thead>\n<tbody>{body}</tbody></table>"


def _html_row(slots, tag):
    cells = "".join(_html_cell(slot, tag) for slot in slots if not slot.above)
    return f"<tr>{cells}</tr>"


def _html_cell(slot, tag):
    spans = (("colspan", slot.across), ("rowspan", slot.down))
    attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    return f"<{tag}{attributes}>" + "<br>".join(map(escape, slot.lines)) + f"</{tag}>"
