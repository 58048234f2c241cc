"""Articles: which lines are titles, which go on with a title, where the text says it comes from."""

import re

from news.parsing.records import ParsedArticle

LONGEST_TITLE = 60
# Wider than this, a title line of the print is full and runs over.
FULL_LINE = 24
_LONGEST_SECTION = 6
_DASHES = ("——", "—", "--", "─", "－－")
_ENDS = "。；;，,：:、"
_LIST_MARK = re.compile(
    r"(?:\d{1,2}\s*[、.．)）]|[（(]?[一二三四五六七八九十]{1,3}\s*[)）、.．]|[①-⑳]|[-•●■◆])"
)
_CREDIT = re.compile(
    r"[（(]?\s*(?:来源|作者|供稿单位|供稿|稿件来源|通讯员|记者|摄影|撰稿|文字|图片|文图|图文|文|图"
    r"|编辑|审核|转载自|摘自)\s*[:：/／ 　]"
)
_CAPTION = re.compile(r"[（(]?(?:图|照片)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2}|为|示|说)")
# What stands at the beginning of a line only when the line before goes on.
_REST = re.compile(r"[的和与及暨并、》”）)]|在.{0,12}(?:召开|举行|举办|开幕|启动|闭幕|落幕)$")
_OPEN_END = re.compile(r".*[、和与及暨《“（(的]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
_SOURCE_LINE = re.compile(
    r"[（(]?\s*(?:稿件来源|来源|转载自|摘自|供稿单位|供稿)\s*[:：]\s*(.{1,40}?)\s*[)）]?"
)
_DATELINE = re.compile(
    r"(?P<source>[^，。、\s\d（(]{2,12}?)\s*"
    r"(?P<dateline>(?:\d{4}年)?\d{1,2}月\d{1,2}日\s*(?:讯|电|报道|消息))"
)
_OWN_DATELINE = re.compile(r"(?P<source>本[报刊网站])(?P<dateline>讯|电)")


def looks_like_title(text):
    """True for a short line that is not a sentence, not an item of a list and not a credit."""
    text = text.strip()
    if len(text) > LONGEST_TITLE or text[-1] in _ENDS or "。" in text:
        return False
    if _LIST_MARK.match(text) or _CAPTION.match(text):
        return False
    spoken = text[0] in '“"' and text[-1] in '”"' and any(sign in text for sign in "。？！，")
    bracketed = text[0] in "（(" and text[-1] in "）)"
    return not spoken and not bracketed and not _CREDIT.match(text)


def is_section_heading(lines):
    """True where the first of an article's lines is the name of a section: 工作动态."""
    titles = [text for text, _, is_title in lines if is_title]
    if len(titles) < 2 or titles[1].startswith(_DASHES):
        return False
    return len(titles[0].strip("【】[]")) <= _LONGEST_SECTION < len(titles[1])


def goes_on(first, second, text):
    """True where `second` is the rest of title line `first` and not a subtitle.

    It is when no title can end or begin there, when the words across the break stand together in
    the `text` of the issue, or when the first line is as wide as the print; a dash begins a
    subtitle.
    """
    if second.startswith(_DASHES):
        return False
    if _REST.match(second) or _OPEN_END.fullmatch(first) or _is_cut_open(first, second):
        return True
    if first[-1] in "！？!?。”":
        return False
    junction = first[-2:] + second[:2]
    return junction in text or len(first) >= FULL_LINE


def _is_cut_open(first, second):
    """True where a quotation or bracket opened in the first line is closed in the second."""
    return any(
        first.count(left) > first.count(right) and second.count(right) > second.count(left)
        for left, right in _PAIRS
    )


def parse_article(lines, text):
    """The ParsedArticle of its (text, where, is_title) lines; the first are its title lines.

    `text` is all the text of the issue.
    """
    titles = [line for line, _, is_title in lines if is_title]
    title, subtitle = _titles(titles, text)
    paragraphs = [line for line, _, is_title in lines if not is_title]
    source, dateline = "", ""
    kept = []
    for paragraph in paragraphs:
        credit = _SOURCE_LINE.fullmatch(paragraph)
        if credit and not source:
            source = credit[1]
        else:
            kept.append(paragraph)
    said, dateline = dateline_of(kept[0]) if kept else ("", "")
    source = source or said
    return ParsedArticle(title, tuple(kept), lines[0][1], subtitle, source, dateline)


def dateline_of(paragraph):
    """The source and dateline that a paragraph begins with: 龙虎网9月13日讯."""
    found = _DATELINE.match(paragraph) or _OWN_DATELINE.match(paragraph)
    return (found["source"], found["dateline"]) if found else ("", "")


def _titles(lines, text):
    title, rest = lines[0] if lines else "", lines[1:]
    while rest and goes_on(title, rest[0], text):
        title, rest = title + rest[0], rest[1:]
    return title, " ".join(line.lstrip("—-– ") for line in rest)
