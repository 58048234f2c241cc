"""Rows as HTML: spans, ids and links where they belong, and every text escaped."""

from stats.headings import Column
from stats.markup import body_html, head_html, months_html, names_html
from stats.series import Line
from stats.shapes import Figure, PrintedRow, columns_of, grid, two_up
from tests.builders import DISTRICTS, figure, group, month, subject


def row(name, *texts, kind="data", group="", number="", code="", codes="abcdef"):
    figures = {key: Figure(text, "A") for key, text in zip(codes, texts, strict=False)}
    return PrintedRow(kind, group, number, name, figures, code)


def test_nested_headers_and_their_cells_point_at_each_other():
    codes = [code for column in DISTRICTS for code in column["metrics"]]
    shaped = grid(columns_of(DISTRICTS), [row("江宁区", "5/9", "5/9", "7", "8", codes=codes)], "t1")
    assert head_html(shaped) == (
        "<tr><th scope=col class=t rowspan=2 id=t1c11>接入单位"
        "<th scope=col rowspan=2 id=t1c12>申明上传表/规定上传表"
        "<th scope=colgroup colspan=2 id=t1c13>门急诊信息\n"
        "<tr><th scope=col id=t1c23>人次<th scope=col id=t1c24>收入（千元）"
    )
    assert body_html(shaped) == (
        "<tr><th scope=row id=t1r1>江宁区"
        '<td headers="t1r1 t1c12">5/9'
        '<td headers="t1r1 t1c13 t1c23">7'
        '<td headers="t1r1 t1c13 t1c24">8'
    )


def test_group_labels_stand_upright_only_where_their_rows_give_room():
    header = columns_of([group(), subject("单位"), figure("台数", metrics="a")])
    rows = [
        row("甲", "1", group="各区"),
        row("乙", "2", group="各区"),
        row("丙", "3", group="各区"),
    ]
    assert body_html(grid(header, rows, "t1")) == (
        "<tr><th scope=rowgroup class=upright rowspan=3>各区<th scope=row>甲<td>1\n"
        "<tr><th scope=row>乙<td>2\n"
        "<tr><th scope=row>丙<td>3"
    )
    assert "class=g" in body_html(grid(header, rows[:1], "t1"))


def test_totals_are_marked_and_span_the_labels_or_both_lanes():
    columns = [Column(("名称",), "subject", ()), Column(("数量",), "figure", ("a",))]
    rows = [row("甲", "1"), row("乙", "2"), row("合计", "3", kind="total")]
    assert body_html(grid(columns, rows[2:], "t1")) == ("<tr class=total><th scope=row>合计<td>3")
    assert body_html(two_up(columns, rows, "t1")) == (
        "<tr><th scope=row>甲<td>1<th scope=row>乙<td>2\n"
        "<tr class=total><td class=sum colspan=4>合计：3"
    )


def test_institutions_lead_to_their_pages_only_when_asked():
    columns = [Column(("名称",), "subject", ())]
    shaped = grid(columns, [row("甲院", code="jia-yuan")], "t1")
    assert body_html(shaped) == "<tr><th scope=row>甲院"
    assert body_html(shaped, linked=True) == (
        '<tr><th scope=row><a href="/institutions/jia-yuan/">甲院</a>'
    )


def test_every_text_is_escaped():
    evil = "<script>{0}&\"'"
    safe = "&lt;script&gt;{0}&amp;&quot;&#x27;"
    columns = [Column((evil,), "subject", ()), Column((evil,), "figure", ("a",))]
    shaped = grid(columns, [row(evil, evil)], "t1")
    line = Line("bookings", month("2024-08"), "2024-09", "data", evil, evil, "", (evil,))
    for html in (head_html(shaped), body_html(shaped), months_html([line]), *names_html([line])):
        assert evil not in html
        assert html.count(safe) == html.count("&lt;") >= 2


def test_lines_begin_with_the_month_or_with_the_name():
    line = Line(
        "bookings", month("2024-08"), "2024-09", "data", "", "鼓楼医院", "gu-lou", ("5", "")
    )
    total = line._replace(kind="total", name="合计", code="", group="各区")
    assert months_html([line]) == (
        '<tr><th scope=row><a href="/stats/bookings/2024-08/">2024年8月</a>'
        "<td class=t>鼓楼医院<td>5<td>"
    )
    assert names_html([line, total]) == [
        '<tr><th scope=row><a href="/institutions/gu-lou/">鼓楼医院</a>'
        '<td class=t><a href="/stats/bookings/2024-08/">2024年8月</a><td>5<td>',
        "<tr class=total><th scope=row>合计 <small>各区</small>"
        '<td class=t><a href="/stats/bookings/2024-08/">2024年8月</a><td>5<td>',
    ]
