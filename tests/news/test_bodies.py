"""What may stand in the body of an article, and how plain paragraphs become one."""

import pytest

from news.bodies import html_of, sanitised


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
        ("<table><tr><td colspan='2' width='9'>甲</td></tr></table>",
         '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>'),
        ("{{ 变量 }}{% 标签 %}", "{{ 变量 }}{% 标签 %}"),
    ],
)  # fmt: skip
def test_what_is_taken_out(html, clean):
    assert sanitised(html) == clean


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "&#x6A;avascript:1", "java\tscript:1", "data:text/html,x"]
)
def test_addresses_that_run_something_are_taken_out(address):
    assert sanitised(f'<a href="{address}">甲</a>') == '<a rel="noopener noreferrer">甲</a>'


def test_links_to_pages_stay():
    link = '<a href="https://example.org/" rel="noopener noreferrer">甲</a>'
    assert sanitised(link) == link


def test_cleaning_twice_is_cleaning_once():
    html = "<p>甲<b>乙</b><ul><li>丙</ul>"
    assert sanitised(sanitised(html)) == sanitised(html)


def test_nesting_without_end_is_cleaned_at_once():
    assert sanitised("<em>" * 5000).startswith("<em>")


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
