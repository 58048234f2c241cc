"""Plain text files: their lines as paragraphs and grids."""

import hashlib
import re

from .blocks import Document, Unreadable
from .decoding import decode, without_unseen
from .text_grids import blocks
from .text_told import is_told, told_blocks

MOST_BYTES = 20_000_000
MOST_LINES = 50_000
LONGEST_LINE = 200_000
MOST_SEPARATORS = 200_000
_SEPARATORS = ("\t", "|", "｜", ",", "  ", "　　")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def read_text(name, data, encoding=None):
    """The `Document` in the bytes `data` of the text file `name`."""
    text, encoding = decode(name, data, encoding)
    lines = _LINE_END.split(text)
    _check_size(name, lines)
    _check_separators(name, text)
    lines, dirty = without_unseen(lines)
    notes = [_dirt(dirty)] if dirty else []
    found = told_blocks(lines) if is_told(lines) else blocks(lines, notes)
    if not found:
        raise Unreadable(f"“{name}”里没有文字；请核对是否选错了文件。")
    return Document(name, hashlib.sha256(data).hexdigest(), encoding, tuple(found), tuple(notes))


def _check_size(name, lines):
    if len(lines) > MOST_LINES:
        raise Unreadable(f"“{name}”有{len(lines)}行，超过{MOST_LINES}行的上限；请核对文件。")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(
                f"“{name}”第{number}行有{len(line)}字，超过{LONGEST_LINE}字的上限；"
                "请核对文件，或分行后再试。"
            )


def _check_separators(name, text):
    """Refuses what would make more cells than a text of this kind can hold."""
    count = sum(text.count(separator) for separator in _SEPARATORS)
    if count > MOST_SEPARATORS:
        raise Unreadable(
            f"“{name}”有{count}处制表符或分隔符，超过{MOST_SEPARATORS}处的上限；请核对文件。"
        )


def _dirt(numbers):
    places = "、".join(f"第{number}行" for number in numbers[:10])
    more = f"等{len(numbers)}行" if len(numbers) > 10 else ""
    return f"{places}{more}有看不见的控制字符，已去掉。"
