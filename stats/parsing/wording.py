"""Words by which a table shows what its rows and columns are."""

import re

from stats.naming import name_key

NUMBER_HEADERS = {"序号", "编号", "序", "NO", "NO.", "排名", "名次", "排序", "位次"}
_WHO = {
    "单位", "单位名称", "接入单位", "机构", "机构名称", "医疗机构", "医疗机构名称", "医疗单位",
    "医院", "医院名称", "名称", "上报单位", "填报单位", "使用单位",
}  # fmt: skip
_WHAT = {
    "区", "各区", "区域", "地区", "辖区", "行政区", "区县", "市", "城市", "渠道", "途径", "平台",
    "项目", "指标", "类别", "类型", "分类", "科室", "内容", "年份", "月份", "年度", "日期", "时间",
}  # fmt: skip
SUBJECT_HEADERS = _WHO | _WHAT
UNIT_WORDS = (
    "人次|例次|床日|亿条|万条|亿元|万元|千元|百元|万人次|亿人次|万人|千人|万例|万份|万件|万张|万台|万家|"
    "万个|万次|亿次|亿个|亿份|个百分点|百分点|平方米|公里|小时|分钟|毫秒|"
    "个|件|通|家|次|份|例|台|条|元|人|张|批|篇|起|所|名|项|辆|床|户|组|套|片|幅|位|支|剂|天|类|款|部|"
    "场|期|站|网点|秒|岁|种|封|册|课时|学时|"
    "GB|TB|PB|MB|KB|%|％|‰|万|亿"
)
_UNIT = re.compile(UNIT_WORDS)
_TOTAL = re.compile(
    r"(?:总|合|共)计|(?:全市|全省|全部|本月|总体)(?:合计|总计|共计)|(?:合|总)计数|总数"
    r"|(?:全市|总体)?(?:平均|平均值|平均数|均值)|占比|[同环]比.{0,6}|(?:[比较]?上[月年]|[去上]年同期).{0,6}"
)
_SUBTOTAL = re.compile(r".{0,8}小计(?:\(.*\))?|.{1,8}(?:合|总)计")
_TOTAL_CELL = re.compile(r"((?:合|总|共)\s*计)\s*[:：为]?\s*(.+)", re.DOTALL)
_UNIT_BRACKET = re.compile(r"[（(]\s*(?:计量|金额)?单位\s*[:：][^()（）]{1,20}[)）]")
_ONE_NUMBER = re.compile(r"\d(?:[\d,，.．\s]*\d)?")
_UNIT_LINE = re.compile(r"(?:计量|金额|(?<![一-龥]))单位\s*[:：]\s*([^()（）。]{1,20})")
_LABEL_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[)）]|[、.．])\s*\S")
_NOTE = re.compile(
    r"(?:备?注|说明|附注|数据来源|资料来源|来源)\s*(?:[:：\d]|$)|[（(*※]|截[止至]|以上数据|本表"
)
_CONTINUED = re.compile(r"[（(]?\s*(?:续|续上?表|接上表|表?续)\s*[)）]?\s*[:：]?$")


def is_total(text):
    """True for 合计 and its kin, and for other rows that are not one subject's: 平均, 同比."""
    return bool(_TOTAL.fullmatch(name_key(text).rstrip(":")))


def is_subtotal(text):
    return bool(_SUBTOTAL.fullmatch(name_key(text).rstrip(":"))) and not is_total(text)


def names_who(header):
    """True for a header like 单位 or 医院名称; 类别 or 区域 may stand over groups as well."""
    return name_key(header) in _WHO


def is_unit(text):
    return bool(_UNIT.fullmatch(text.strip()))


def unit_line(text):
    """The units that a line like （单位：千元、人次） names for a whole table, or ()."""
    match = _UNIT_LINE.search(text)
    words = re.split(r"[、,，/／；;\s]+", match[1].strip()) if match else []
    return tuple(word for word in words if 0 < len(word) <= 5)


def without_unit_line(text):
    """`text` without a （单位：千元）."""
    return _UNIT_BRACKET.sub("", text)


def is_numbered_label(text):
    """True for a label like 一、市属医院 or （二）省属医院."""
    return bool(_LABEL_NUMBER.match(text.strip()))


def row_kind(text):
    """data, subtotal or total, by the words in the row's first cells."""
    if is_total(text):
        return "total"
    return "subtotal" if is_subtotal(text) else "data"


def total_in_one_cell(text):
    """The word and the figure of a cell like 合计：125746, or None."""
    match = _TOTAL_CELL.fullmatch(text.strip())
    return (match[1], match[2].strip()) if match else None


def says_one_number(text):
    """True for a text with one number in it, and with words for no second one: 19956 or 19956次."""
    return len(_ONE_NUMBER.findall(text)) == 1


def is_note(text):
    return bool(_NOTE.match(text.strip())) and not is_numbered_label(text)


def is_continuation_mark(text):
    """True for 续表 and its kin, alone on a line."""
    return bool(_CONTINUED.fullmatch(text.strip()))


def without_continuation_mark(title):
    """`title` without a （续） at its end."""
    return re.sub(r"\s*[（(]\s*续(?:上?表)?\s*\d*\s*[)）]\s*$|\s*续表$", "", title)


def set_level(label):
    """医疗单位 of a label whose signs were set below each other, and came with blanks between."""
    signs = label.split()
    return "".join(signs) if all(len(sign) == 1 for sign in signs) else label


def one_line(text):
    """`text` of several lines as one: nothing between Chinese, a blank between Latin words.

    Between digits a blank stays too: whether 12 over 34 is one number is not for us to say.
    """
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        before, after = joined[-1], part[0]
        latin = before.isascii() and after.isascii() and (before + after).isalpha()
        digits = before.isdigit() and after.isdigit()
        joined += (" " if latin or digits else "") + part
    return joined
