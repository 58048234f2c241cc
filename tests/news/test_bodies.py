"""What may stand in the body of an article, and how plain paragraphs become one."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from news.bodies import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, html_of, sanitised

WORD = """<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<p class=MsoNormal style='mso-pagination:widow-orphan'><span lang=EN-US>9<o:p></o:p></span>月</p>"""
PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<script>", "</script>", "<svg>", "<math>", "<style>", "<!--"),
    *("-->", "<table>", "<td>", "</table>", "<a href=", "javascript:", "'", '"', ">", "<", "&lt;"),
    *(
        " onclick=x",
        "甲",
        "\0",
        "<title>",
        "<textarea>",
        "<noscript>",
        "<![CDATA[",
        "]]>",
        "<mtext>",
    ),
)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>一段。</p>", "<p>一段。</p>"),
        ("<script>alert(1)</script>一段", "一段"),
        ("<p onclick='x()' style='position:fixed' class='a' id='b'>一段</p>", "<p>一段</p>"),
        ("<iframe srcdoc='<p>x'></iframe><form action='/x'><input></form>", ""),
        ("<style>@import url(//x)</style><base href='//x'><meta http-equiv=refresh>", ""),
        ("<svg><script>1</script></svg><math><mi>x</mi></math>", ""),
        ("<img src=x onerror=alert(1)>", ""),
        ("甲<img src='https://elsewhere.example/a.png'>乙", "甲乙"),
        ("<table><tr><td colspan='2' width='9'>甲</td></tr></table>",
         '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>'),
        ("{{ 变量 }}{% 标签 %}", "{{ 变量 }}{% 标签 %}"),
        ("<svg><style><a title='</style><img src=1 onerror=alert(1)>'>", ""),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1>'>", ""),
        ("<img name=body><form id=csrfmiddlewaretoken></form>", ""),
        ("<p id='content'>甲</p><p name='cookie'>乙</p>", "<p>甲</p><p>乙</p>"),
        ("<p style='background:url(https://x)'>甲</p>", "<p>甲</p>"),
        ("<object data='x'></object><embed src='x'>", ""),
        (WORD, "\n<p>9月</p>"),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_what_is_taken_out(html, clean):
    assert sanitised(html) == clean


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "&#x6A;avascript:1", "java\tscript:1", "java&#x09;script:1"),
        *(" javascript:1", "JaVaScRiPt:1", "data:text/html,x", "vbscript:x", "file:///etc/passwd"),
    ],
)
def test_addresses_that_run_something_are_taken_out(address):
    assert sanitised(f'<a href="{address}">甲</a>') == '<a rel="noopener noreferrer">甲</a>'


def test_links_to_pages_stay():
    link = '<a href="https://example.org/" rel="noopener noreferrer">甲</a>'
    assert sanitised(link) == link


def test_a_link_opens_no_window_of_its_own():
    link = '<a href="https://example.org/" target="_blank" rel="opener">甲</a>'
    assert sanitised(link) == '<a href="https://example.org/" rel="noopener noreferrer">甲</a>'


NESTED = (
    '<a href="https://a.cn">甲<table><tr><a href="https://b.cn">乙</a></tr></table>',
    "<strong><p>甲<strong><p>乙",
)


@pytest.mark.parametrize(
    "html", ["<p>甲<b>乙</b><ul><li>丙</ul>", WORD, "<p></p><p></p>", "a<b", *NESTED]
)
def test_cleaning_twice_is_cleaning_once(html):
    assert sanitised(sanitised(html)) == sanitised(html)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_nothing_is_left_but_what_an_article_may_hold(pieces):
    clean = sanitised("".join(pieces))
    assert sanitised(clean) == clean
    elements = (
        [] if not clean.strip() else parser.fragments_fromstring(clean, no_leading_text=False)
    )
    for element in (each for top in elements if not isinstance(top, str) for each in top.iter()):
        assert element.tag in ALLOWED_TAGS
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES.get(element.tag, set()) | {"rel"}


@pytest.mark.parametrize("tag", ["div", "blockquote", "em", "a href=x", "div></b", "table><tr><td"])
def test_nesting_without_end_leaves_the_words_at_once(tag):
    start = process_time()
    assert sanitised(f"<{tag}>" * (1_000_000 // (len(tag) + 2)) + "甲") == "甲"
    assert process_time() - start < 1


def test_an_honest_long_article_stays():
    html = "<p>甲<strong>乙</strong></p>" * 5000
    assert sanitised(html) == html


def test_paragraphs_and_a_numbered_list():
    assert html_of(["举措有：", "1、甲。", "2、乙。", "完。"]) == (
        '<p>举措有：</p><ol start="1"><li>甲。</li><li>乙。</li></ol><p>完。</p>'
    )


def test_a_list_that_begins_anew_or_skips_a_number():
    assert html_of(["3、甲。", "4、乙。", "1、丙。", "3、丁。"]) == (
        '<ol start="3"><li>甲。</li><li>乙。</li></ol>'
        '<ol start="1"><li>丙。</li></ol>'
        '<ol start="3"><li>丁。</li></ol>'
    )


def test_signs_of_html_in_the_print_are_text():
    assert html_of(["<b>“甲”&乙</b>"]) == "<p>&lt;b&gt;“甲”&amp;乙&lt;/b&gt;</p>"


def test_what_html_of_makes_passes_the_cleaning():
    html = html_of(["举措有：", "1、<甲>。", "2、乙。"])
    assert sanitised(html) == html
