"""The door: which reader a file goes to, here or in a process of its own, or why it stays out."""

import re
from pathlib import Path

from . import compound, kinds, legacy, sandbox
from .blocks import Unreadable
from .text import MOST_BYTES as MOST_TEXT_BYTES
from .text import read_text

MOST_BYTES = 50_000_000
_EXPECTED = {
    ".txt": kinds.TEXT,
    ".docx": kinds.DOCX,
    ".doc": kinds.DOC,
    ".pdf": kinds.PDF,
}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def read(path, name=None, encoding=None):
    """The `Document` in the file at `path`; raises `Unreadable` when there is none to be had.

    `name` is what messages call it; `encoding` that of a text, where somebody knows.
    """
    path = Path(path).absolute()
    name = printable(name or path.name)
    expected = _EXPECTED.get(path.suffix.lower())
    if expected is None:
        raise Unreadable(f"“{name}”不是可读的格式；请用 .txt、.docx、.doc 或 .pdf 文件。")
    if expected == kinds.TEXT:
        return read_text(name, checked_bytes(path, name), encoding)
    if expected == kinds.DOC:
        return legacy.read_doc(name, checked_bytes(path, name))
    _size(path, name)
    return sandbox.read_apart(path, name)


def read_here(path, name):
    """The `Document` in the .docx or .pdf at `path`, read in this process."""
    data = checked_bytes(path, name)
    # Heavy libraries are loaded only where they are needed: in the child.
    if path.suffix.lower() == ".pdf":
        from .pdf import read_pdf

        return read_pdf(name, data)
    from .word import read_word

    return read_word(name, data)


def printable(name):
    """`name` without characters that would break or disguise a message."""
    return _UNPRINTABLE.sub("", name)


def checked_bytes(path, name, formats=_EXPECTED, most=None):
    """All bytes of a file whose content is what its extension says, by `formats`."""
    _size(path, name, most)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"“{name}”打不开（{error.strerror}）；请核对文件后再试。") from None
    # A file that was cut off may have lost the very part that tells its kind.
    if data.startswith(compound.START) and compound.is_cut_off(data):
        raise Unreadable(f"“{name}”的末尾缺失（可能没有传完），无法读取；请重新取得文件再试。")
    kind, expected = kinds.kind_of(data), formats[path.suffix.lower()]
    if kind == kinds.ENCRYPTED or (
        kind == kinds.DOC == expected and compound.is_encrypted_doc(data)
    ):
        raise Unreadable(f"“{name}”是加密的 Office 文件，无法读取；请去掉密码后另存再试。")
    if kind != expected:
        raise Unreadable(
            f"“{name}”的扩展名是 {path.suffix}，内容却是{kind}；"
            f"请用原来的程序打开，另存为{expected}后再试。"
        )
    return data


def _size(path, name, most=None):
    """Refuses what is missing, no plain file, empty or too large, before any byte is read."""
    if not path.is_file():
        raise Unreadable(f"“{name}”不存在或不是文件；请核对后再试。")
    size = path.stat().st_size
    text = _EXPECTED.get(path.suffix.lower()) == kinds.TEXT
    most = most or (MOST_TEXT_BYTES if text else MOST_BYTES)
    if not size:
        raise Unreadable(f"“{name}”是空文件（0 字节）；请核对后再试。")
    if size > most:
        raise Unreadable(
            f"“{name}”有 {size / 1e6:.1f} MB，超过 {most / 1e6:.0f} MB 的上限；"
            "请核对文件，或去掉图片后再试。"
        )
