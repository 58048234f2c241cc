"""Lists in prose: names with a number each, or names first and as many numbers after them."""

import re
from dataclasses import dataclass

from stats.naming import name_key
from stats.parsing.quantities import NUMBER, UNIT
from stats.parsing.times import Clock

_BEGINS = re.compile(
    r"(?:分别(?:是|为|有)?|依次(?:是|为)|统计(?:为|如下)|如下|[为是](?=\s*[:：]))\s*[:：]?\s*"
)
_ITEM = re.compile(rf"(?P<name>.*?[^\d\s])\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT}|$)")
_BETWEEN = re.compile(r"、|，(?!\d{3}(?!\d))|(?<!\d)，|,(?!\d{3}(?!\d))|(?<!\d),")
_COUNT = rf"{NUMBER}\s*(?:{UNIT})?"
_SHARED = re.compile(
    rf"[，,]?\s*分别(?P<verb>[^\d，,。]{{0,8}}?)\s*[:：]?\s*"
    rf"(?P<numbers>{_COUNT}(?:\s*(?:[、，,和与及]|以及)\s*{_COUNT})+)"
)
_NUMBER_UNIT = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?")
_NAMES = re.compile(r"、|以及|[和与及]")
# Words that introduce parts rather than say what is counted.
_NOT_COUNTED = ("", "具体", "其中", "包括", "主要", "情况")


@dataclass(frozen=True, slots=True)
class Shared:
    """Names and numbers of a 分别 list: `head` is the first name with the words before it."""

    words: str
    head: str
    names: tuple[str, ...]
    verb: str
    numbers: tuple[tuple[str, str], ...]


def split_list(sentence):
    """The words before a list of names with a number each, its items as (name, number, unit), and
    what it counts. Without such a list: the whole sentence, no items, no label."""
    for match in reversed(list(_BEGINS.finditer(sentence))):
        items = _items(sentence[match.end() :])
        if len(items) > 1 or (items and match[0].startswith(("分别", "依次"))):
            before, _, words = sentence[: match.start()].rpartition("，")
            label = name_key(re.sub(r"的$|数据$|的分别$", "", words.strip()))
            if label not in _NOT_COUNTED:
                return before, items, label
    return sentence, [], ""


def _items(text):
    """(name, number, unit) of each item, where the whole of `text` is a list of them."""
    parts = [part.strip() for part in _BETWEEN.split(text.strip("。 　；;"))]
    items = [_ITEM.fullmatch(part) for part in parts]
    if not all(items) or any(Clock(None).hear(item["name"]) != item["name"] for item in items):
        return []
    return [(item["name"].strip(" 　，、,和及以"), item["number"], item["unit"]) for item in items]


def shared_list(text):
    """The words before 甲、乙分别为1、2个, and the Shared list; all of `text` and None without."""
    match = _SHARED.search(text)
    if match is None or text[match.end() :].strip():
        return text, None
    before, comma, words = text[: match.start()].rpartition("，")
    names = tuple(part.strip() for part in _NAMES.split(words.rpartition("：")[2]))
    verb = match["verb"].strip()
    numbers = [(m["number"], m["unit"] or "") for m in _NUMBER_UNIT.finditer(match["numbers"])]
    for index in range(len(numbers) - 2, -1, -1):
        number, unit = numbers[index]
        numbers[index] = (number, unit or numbers[index + 1][1])  # 12、34、56人次
    shared = Shared(
        words=words.strip(),
        head=names[0] if names else "",
        names=names,
        verb="" if verb in ("为", "是", "有", "达", "达到") else verb,
        numbers=tuple(numbers),
    )
    return before + comma, shared
