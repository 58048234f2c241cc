"""PDF documents: text outside tables as paragraphs, ruled tables as exact grids."""

import hashlib
import io
import logging
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from .blocks import Document, Unreadable
from .pdf_lines import lines_of
from .pdf_paragraphs import paragraphs, without_margins
from .pdf_tables import Ruled, mend_cut_rows
from .pdf_tags import tags_of
from .pdf_told import is_ours, told_blocks

MOST_PAGES = 500
MOST_CHARACTERS = 1_000_000
# More unreadable characters than this, and the rest cannot be trusted either.
MOST_BROKEN = 0.02
_DAMAGED = "“{name}”内容损坏，无法读取；请重新导出 PDF 再试。"
# Fonts without metrics are of no interest to us, and pdfminer reports each of them.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(name, data):
    """The `Document` in the bytes `data` of the PDF file `name`."""
    notes = []
    _check_end(name, data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            _check_pages(name, pdf.doc)
            if is_ours(pdf.doc):
                return _read_told(name, data, pdf)
            pages = [_read_page(page, notes) for page in pdf.pages]
            _note_extras(pdf.doc, notes)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # pdfminer meets damage with whatever error the code at hand gives.
        raise _refusal(name, error) from None
    _check_text(name, [page.counts for page in pages])
    kept, headers, footers = without_margins([(page.items, page.height) for page in pages])
    mend_cut_rows(kept, notes)
    kept = [[i.grid() if isinstance(i, Ruled) else i for i in items] for items in kept]
    blocks = headers + paragraphs(kept) + footers
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, "pdf", tuple(blocks), tuple(notes))


def _read_told(name, data, pdf):
    """The `Document` of our own print."""
    pages = []
    for page in pdf.pages:
        pages.append((page.page_number, page.chars))
        page.close()
    blocks = told_blocks(tags_of(pdf.doc), pages)
    return Document(name, hashlib.sha256(data).hexdigest(), "pdf", tuple(blocks))


class _Page:
    """What one page holds: lines and tables from top to bottom, and how many characters."""

    def __init__(self, items, height, counts):
        self.items, self.height, self.counts = items, height, counts


def _read_page(page, notes):
    number = page.page_number
    characters = [found for found in page.chars if found["text"].strip("\0")]
    tables = _tables(page)
    outside = [c for c in characters if not any(table.take(c) for table in tables)]
    lines = lines_of(outside, number)
    for at, line in enumerate(lines, start=1):
        line.number = at
    for table in tables:
        table.set_lines()
    items = sorted([*lines, *tables], key=lambda item: item.top)
    _note_page(page, characters, notes)
    counts = len(characters), sum(_is_broken(found["text"]) for found in characters)
    height = float(page.height)
    page.close()
    return _Page(items, height, counts)


def _tables(page):
    """The tables of a page from top to bottom, mere frames left out."""
    found = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    tables = []
    for table in found:
        ruled = Ruled(table, page.page_number, len(tables) + 1)
        tables += [ruled] if ruled.is_table else []
    return tables


def _note_page(page, characters, notes):
    where = f"第{page.page_number}页"
    if page.images:
        scan = "" if characters else "，且没有文字（可能是扫描件）"
        notes.append(f"{where}有图片{len(page.images)}幅，未收录{scan}。")
    white = [c["text"] for c in characters if _is_white(c) and c["text"].strip()]
    if white:
        notes.append(f"{where}有白色文字“{''.join(white)[:30]}”，已收录。")
    broken = sum(_is_broken(found["text"]) for found in characters)
    if broken:
        notes.append(f"{where}有{broken}个字符的编码损坏，请对照原文核对。")


def _is_white(found):
    color = found.get("non_stroking_color")
    return color in ((1,), (1.0, 1.0, 1.0), (0, 0, 0, 0)) and not found.get("pattern")


def _is_broken(text):
    """True for a character whose meaning the file does not tell."""
    return text.startswith("(cid:") or text == "\ufffd" or "\ue000" <= text <= "\uf8ff"


def _check_end(name, data):
    """Refuses a file that was cut off: what is left of it would read as if it were all."""
    if b"%%EOF" not in data[-2048:]:
        raise Unreadable(f"“{name}”的末尾缺失（可能没有传完），无法读取；请重新取得文件再试。")


def _check_pages(name, document):
    count = sum(1 for _ in islice(PDFPage.create_pages(document), MOST_PAGES + 1))
    if count > MOST_PAGES:
        raise Unreadable(f"“{name}”超过 {MOST_PAGES} 页的上限；请拆分后再试。")
    if not count:
        raise Unreadable(_DAMAGED.format(name=name))


def _check_text(name, counts):
    total, broken = (sum(column) for column in zip(*counts, strict=True))
    if not total:
        raise Unreadable(
            f"“{name}”没有文字层（可能是扫描件），需要先做文字识别（OCR）；"
            "请换用 Word 或由 Word 导出的 PDF。"
        )
    if broken > MOST_BROKEN * total:
        raise Unreadable(
            f"“{name}”的文字编码损坏，{total}个字符中有{broken}个无法辨认；"
            "请用原来的程序重新导出 PDF，或换用 Word 文档。"
        )


def _note_extras(document, notes):
    """Notes scripts, attachments and actions, none of which is ever run or kept."""
    names = resolve1(document.catalog.get("Names"))
    extras = {"JavaScript": "脚本", "EmbeddedFiles": "附件"}
    found = [words for key, words in extras.items() if isinstance(names, dict) and key in names]
    # An array is only the place to open the document at.
    found += ["自动动作"] if isinstance(resolve1(document.catalog.get("OpenAction")), dict) else []
    if found:
        notes.append(f"文档含有{'、'.join(found)}，未运行，未收录。")


def _refusal(name, error):
    causes = (error, *error.args) if isinstance(error, PdfminerException) else (error,)
    if any(isinstance(cause, MemoryError) for cause in causes):
        return MemoryError()
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return Unreadable(f"“{name}”是加密的 PDF，打开需要密码；请去掉密码后另存再试。")
    return Unreadable(_DAMAGED.format(name=name))
