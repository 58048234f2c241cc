"""The run of issues: missing numbers, serials that do not follow."""

from news.runs import Numbered, oddities


def run(*issues):
    return oddities([Numbered(*issue) for issue in issues])


def test_a_run_without_gaps_is_silent():
    assert run((2023, 12, 142), (2024, 1, 143), (2024, 2, 144)) == []


def test_no_issue_and_one_issue_are_no_run():
    assert (run(), run((2024, 9, 151))) == ([], [])


def test_missing_numbers_are_told_by_year():
    issues = [(2023, 10, 1), (2024, 2, 5), (2024, 3, 6), (2024, 8, 11)]
    assert run(*issues) == ["2023年缺第11—12期", "2024年缺第1、4—7期"]


def test_years_without_any_issue_are_told_together():
    assert run((2020, 12, 106), (2024, 1, 143)) == ["2021—2023年一期也没有"]


def test_an_unknown_serial_is_told():
    assert run((2024, 8, None), (2024, 9, 151)) == ["2024年第8期没有总期号"]


def test_a_reckoned_serial_is_told():
    assert run((2024, 9, 151, False)) == ["2024年第9期的总期号 151 是推算的"]


def test_a_serial_that_does_not_follow_is_told_with_what_it_should_be():
    assert run((2024, 8, 150), (2024, 9, 152), (2024, 10, 153)) == [
        "2024年第9期是总第152期，按2024年第8期（总第150期）应为151"
    ]


def test_the_order_they_come_in_does_not_matter():
    assert run((2024, 10, 152), (2024, 9, 151)) == []
