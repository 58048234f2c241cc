"""Tables as other months and years may print them, read whole; every doubt is said."""

import pytest

from stats.parsing.tables import continues, joined, parse_table
from tests.stats.parsing.drawing import codes, columns, exact_grid, rows, text_grid

BOTH = pytest.mark.parametrize("draw", [text_grid, exact_grid])


class TestColumns:
    @BOTH
    def test_the_column_that_names_the_rows_is_found_by_its_header(self, draw):
        table = parse_table(draw("序号 | 单位 | 人次", "1 | 甲医院 | 5"))
        assert columns(table) == [("number", "序号"), ("subject", "单位"), ("figure", "人次")]
        assert rows(table) == ["1 甲医院: 5"]

    @BOTH
    def test_it_is_found_by_its_words_where_the_header_is_unheard_of(self, draw):
        table = parse_table(draw("参建方 | 人次", "甲医院 | 5", "乙医院 | 6"))
        assert columns(table) == [("subject", "参建方"), ("figure", "人次")]

    @BOTH
    def test_a_first_column_that_counts_is_the_number_of_the_row(self, draw):
        table = parse_table(draw(" | 单位 | 人次", "1 | 甲医院 | 5", "2 | 乙医院 | 6"))
        assert [role for role, _ in columns(table)] == ["number", "subject", "figure"]
        assert rows(table) == ["1 甲医院: 5", "2 乙医院: 6"]

    @BOTH
    def test_columns_stand_in_any_order(self, draw):
        table = parse_table(draw("人次 | 单位 | 收入", "5 | 甲医院 | 7", "6 | 乙医院 | 8"))
        assert [role for role, _ in columns(table)] == ["figure", "subject", "figure"]
        assert rows(table) == ["甲医院: 5 | 7", "乙医院: 6 | 8"]

    @BOTH
    def test_a_column_of_words_is_kept_cell_by_cell(self, draw):
        table = parse_table(
            draw(
                "序号 | 单位 | 等级 | 所在区 | 台数 | 备注",
                "1 | 甲医院 | 三级 | 鼓楼区 | 5 | 停机",
                "2 | 乙医院 | 二级 | 玄武区 | 6 |",
            )
        )
        roles = ["number", "subject", "figure", "figure", "figure", "figure"]
        assert [role for role, _ in columns(table)] == roles
        assert rows(table) == [
            "1 甲医院: 三级 | 鼓楼区 | 5 | 停机",
            "2 乙医院: 二级 | 玄武区 | 6 | ",
        ]

    @BOTH
    def test_a_column_of_units_names_no_rows(self, draw):
        table = parse_table(draw("项目 | 单位 | 本月", "门诊量 | 人次 | 5", "手术量 | 台 | 6"))
        assert [role for role, _ in columns(table)] == ["subject", "figure", "figure"]
        assert rows(table) == ["门诊量: 人次 | 5", "手术量: 台 | 6"]

    @BOTH
    def test_an_empty_column_without_a_name_is_dropped_one_with_a_name_stays(self, draw):
        table = parse_table(draw("单位 | 台数 |  | 次数", "甲医院 | 1 |  | ", "乙医院 | 2 |  | "))
        assert columns(table) == [("subject", "单位"), ("figure", "台数"), ("figure", "次数")]
        assert rows(table) == ["甲医院: 1 | ", "乙医院: 2 | "]

    def test_a_broken_header_line_is_one_name(self):
        table = parse_table(exact_grid("单位 | 12320\n在线\n预约", "甲医院 | 1"))
        assert columns(table)[1] == ("figure", "12320在线预约")

    @BOTH
    def test_without_a_header_every_cell_is_kept_and_it_is_said(self, draw):
        table = parse_table(draw("甲医院 | 3 | 4", "乙医院 | 5 | 6"))
        assert rows(table) == ["甲医院: 3 | 4", "乙医院: 5 | 6"]
        assert codes(table) == [("warning", "header-missing")]

    @BOTH
    def test_a_header_without_rows_is_said(self, draw):
        table = parse_table(draw("序号 | 单位 | 人次"))
        assert [role for role, _ in columns(table)] == ["number", "subject", "figure"]
        assert (rows(table), codes(table)) == ([], [("warning", "rows-missing")])

    def test_a_single_column_is_kept_and_said(self):
        table = parse_table(exact_grid("单位", "甲医院", "乙医院"))
        assert (rows(table), codes(table)) == (
            ["甲医院: ", "乙医院: "],
            [("warning", "figures-missing")],
        )

    def test_years_may_name_the_rows(self):
        table = parse_table(text_grid("年份 | 人次", "2019 | 5", "2020 | 6"))
        assert rows(table) == ["2019: 5", "2020: 6"]


class TestCaptions:
    @BOTH
    def test_a_title_and_a_unit_inside_the_table_are_told_apart(self, draw):
        fill = " | <" if draw is exact_grid else ""
        table = parse_table(
            draw(f"门诊统计表{fill}", f"（单位：千元）{fill}", "单位 | 收入", "甲医院 | 1")
        )
        assert (table.title, table.preface) == ("门诊统计表", ("（单位：千元）",))
        assert columns(table) == [("subject", "单位"), ("figure", "收入")]

    def test_a_title_printed_again_at_a_page_break_is_no_group(self):
        table = parse_table(
            exact_grid("统计表 | <", "单位 | 收入", "甲 | 1", "统计表 | <", "单位 | 收入", "乙 | 2")
        )
        assert rows(table) == ["甲: 1", "乙: 2"]


class TestGroups:
    GROUPED = ["[市属] 甲医院: 1 | 5", "[市属] 乙医院: 2 | 6", "[各区] 丙区: 3 | 7"]

    @pytest.mark.parametrize(
        "grid",
        [
            exact_grid("类别|单位|台|次", "市属|甲医院|1|5", "^|乙医院|2|6", "各区|丙区|3|7"),
            text_grid("类别|单位|台|次", "市属|甲医院|1|5", "|乙医院|2|6", "各区|丙区|3|7"),
            text_grid("类别|单位|台|次", "市属|甲医院|1|5", "市属|乙医院|2|6", "各区|丙区|3|7"),
            exact_grid("单位|<|台|次", "市属|甲医院|1|5", "^|乙医院|2|6", "各区|丙区|3|7"),
            text_grid("单位||台|次", "市属|甲医院|1|5", "|乙医院|2|6", "各区|丙区|3|7"),
            text_grid("单位|台|次", "市属|甲医院|1|5", "乙医院|2|6", "各区|丙区|3|7"),
            exact_grid(
                "单位|台|次", "市属|<|<", "甲医院|1|5", "乙医院|2|6", "各区|<|<", "丙区|3|7"
            ),
            text_grid("单位|台|次", "市属", "甲医院|1|5", "乙医院|2|6", "各区", "丙区|3|7"),
        ],
    )
    def test_group_labels_are_read_however_they_are_set(self, grid):
        assert rows(parse_table(grid)) == self.GROUPED

    @pytest.mark.parametrize("label", ["医\n疗\n单\n位", "医 疗 单 位"])
    def test_a_label_set_downwards_is_one_word(self, label):
        grid = exact_grid("单位|<|台", f"{label}|甲医院|1", "^|乙医院|2")
        assert rows(parse_table(grid)) == ["[医疗单位] 甲医院: 1", "[医疗单位] 乙医院: 2"]

    @BOTH
    def test_section_rows_in_a_numbered_table(self, draw):
        table = parse_table(
            draw(
                "序号|单位|台",
                "一、市属||",
                "1|甲|1",
                "2|乙|2",
                "小计||3",
                "（二）各区||",
                "1|丙|3",
            )
        )
        assert rows(table) == [
            "[一、市属] 1 甲: 1",
            "[一、市属] 2 乙: 2",
            "subtotal [一、市属] 小计: 3",
            "[（二）各区] 1 丙: 3",
        ]

    def test_a_subtotal_that_opens_its_group(self):
        table = parse_table(
            exact_grid("类别|单位|台", "市属|小计|3", "^|甲|1", "^|乙|2", "合计|<|3")
        )
        assert rows(table) == [
            "subtotal [市属] 小计: 3",
            "[市属] 甲: 1",
            "[市属] 乙: 2",
            "total 合计: 3",
        ]

    def test_a_label_below_a_label_divides_it(self):
        table = parse_table(text_grid("单位|台|次", "一、医院", "（一）市属", "甲医院|1|2"))
        assert rows(table) == ["[一、医院 （一）市属] 甲医院: 1 | 2"]

    def test_a_label_without_rows_is_kept_as_a_note_and_said(self):
        table = parse_table(text_grid("单位|台|次", "甲医院|1|2", "二、各区"))
        assert (rows(table), table.notes) == (["甲医院: 1 | 2"], ("二、各区",))
        assert codes(table) == [("warning", "label-without-rows")]

    @BOTH
    def test_a_hospital_without_any_figure_is_a_row(self, draw):
        table = parse_table(draw("单位|台|次", "甲医院|1|2", "乙医院||"))
        assert rows(table) == ["甲医院: 1 | 2", "乙医院:  | "]

    def test_of_two_columns_of_labels_the_repeating_one_groups(self):
        table = parse_table(text_grid("市|区|单位|台", "宁|鼓楼|甲医院|1", "宁|玄武|乙医院|2"))
        assert rows(table) == ["[宁] 甲医院: 鼓楼 | 1", "[宁] 乙医院: 玄武 | 2"]


class TestTotals:
    @pytest.mark.parametrize("word", ["合计", "总 计", "合计：", "全市合计", "平均", "同比增长"])
    @BOTH
    def test_a_total_stands_first_or_last(self, draw, word):
        table = parse_table(draw("单位|台|次", f"{word}|3|4", "甲医院|1|2", f"{word}|3|4"))
        assert rows(table) == [f"total {word}: 3 | 4", "甲医院: 1 | 2", f"total {word}: 3 | 4"]

    @pytest.mark.parametrize("word", ["小计", "市属小计", "小计（市属）", "医院合计"])
    def test_a_subtotal_is_no_institution(self, word):
        table = parse_table(text_grid("单位|台", f"{word}|3", "甲医院|1"))
        assert rows(table)[0] == f"subtotal {word}: 3"

    def test_a_total_spans_the_columns_before_the_figures(self):
        for grid in (
            exact_grid("序号|单位|台", "1|甲|1", "合计|<|1"),
            text_grid("序号|单位|台", "1|甲|1", "合计||1"),
            text_grid("序号|单位|台", "1|甲|1", "合计|1"),
        ):
            assert rows(parse_table(grid)) == ["1 甲: 1", "total 合计: 1"]

    def test_a_total_that_lost_a_cell_is_doubted(self):
        table = parse_table(text_grid("序号|单位|台|次", "1|甲|1|2", "2|乙|3|4", "合计|4"))
        assert codes(table) == [("error", "row-short")]

    def test_words_beside_the_total_are_kept_in_its_name(self):
        table = parse_table(exact_grid("序号|单位|台", "1|甲|1", "合计|共38家|1"))
        assert rows(table)[1] == "total 合计 共38家: 1"

    @pytest.mark.parametrize(
        "text", ["合计：19956", "合计 19956", "总计: 19，956", "合计：19956次"]
    )
    @BOTH
    def test_a_total_in_one_cell(self, draw, text):
        fill = "|<" if draw is exact_grid else ""
        table = parse_table(draw("单位|次", "甲|19956", f"{text}{fill}"))
        word, raw = text[:2], text[2:].strip("：: ")
        assert rows(table) == ["甲: 19956", f"total {word}: {raw}"]
        assert codes(table) == []

    def test_a_total_in_one_cell_of_several_columns_is_doubted(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "合计：3"))
        assert (rows(table)[1], codes(table)) == ("total 合计: 3", [("error", "total-of-which")])

    def test_several_totals_in_one_cell_are_a_note(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "合计：1台，2次"))
        assert (rows(table), table.notes) == (["甲: 1 | 2"], ("合计：1台，2次",))


class TestLanes:
    @BOTH
    def test_rows_go_down_one_lane_after_the_other(self, draw):
        table = parse_table(draw("序号|名称|数量|序号|名称|数量", "1|甲|10|3|丙|30", "2|乙|20|4||"))
        assert (table.lanes, columns(table)[1:]) == (2, [("subject", "名称"), ("figure", "数量")])
        assert rows(table) == ["1 甲: 10", "2 乙: 20", "3 丙: 30", "4: "]

    @BOTH
    def test_numbers_that_go_across_are_followed(self, draw):
        table = parse_table(draw("序号|名称|数量|序号|名称|数量", "1|甲|10|2|乙|20", "3|丙|30|||"))
        assert rows(table) == ["1 甲: 10", "2 乙: 20", "3 丙: 30"]

    @BOTH
    def test_three_lanes_without_numbers(self, draw):
        table = parse_table(draw("名称|数|名称|数|名称|数", "甲|1|丙|3|戊|5", "乙|2|丁|4||"))
        assert (table.lanes, rows(table)) == (3, ["甲: 1", "乙: 2", "丙: 3", "丁: 4", "戊: 5"])

    def test_each_lane_has_groups_of_its_own(self):
        table = parse_table(
            exact_grid(
                "区域|单位|数|区域|单位|数", "市|甲|1|省|丙|3", "^|乙|2|^|丁|4", "合计|<|10|<|<|<"
            )
        )
        assert rows(table) == [
            "[市] 甲: 1",
            "[市] 乙: 2",
            "[省] 丙: 3",
            "[省] 丁: 4",
            "total 合计: 10",
        ]

    def test_numbers_that_begin_again_are_not_sorted_together(self):
        table = parse_table(
            text_grid("序号|名称|数|序号|名称|数", "1|甲|1|1|丙|3", "2|乙|2|2|丁|4")
        )
        assert rows(table) == ["1 甲: 1", "2 乙: 2", "1 丙: 3", "2 丁: 4"]

    @pytest.mark.parametrize("total", ["合计：10", "合计|10", "合计||10||", "|||合计||10"])
    def test_the_total_stands_anywhere_in_the_last_row(self, total):
        table = parse_table(text_grid("序号|名称|数|序号|名称|数", "1|甲|4|2|乙|6", total))
        assert rows(table) == ["1 甲: 4", "2 乙: 6", "total 合计: 10"]


class TestNotes:
    @pytest.mark.parametrize(
        "note", ["注：截至8月底", "备注: 无", "*为新增", "（不含分院）", "数据来源：平台"]
    )
    @BOTH
    def test_a_note_in_the_last_row(self, draw, note):
        fill = "|<|<" if draw is exact_grid else ""
        table = parse_table(draw("单位|台|次", "甲|1|2", f"{note}{fill}"))
        assert (rows(table), table.notes) == (["甲: 1 | 2"], (note,))

    def test_a_note_with_empty_cells_behind_it_or_in_two_cells(self):
        for last in ("注：停机 | | ", "注： | 停机 | "):
            table = parse_table(text_grid("单位|台|次", "甲|1|2", last))
            assert (len(table.rows), "".join(table.notes).replace("　", "")) == (1, "注：停机")

    def test_a_name_with_a_sign_and_marks_behind_it_is_a_row(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "*乙|/|未反馈"))
        assert (rows(table)[1], table.notes) == ("*乙: / | 未反馈", ())


class TestDoubts:
    def test_a_number_alone_in_its_row_is_a_note_and_an_error(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "99"))
        assert (rows(table), table.notes) == (["甲: 1 | 2"], ("99",))
        assert codes(table) == [("error", "number-not-read")]

    def test_a_figure_without_a_name_is_an_error(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "|3|4"))
        assert (rows(table)[1], codes(table)) == (": 3 | 4", [("error", "row-unnamed")])

    def test_a_merged_figure_belongs_to_its_first_row_and_is_said(self):
        table = parse_table(exact_grid("单位|台|次", "甲|1|2", "乙|^|3"))
        assert rows(table) == ["甲: 1 | 2", "乙:  | 3"]
        assert codes(table) == [("warning", "cell-merged")]

    def test_a_second_header_inside_the_table_is_an_error(self):
        table = parse_table(text_grid("单位|台|次", "甲|1|2", "单位|人|元", "乙|3|4"))
        assert (rows(table)[1], codes(table)) == ("单位: 人 | 元", [("error", "header-inside")])

    @BOTH
    def test_a_repeated_header_is_no_row(self, draw):
        table = parse_table(
            draw("单位|门诊|", "|人次|收入", "甲|1|2", "单位|门诊|", "|人次|收入", "乙|3|4")
        )
        assert (rows(table), codes(table)) == (["甲: 1 | 2", "乙: 3 | 4"], [])

    def test_a_number_broken_over_two_lines_keeps_a_blank(self):
        table = parse_table(exact_grid("单位|台|元", "甲|12\n34|1316\n.24"))
        assert rows(table) == ["甲: 12 34 | 1316.24"]


class TestPageBreaks:
    FIRST = text_grid("类别|单位|台", "市属|甲|1", "|乙|2")

    def parsed(self, *lines):
        before = parse_table(self.FIRST)
        return before, parse_table(text_grid(*lines), like=before)

    @pytest.mark.parametrize("header", [(), ("类别|单位|台",)])
    def test_rows_go_on_with_or_without_the_header_again(self, header):
        before, table = self.parsed(*header, "|丙|3", "各区|丁|4", "合计||10")
        assert continues(table, before)
        whole = joined(before, table)
        assert rows(whole) == [
            "[市属] 甲: 1", "[市属] 乙: 2", "[市属] 丙: 3", "[各区] 丁: 4", "total 合计: 10"
        ]  # fmt: skip
        assert codes(whole) == []

    def test_other_columns_are_another_table(self):
        before, table = self.parsed("类别|单位|次", "市属|甲|3")
        assert not continues(table, before)

    def test_a_header_at_the_foot_of_a_page_goes_with_the_rows_of_the_next(self):
        before = parse_table(text_grid("单位|台|次"))
        table = parse_table(text_grid("甲医院|1|2", "乙医院|3|4"), like=before)
        whole = joined(before, table)
        assert (rows(whole), codes(whole)) == (["甲医院: 1 | 2", "乙医院: 3 | 4"], [])
        assert columns(whole)[0] == ("subject", "单位")

    def test_lanes_over_two_pages_are_sorted_by_number(self):
        before = parse_table(text_grid("序号|名称|数|序号|名称|数", "1|甲|1|3|丙|3"))
        table = parse_table(text_grid("2|乙|2|4|丁|4", "合计：10"), like=before)
        assert rows(joined(before, table)) == [
            "1 甲: 1",
            "2 乙: 2",
            "3 丙: 3",
            "4 丁: 4",
            "total 合计: 10",
        ]
