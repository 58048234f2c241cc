"""What was corrected in a published table, as pages tell it below the table and beside a cell."""

from collections import Counter
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from stats.footnotes import called
from stats.models import Correction, Deed

# The sign on a corrected cell: r as in the statuses of SDMX, and the first sign of its kind.
SIGNS = {
    Deed.CORRECTION: "r更",
    Deed.REVISION: "r修",
    Deed.LATE: "r补",
    Deed.RESTORED: "r复",
}
BLANK = "空白"
NO_ROW = "无此行"
ADDED, REMOVED = Correction.Field.ADDED.value, Correction.Field.REMOVED.value
LABELS = ("printed_name", "group", "number", "footnote")  # of a row
MOST_LINES = 12  # below a printed table


class Change(NamedTuple):
    """A line below a table: what was done, when, to which cell or words, and where it is told."""

    deed: str
    day: date
    where: str
    old: str
    new: str
    href: str
    is_words: bool = False
    reason: str = ""
    said: str = ""

    @property
    def outcome(self):
        """What became of it, in words that follow what was changed."""
        if self.said or self.is_words:
            return self.said or "有改动"
        return f"由 {self.old} 改为 {self.new}"

    @property
    def label(self):
        return Deed(self.deed).label

    @property
    def sign(self):
        return SIGNS[self.deed]

    def __str__(self):
        """更正，2024年10月9日：南京鼓楼医院，线上预约由 6668 改为 6686（录入错误）。"""
        day = f"{self.day.year}年{self.day.month}月{self.day.day}日"
        reason = f"（{self.reason}）" if self.reason else ""
        return f"{self.label}，{day}：{self.where}{self.outcome}{reason}。"


def said_of(deed, was):
    """更正，原为 6668: what is said of a corrected cell to those who point at it or listen."""
    return f"{Deed(deed).label}，原为 {was.strip() or BLANK}"


def changes_of(plain):
    """The Changes of a table told as `freezing.plain_tables` does; what stood in one printed cell
    is told once."""
    labels = {metric["code"]: metric["label"] for metric in plain["metrics"]}
    told = (list(some) for _, some in groupby(plain["corrections"], key=_cell))
    return tuple(_change(plain, some, labels) for some in told)


def _cell(told):
    """A pair like 52/129 is two figures, and one correction to whoever reads."""
    if told.get("field") == Correction.Field.NUMBER:
        return [told["on"], told["field"]]
    return [told.get(name) for name in ("on", "row", "name", "field", "old", "new")]


def _change(plain, some, labels):
    one = some[0]
    deed, day = deed_of(one), local_day(one["on"])
    href, reason = href_of(plain, one), one.get("reason", "")
    if "field" in one and "row" not in one and "name" not in one:
        where = Correction.Field(one["field"]).label
        return Change(deed, day, where, one["old"], one["new"], href, True, reason)
    if len(some) > 1 and one.get("field") == Correction.Field.NUMBER:
        return Change(deed, day, f"{len(some)} 行的序号", "", "", href, reason=reason, said="顺延")
    column = "、".join(dict.fromkeys(_label(told, labels) for told in some))
    name = called(plain["rows"][one["row"]]) if "row" in one else one["name"]
    where = "，".join(filter(None, (name, column)))
    old, new = (one[name].strip() or BLANK for name in ("old", "new"))
    said = _of_row(one.get("field"), old, new)
    return Change(deed, day, where, old, new, href, reason=reason, said=said)


def _of_row(field, old, new):
    """What is said of a row that was put in or taken away."""
    return {ADDED: f"：{new}", REMOVED: f"（原为 {old}）"}.get(field, "")


def _label(told, labels):
    parts = [labels[told["metric"]]] if "metric" in told else []
    parts += [Correction.Field(told["field"]).label] if "field" in told else []
    return "的".join(parts)


def deed_of(told):
    """Of which kind a correction was; the first editions did not say."""
    return told.get("kind") or Deed.CORRECTION.value


def local_day(moment):
    return timezone.localdate(datetime.fromisoformat(moment))


def href_of(plain, told):
    """Where readers are told why: at its year, since no list of all years stands on one page."""
    if not told.get("edition"):
        return ""
    return notice_href(plain["origin"], told["edition"], local_day(told["on"]).year)


def notice_href(origin, edition, year):
    return f"{reverse('news:corrections')}?year={year}#{anchor_of(origin, edition)}"


def anchor_of(origin, edition):
    return f"{origin}-v{edition}"


def lines_of(changes):
    """What a print says below a table; of more than a page can bear, how many on which day."""
    if len(changes) <= MOST_LINES:
        return [str(change) for change in changes]
    told = Counter((change.label, change.day, change.reason) for change in changes)
    return [
        f"{label}，{day.year}年{day.month}月{day.day}日：{count} 处"
        f"{f'（{reason}）' if reason else ''}，逐条见网页。"
        for (label, day, reason), count in told.items()
    ]
