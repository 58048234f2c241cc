"""Words by which a table shows what its rows and columns are."""

import re

from stats.naming import name_key

NUMBER_HEADERS = {"序号", "编号", "序", "NO", "NO.", "排名", "名次"}
SUBJECT_HEADERS = {
    "单位", "单位名称", "接入单位", "机构", "机构名称", "医疗机构", "医疗单位", "医院", "医院名称",
    "名称", "区", "各区", "区域", "地区", "辖区", "行政区", "城市", "市", "渠道", "途径", "平台",
    "项目", "指标", "类别", "科室", "上报单位", "填报单位", "使用单位",
}  # fmt: skip
_TOTAL = re.compile(r"(?:总|合|共)计|全市(?:合计|总计)|(?:合|总)计数")
_SUBTOTAL = re.compile(r"小计|.{1,8}小计")
_TOTAL_CELL = re.compile(r"((?:合|总|共)\s*计)\s*[:：为]?\s*(.+)", re.DOTALL)
_NOTE = re.compile(
    r"(?:备?注|说明|附注|数据来源|资料来源|来源)\s*[:：]|[（(*※]|截[止至]|以上数据|本表"
)
_CONTINUED = re.compile(r"[（(]?\s*(?:续|续上?表|接上表|表?续)\s*[)）]?\s*[:：]?$")


def is_total(text):
    return bool(_TOTAL.fullmatch(name_key(text)))


def is_subtotal(text):
    return bool(_SUBTOTAL.fullmatch(name_key(text)))


def row_kind(text):
    """data, subtotal or total, by the words in the row's first cells."""
    if is_total(text):
        return "total"
    return "subtotal" if is_subtotal(text) else "data"


def total_in_one_cell(text):
    """The word and the figure of a cell like 合计：125746, or None."""
    match = _TOTAL_CELL.fullmatch(text.strip())
    return (match[1], match[2].strip()) if match else None


def is_note(text):
    return bool(_NOTE.match(text.strip()))


def is_continuation_mark(text):
    """True for 续表 and its kin, alone on a line."""
    return bool(_CONTINUED.fullmatch(text.strip()))


def without_continuation_mark(title):
    """`title` without a （续） at its end."""
    return re.sub(r"\s*[（(]\s*续(?:上?表)?\s*\d*\s*[)）]\s*$|\s*续表$", "", title)


def one_line(text):
    """`text` of several lines as one: nothing between Chinese, a blank between Latin words."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        latin = joined[-1].isascii() and part[0].isascii() and (joined[-1] + part[0]).isalpha()
        joined += (" " if latin else "") + part
    return joined
