"""Bytes of a text file into text, by the one encoding they are in, or a refusal: never mojibake."""

import codecs
import re
from contextlib import suppress

from .blocks import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REMEDY = "请用记事本打开原文件，核对无乱码后另存为 UTF-8 再试。"
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE, _TOO_STRANGE = 20_000, 0.2
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# Marks that reorder or hide what a reader sees: bidirectional overrides, zero-width characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def decode(name, data, chosen=None):
    """The text of `data` and the name of its encoding, which is the `chosen` one if any."""
    if chosen is not None:
        return _strictly(name, data, chosen), chosen
    encoding = _by_bom(data) or _utf16_without_bom(data) or _by_trial(name, data)
    text = _strictly(name, data, encoding)
    if encoding == "gb18030":
        _refuse_nonsense(name, text)
    return text, encoding


def readings(data):
    """The encodings `data` may be in, most likely first, each with the text it then is."""
    found = []
    for encoding in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            found.append((_strangeness(text), encoding, text))
    ranked = sorted(found, key=lambda one: one[0])
    return [(encoding, text) for strange, encoding, text in ranked if strange < _TOO_STRANGE]


def _strangeness(text):
    """The share of signs in `text` that no bulletin has."""
    strange = sum(
        bool(_PRIVATE.match(sign) or _CONTROL.match(sign)) or not _is_usual(sign)
        for sign in text[:_SAMPLE]
    )
    return strange / max(1, len(text[:_SAMPLE]))


def _is_usual(sign):
    """True for ASCII, Chinese as either standard lists it, and its punctuation."""
    listed = sign.encode("gb2312", "ignore") or sign.encode("big5", "ignore")
    return sign.isascii() or bool(listed)


def without_unseen(lines):
    """`lines` without control and invisible marks, and the numbers of the lines that had any."""
    found = [number for number, line in enumerate(lines, start=1) if _UNSEEN.search(line)]
    return [_UNSEEN.sub("", line) for line in lines] if found else lines, found


def _by_bom(data):
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def _utf16_without_bom(data):
    """utf-16-le or utf-16-be where NULs stand on one side of the byte pairs only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or even + odd < max(2, len(data) // 200):
        return None
    if even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 < even else None


def _by_trial(name, data):
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    if not bad:
        return "utf-8"
    good = sum(character > "\x7f" for character in text) - text.count("\ufffd")
    # Damaged UTF-8 may well decode as GB18030: mostly good UTF-8 stays UTF-8 and is refused.
    return "utf-8" if bad < good else "gb18030"


def _strictly(name, data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at, line = error.start, data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"“{name}”第{line}行（第{at}字节）有无法按{encoding.upper()}编码读出的字节"
            f" 0x{data[at]:02X}；{_REMEDY}"
        ) from None


def _refuse_nonsense(name, text):
    """Refuses text that GB18030 gives without an error but nobody wrote, such as Big5."""
    for strange in (_PRIVATE, _CONTROL):
        if match := strange.search(text):
            line = text.count("\n", 0, match.start()) + 1
            raise Unreadable(
                f"“{name}”第{line}行按 GB18030 读出了不成文的字符 U+{ord(match[0]):04X}，"
                f"编码可能是 Big5 或其他；{_REMEDY}"
            )
    han = _HAN.findall(text)
    common = sum(len(character.encode("gb2312", "ignore")) == 2 for character in han)
    if 2 * common < len(han):
        raise Unreadable(f"“{name}”按 GB18030 读出的多为生僻字，编码可能不是 GB18030；{_REMEDY}")
