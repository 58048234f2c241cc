"""Article HTML as blocks for print."""

import pytest

from news.printing.bodies import blocks_of


def blocks(html):
    return blocks_of(html, 10.5)[0]


def shown(block):
    """A block in a few signs: its kind and text."""
    if "r" in block:
        return f"{block['k']}{block.get('l', '')} {''.join(run['t'] for run in block['r'])}"
    if "b" in block:
        return [block["k"], *map(shown, block["b"])]
    return [
        block["k"],
        block["start"],
        *([shown(part) for part in item] for item in block["items"]),
    ]


def test_paragraphs_keep_their_marks():
    html = (
        "<p>　　一<strong>粗<em>斜</em></strong><u>线</u>"
        'H<sub>2</sub>O x<sup>2</sup><a href="https://a.cn/">网页</a><br>下</p>'
    )
    assert blocks(html) == [
        {
            "k": "p",
            "r": [
                {"t": "一"},
                {"t": "粗", "b": True},
                {"t": "斜", "b": True, "i": True},
                {"t": "线", "u": True},
                {"t": "H"},
                {"t": "2", "v": "sub"},
                {"t": "O x"},
                {"t": "2", "v": "sup"},
                {"t": "网页", "a": "https://a.cn/"},
                {"t": "[1]", "v": "sup", "a": "https://a.cn/"},
                {"t": "\n"},
                {"t": "下"},
            ],
        }
    ]


def test_links_are_numbered_once_each_unless_their_words_are_the_address():
    html = (
        '<p><a href="https://a.cn/x">甲</a><a href="https://b.cn">https://b.cn</a>'
        '<a href="mailto:c@d.cn">c@d.cn</a><a href="https://e.cn">戊</a>'
        '<a href="https://a.cn/x">又</a></p>'
    )
    (block,), links = blocks_of(html, 10.5)
    assert "".join(run["t"] for run in block["r"]) == "甲[1]https://b.cnc@d.cn戊[2]又[1]"
    assert links == ["https://a.cn/x", "https://e.cn"]


@pytest.mark.parametrize(
    "html, expected",
    [
        ("", []),
        ("<p></p><p> \u3000</p>", []),
        ("文字<div>块</div>尾", ["p 文字", "p 块", "p 尾"]),
        ("<p>一\n  二</p>\n<p>三</p>", ["p 一 二", "p 三"]),
        ("<p>一<!-- 注 -->二</p>", ["p 一二"]),
        ("<h4>小</h4><h3>大</h3><h4>小</h4>", ["h1 小", "h1 大", "h2 小"]),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", [["quote", "p 甲", "p 乙"]]),
        ("<ul><li>甲</li><li><p>乙</p></li></ul>", [["ul", 1, ["p 甲"], ["p 乙"]]]),
        ('<ol start="3"><li>甲</li></ol>', [["ol", 3, ["p 甲"]]]),
        (
            '<ol start="-x"><li>甲<ul><li>乙</li></ul></li></ol>',
            [["ol", 1, ["p 甲", ["ul", 1, ["p 乙"]]]]],
        ),
        ("<ul></ul>", []),
        ("<p>2 < 3 &amp;&lt;b&gt;</p>", ["p 2 < 3 &<b>"]),
        ("<p>a\u202eb\x07c😀</p>", ["p abc〓"]),
    ],
)
def test_blocks_follow_the_tags(html, expected):
    assert [shown(block) for block in blocks(html)] == expected


def test_lists_nested_too_deep_stand_in_line_with_those_around_them():
    html = "<ul><li>项" * 150 + "</li></ul>" * 150
    (block,) = blocks(html)
    depth = 0
    while "items" in block:
        depth, block = depth + 1, block["items"][0][-1]
    assert (depth, shown(block)) == (4, "p 项")


def test_a_table_keeps_its_spans_and_gets_a_cell_for_each_hole():
    html = (
        '<table><tbody><tr><th rowspan="9">项目</th><th colspan="3"><p>数</p></th></tr>'
        "<tr><th>甲</th><th>乙</th></tr>"
        "<tr><td>一</td><td>12</td><td><p><b>粗</b></p><p>体</p></td></tr>"
        '<tr><td colspan="0">二</td>'
        "<td>1<table><tr><td>内</td></tr></table></td></tr></tbody></table>"
    )
    (block,) = blocks(html)
    sheet = block["sheet"]
    cells = {
        (cell["x"], cell["y"]): (
            "".join(run["t"] for run in cell["r"]),
            cell.get("c", 1),
            cell.get("d", 1),
        )
        for cell in sheet["cells"]
    }
    assert (sheet["heads"], sheet["rows"], len(sheet["widths"])) == (2, 4, 3)
    assert cells == {
        (0, 0): ("项目", 1, 2),
        (1, 0): ("数", 2, 1),
        (1, 1): ("甲", 1, 1),
        (2, 1): ("乙", 1, 1),
        (0, 2): ("一", 1, 1),
        (1, 2): ("12", 1, 1),
        (2, 2): ("粗\n体", 1, 1),
        (0, 3): ("二", 1, 1),
        (1, 3): ("1\n内", 1, 1),
        (2, 3): ("", 1, 1),
    }


def test_a_table_of_enormous_spans_is_no_larger_than_its_cells():
    row = '<tr><td colspan="9999" rowspan="9999">大</td><td colspan="9999">小</td></tr>'
    (block,) = blocks(f"<table>{row * 20}</table>")
    assert len(block["sheet"]["cells"]) <= 20 * 21
