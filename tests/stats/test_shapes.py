"""Tables shaped once: what spans what, what stands where, what each cell belongs to."""

from stats.headings import HeaderCell
from stats.shapes import (
    BodyRow,
    Cell,
    Figure,
    MetricLabel,
    PrintedRow,
    columns_of,
    extract,
    grid,
    mark_of,
    printed_rows,
    two_up,
)
from tests.builders import BOOKINGS, DISTRICTS, figure, group, number, subject


def row(name, *texts, kind="data", group="", number="", codes="abcdef"):
    figures = {code: Figure(text, "A") for code, text in zip(codes, texts, strict=False)}
    return PrintedRow(kind, group, number, name, figures)


def texts(body):
    return [[cell.text for cell in line.cells] for line in body]


def header_texts(header):
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in line] for line in header]


def test_a_plain_table_needs_no_ids():
    rows = [row("鼓楼", "5", "7", number="1", codes=["online", "subtotal"])]
    shaped = grid(columns_of(BOOKINGS), rows, "t1")
    assert shaped.header == (
        (
            HeaderCell("序号", "number", 1, 1, "col", ""),
            HeaderCell("单位", "subject", 1, 1, "col", ""),
            HeaderCell("12320在线预约", "figure", 1, 1, "col", ""),
            HeaderCell("小计", "figure", 1, 1, "col", ""),
        ),
    )
    cells = (Cell("1", "number"), Cell("鼓楼", "subject"), Cell("5", "figure"), Cell("7", "figure"))
    assert shaped.body == (BodyRow("data", cells),)


def test_nested_headers_span_and_every_figure_names_the_headers_above_and_beside_it():
    rows = [row("江宁区", "52/129", "52/129", "9", "8.5", codes=metrics_of(DISTRICTS))]
    shaped = grid(columns_of(DISTRICTS), rows, "t1")
    assert shaped.header == (
        (
            HeaderCell("接入单位", "subject", 1, 2, "col", "t1c11"),
            HeaderCell("申明上传表/规定上传表", "figure", 1, 2, "col", "t1c12"),
            HeaderCell("门急诊信息", "figure", 2, 1, "colgroup", "t1c13"),
        ),
        (
            HeaderCell("人次", "figure", 1, 1, "col", "t1c23"),
            HeaderCell("收入（千元）", "figure", 1, 1, "col", "t1c24"),
        ),
    )
    assert shaped.body[0].cells == (
        Cell("江宁区", "subject", id="t1r1"),
        Cell("52/129", "figure", headers="t1r1 t1c12"),
        Cell("9", "figure", headers="t1r1 t1c13 t1c23"),
        Cell("8.5", "figure", headers="t1r1 t1c13 t1c24"),
    )


def metrics_of(header):
    return [code for column in header for code in column["metrics"]]


def test_three_levels_and_equal_leaves_beside_each_other_stay_apart():
    header = [
        subject("单位"),
        figure("甲", "乙", "丙", metrics="a"),
        figure("甲", "乙", "丁", metrics="b"),
        figure("甲", "戊", metrics="c"),
        figure("同名", metrics="d"),
        figure("同名", metrics="e"),
    ]
    assert header_texts(grid(columns_of(header), [], "t1").header) == [
        [("单位", 1, 3), ("甲", 3, 1), ("同名", 1, 3), ("同名", 1, 3)],
        [("乙", 2, 1), ("戊", 1, 2)],
        [("丙", 1, 1), ("丁", 1, 1)],
    ]


def test_the_header_of_the_names_stands_over_the_group_labels_too():
    for path in ([], ["单位"]):
        header = [group(*path), subject("单位"), figure("台数", metrics="a")]
        assert header_texts(grid(columns_of(header), [], "t1").header) == [
            [("单位", 2, 1), ("台数", 1, 1)]
        ]


def test_group_labels_reach_over_their_rows_and_the_total_over_the_labels():
    header = [group(), subject("单位"), figure("台数", metrics="a")]
    rows = [
        row("甲院", "200", group="医疗单位"),
        row("乙院", "123", group="医疗单位"),
        row("丙区", "78", group="各区"),
        row("小计", "78", kind="subtotal", group="各区"),
        row("合计", "401", kind="total"),
    ]
    body = grid(columns_of(header), rows, "t1").body
    assert texts(body) == [
        ["医疗单位", "甲院", "200"],
        ["乙院", "123"],
        ["各区", "丙区", "78"],
        ["小计", "78"],
        ["合计", "401"],
    ]
    assert [line.cells[0].rowspan for line in body] == [2, 1, 2, 1, 1]
    assert [line.cells[0].colspan for line in body] == [1, 1, 1, 1, 2]
    assert [line.kind for line in body] == ["data", "data", "data", "subtotal", "total"]


def test_a_total_takes_the_place_of_the_number_unless_it_has_one():
    rows = [
        row("合计", "1", "2", kind="total", codes=["online", "subtotal"]),
        row("合计", "1", "2", kind="total", number="9", codes=["online", "subtotal"]),
    ]
    body = grid(columns_of(BOOKINGS), rows, "t1").body
    assert texts(body) == [["合计", "1", "2"], ["9", "合计", "1", "2"]]
    assert body[0].cells[0].colspan == 2


def test_figures_of_the_note_are_no_rows_of_the_table_but_a_name_without_figures_is():
    rows = [row("甲院", "5", codes=["online"]), row("总量", "9", codes=["cumulative"]), row("乙院")]
    assert printed_rows(columns_of(BOOKINGS), rows) == [rows[0], rows[2]]


CHANNELS = [number("序号"), subject("名称"), figure("数量", metrics="a")]


def channels(count):
    return [row(f"途径{n}", str(10 - n), number=str(n)) for n in range(1, count + 1)]


def test_two_lanes_stand_beside_each_other_and_an_empty_slot_stays_empty():
    total = row("合计", "40", kind="total")
    shaped = two_up(columns_of(CHANNELS), [*channels(5), total], "t1")
    assert header_texts(shaped.header) == [[("序号", 1, 1), ("名称", 1, 1), ("数量", 1, 1)] * 2]
    assert texts(shaped.body) == [
        ["1", "途径1", "9", "4", "途径4", "6"],
        ["2", "途径2", "8", "5", "途径5", "5"],
        ["3", "途径3", "7", "", "", ""],
        ["合计：40"],
    ]
    assert shaped.body[-1].cells[0].colspan == 6


def test_a_header_kept_with_both_lanes_gives_the_same():
    once = two_up(columns_of(CHANNELS), channels(4), "t1")
    assert two_up(columns_of([*CHANNELS, *CHANNELS]), channels(4), "t1") == once


HOTLINE = [MetricLabel("a", "咨询", "个"), MetricLabel("b", "工单", "件")]


def test_the_figures_of_one_sentence_are_a_list():
    shaped = extract([row("", "7", "8")], HOTLINE, "t1")
    assert header_texts(shaped.header) == [[("指标", 1, 1), ("数值", 1, 1), ("单位", 1, 1)]]
    assert texts(shaped.body) == [["咨询", "7", "个"], ["工单", "8", "件"]]


def test_sentences_that_count_different_things_are_a_list_by_subject():
    rows = [row("会诊平台", "7", "8"), row("影像平台", "9")]
    shaped = extract(rows, HOTLINE, "t1")
    assert texts(shaped.body) == [
        ["会诊平台", "咨询", "7", "个"],
        ["工单", "8", "件"],
        ["影像平台", "咨询", "9", "个"],
    ]


def test_sentences_that_count_the_same_are_a_table():
    shaped = extract([row("南京", "7"), row("苏州", "8")], HOTLINE, "t1")
    assert header_texts(shaped.header) == [[("名称", 1, 1), ("咨询（个）", 1, 1)]]
    assert texts(shaped.body) == [["南京", "7"], ["苏州", "8"]]


def test_a_mark_is_the_part_that_is_no_number():
    marks = {
        "未反馈/83": "未反馈",
        "/": "/",
        "—": "—",
        "…": "…",
        "": "空白",
        " ": "空白",
        "3O": "3O",
    }
    assert {text: mark_of(text) for text in marks} == marks
