"""Numbers in prose: how a count is written, with its unit, exactly or roughly.

A rough count (约3万个, 100余家, 10-20家, 98%以上) is kept as printed: it is no number.
"""

import re
from dataclasses import dataclass

from stats.parsing.wording import UNIT_WORDS

# A comma of full width parts thousands too, where three digits stand behind it.
NUMBER = r"(?<![\dA-Za-z.．])(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"
_SIGN = r"(?:(?<=[比幅率长降为达是至(（])[+＋\-－−])?"
_ORDINAL = r"(?<!第)(?<!(?<![目当之以年月])前)"
_ABOUT = r"(?:大约|(?<![预签节公合契条履违特邀])约|将近|(?<![最附临])近|逾|超过|不足|至少|最多)"
_TO = r"\s*(?:[-－–—~～/／]|至)\s*(?:\d[\d,，]*(?:[.．]\d+)?)\s*"
_SCALE = r"(?:[十百千]?[万亿]|[百千](?![元分米克瓦]))"
_AROUND = r"(?:以上|以下|以内|左右|上下)"
UNIT = rf"(?:{_SCALE}(?:{UNIT_WORDS})|{UNIT_WORDS}|{_SCALE})"
_FIGURE = re.compile(
    rf"(?P<about>{_ABOUT})?\s*{_ORDINAL}(?P<number>{_SIGN}{NUMBER})(?P<to>{_TO})?\s*"
    rf"(?P<more>[余多几])?\s*(?:(?P<scale>{_SCALE})(?P<over>[余多几]))?"
    rf"(?P<unit>{UNIT}|(?=\s*$))(?P<around>{_AROUND})?"
)
ANY_NUMBER = re.compile(NUMBER)
# 12320 and its like name a hotline, and so do telephone numbers; without a unit they count nothing.
_SERVICE = r"12(?:122|306|315|320|329|333|338|345|348|349|351|355|356|358|369|380|388|393)"
_HOTLINE = re.compile(rf"{_SERVICE}|1(?:10|14|19|20|22)|0\d{{9,}}|1[3-9]\d{{9}}|[48]00\d{{7}}")
_NAMED = re.compile(rf"(?:{_SERVICE}|120(?=急救|调度|指挥))(?![\d.．])")
_COUNTED = re.compile(rf"[一二两三四五六七八九十百千万亿]+(?:{UNIT_WORDS})$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count as printed: where in the text, its number (or the rough words), its unit."""

    start: int
    end: int
    raw: str
    unit: str


def quantities(text):
    """The Quantities in `text`, a piece of a sentence without its dates."""
    found = []
    for match in _FIGURE.finditer(text):
        telephone = match["to"] and match["number"].startswith("0")
        if match["unit"] or not (telephone or _HOTLINE.fullmatch(match["number"])):
            found.append(_quantity(match))
    return found


def _quantity(match):
    rough = any(match[name] for name in ("about", "to", "more", "over", "around"))
    raw = match[0].strip() if rough else match["number"]
    unit = (match["scale"] or "") + match["unit"]
    return Quantity(match.start(), match.end(), raw, unit)


def loose_numbers(text):
    """The numbers in a text without quantities that are not part of a name like 12320卫生热线."""
    numbers = ANY_NUMBER.finditer(text)
    found = [match[0] for match in numbers if not _NAMED.match(text, match.start())]
    counted = _COUNTED.search(text.strip())
    return found + ([counted[0]] if counted else [])
