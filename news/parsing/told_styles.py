"""What the paragraphs of our own print are, by the names of their Word styles and text marks.

A style of Word's own keeps its name there; all others are called 简报… so that nobody else's are
taken for ours. In a text the mark is the name alone: 【正文】.
"""

NAME, NUMBER, MADE_BY, MONTH = "刊名", "期号", "编印", "数据月份"
RUNNING, FURNITURE, RULE, LINK = "页眉", "版面", "版线", "链接"
RUNNING_NAME, PAGE, PICTURE = "页眉刊名", "页码", "图片"
SECTION, TITLE, SUBTITLE, SOURCE, DATELINE = "栏目", "标题", "副标题", "来源", "电头"
LEAD, TEXT, HEADING, SUBHEADING = "导语", "正文", "小标题", "次标题"
BULLET, ITEM, QUOTE, CAPTION = "列项", "编号", "引文", "图注"
TABLE_TITLE, PREFACE, SENTENCE, NOTE = "表题", "表前", "数据段", "表注"
BODY_TABLE, BRIEF = "文中表", "简讯"
OFFICE, FIELD, CLOSING, IMPRINT = "刊尾单位", "刊尾", "刊尾说明", "版记"

# Word's own styles: what its menus and its navigation show as 标题, 标题 1 and so on.
BUILT_IN = {
    NAME: "Title",
    SECTION: "heading 1",
    TITLE: "heading 2",
    TABLE_TITLE: "heading 3",
    SUBTITLE: "Subtitle",
}
_PARTS = {name.lower(): part for part, name in BUILT_IN.items()} | {"简报": NAME}
# Links, legends and what else helps a reader of the print, and is told elsewhere in the record.
_FURNITURE = {FURNITURE, RULE, LINK, RUNNING_NAME, PAGE, PICTURE, CAPTION, SECTION}


def part_of(style):
    """The part that a style or mark names."""
    return _PARTS.get(style.lower(), style)


def is_furniture(style):
    return part_of(style) in _FURNITURE
