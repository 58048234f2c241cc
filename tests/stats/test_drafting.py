"""Next month's table from last month's."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from stats.drafting import as_drafted, draft_table, last_of, restated
from stats.entering import Entry, enter
from stats.models import Column, Institution, Layout, Metric, Observation, Table
from tests.builders import (
    BOOKINGS,
    BOOKINGS_ROWS,
    figure,
    group,
    make_table,
    month,
    subject,
)

pytestmark = pytest.mark.django_db

KIOSKS = [group(), subject("单位"), figure("投放台数", metrics="machines")]
KIOSKS_ROWS = [("医疗单位", "江苏省人民医院", "200"), ("各区", "江宁区", "16"), ("", "合计", "216")]
SEPTEMBER = month("2024-09")
TITLE = "2024 年 8 月 12320 预约挂号服务统计"


def rows_of(table):
    rows = table.rows.order_by("position")
    return list(rows.values_list("position", "kind", "group", "number", "printed_name"))


def in_september(last, origin="2024-10"):
    return draft_table(last, SEPTEMBER, origin)


def test_it_has_last_months_rows_and_header_and_no_figures():
    last = make_table(header=KIOSKS, rows=KIOSKS_ROWS)
    drafted = in_september(last)
    assert rows_of(drafted) == rows_of(last)
    assert (drafted.header, drafted.layout) == (last.header, last.layout)
    assert not Observation.objects.filter(row__table=drafted).exists()
    assert (drafted.published_at, drafted.entered_at, drafted.version) == (None, None, 0)


def test_its_rows_belong_to_the_same_institutions():
    drafted = in_september(make_table())
    named = drafted.rows.filter(institution__isnull=False).order_by("position")
    assert [row.institution.name for row in named] == ["南京鼓楼医院", "南京市儿童医院"]


def test_its_title_and_preface_say_the_new_month():
    drafted = in_september(make_table(title=TITLE, preface="（8月，不含电话预约）"))
    assert drafted.title == "2024 年 9 月 12320 预约挂号服务统计"
    assert drafted.preface == "（9月，不含电话预约）"


def test_a_closed_institution_is_left_out_and_the_numbers_close_up():
    last = make_table(rows=[*BOOKINGS_ROWS[:2], ("3", "南京脑科医院", "1", "2"), BOOKINGS_ROWS[2]])
    Institution.objects.filter(name="南京市儿童医院").update(closed_on=date(2024, 8, 31))
    assert rows_of(in_september(last)) == [
        (1, "data", "", "1", "南京鼓楼医院"),
        (2, "data", "", "2", "南京脑科医院"),
        (3, "total", "", "", "合计"),
    ]


def test_an_institution_that_closed_within_the_month_stays():
    last = make_table()
    Institution.objects.filter(name="南京市儿童医院").update(closed_on=date(2024, 9, 1))
    assert len(rows_of(in_september(last))) == 3


def test_the_table_before_is_never_one_of_the_same_issue():
    earlier = make_table(period="2024-07", origin="2024-08")
    make_table(period="2024-08", origin="2024-10")
    latest = make_table(period="2024-09", origin="2024-10")
    assert last_of(latest) == earlier


def test_without_a_table_before_words_stay_as_they_are():
    table = make_table(note="（截止8月底，共5次）")
    assert restated(table) == ("（截止8月底，共5次）", "")


def make_sentence(slug, period, texts, text, **fields):
    """A paragraph on `texts`: {row name: {label: printed number}}."""
    table = make_table(slug, period, [], [], form="sentence", text=text, **fields)
    for place, (name, figures) in enumerate(texts.items(), 1):
        row = table.rows.create(position=place, printed_name=name)
        for label, raw in figures.items():
            metric = make_metric(table.layout, label)
            Observation.objects.create(row=row, metric=metric, value=raw, raw_text=raw)
    return table


def make_metric(layout, label):
    metric, _ = Metric.objects.get_or_create(
        dataset=layout.dataset, code=f"m{len(label)}", defaults={"label": label}
    )
    Column.objects.get_or_create(
        layout=layout, metric=metric, header_path=[label], defaults={"position": metric.pk}
    )
    return metric


def entries(table, *raws):
    """The cells of a drafted paragraph filled, a row and a metric each."""
    metrics = list(table.dataset.metrics.order_by("pk"))
    rows = list(table.rows.order_by("position"))
    places = [(row, metric) for row in rows for metric in metrics]
    return [
        Entry(row.pk, (metric.code,), raw) for (row, metric), raw in zip(places, raws, strict=True)
    ]


@pytest.fixture
def user():
    return User.objects.create(username="editor")


HOTLINE = "2024年8月，南京12320卫生热线共受理咨询电话31597个，其中医疗投诉1840个。"


def make_hotline():
    figures = {"南京12320卫生热线": {"受理咨询电话": "31597", "医疗投诉": "1840"}}
    return make_sentence("hotline", "2024-08", figures, HOTLINE)


def test_a_paragraph_is_drafted_with_blanks_for_figures():
    said = "2024年9月，南京12320卫生热线共受理咨询电话＿＿个，其中医疗投诉＿＿个。"
    assert in_september(make_hotline()).text == said


def test_its_words_take_the_figures_that_are_entered(user):
    table = in_september(make_hotline())
    enter(table, entries(table, "32000", "1900"), user)
    table.refresh_from_db()
    assert table.text == "2024年9月，南京12320卫生热线共受理咨询电话32000个，其中医疗投诉1900个。"


def test_words_that_somebody_wrote_stay_hers(user):
    table = in_september(make_hotline())
    Table.objects.filter(pk=table.pk).update(text="九月另有说明。")
    enter(table, entries(table, "32000", "1900"), user)
    table.refresh_from_db()
    assert table.text == "九月另有说明。"


ECG = "心电平台累计接入134家。8月份采集病例500份。7月份会诊90例。"


def make_paragraph_of_two_months():
    """One paragraph that prints figures of two months: a table for each, with the same words."""
    title = {"title": "2024年8月远程医疗统计"}
    now = make_sentence(
        "ecg", "2024-08", {"心电平台": {"接入家": "134", "采集病例": "500"}}, ECG, **title
    )
    late = make_sentence("ecg", "2024-07", {"心电平台": {"会诊": "90"}}, ECG, **title)
    Column.objects.filter(header_path=["接入家"]).update(header_path=["累计接入"])
    return now, late


def test_a_paragraph_of_two_months_takes_figures_from_both_tables(user):
    now, late = make_paragraph_of_two_months()
    now, late = in_september(now), draft_table(late, month("2024-08"), "2024-10")
    blank = "心电平台累计接入＿＿家。9月份采集病例＿＿份。8月份会诊＿＿例。"
    assert (now.text, late.text) == (blank, blank)
    row, codes = late.rows.get(), {m.label: m.code for m in late.dataset.metrics.all()}
    enter(late, [Entry(row.pk, (codes["会诊"],), "95")], user)
    row = now.rows.get()
    given = {"接入家": "135", "采集病例": "600"}
    enter(now, [Entry(row.pk, (codes[label],), raw) for label, raw in given.items()], user)
    now.refresh_from_db()
    late.refresh_from_db()
    told = "心电平台累计接入135家。9月份采集病例600份。8月份会诊95例。"
    assert (now.text, late.text) == (told, told)


def test_words_of_a_published_table_are_let_alone():
    now, late = make_paragraph_of_two_months()
    now, late = in_september(now), draft_table(late, month("2024-08"), "2024-10")
    assert as_drafted(now) == [now, late]
    Table.objects.filter(pk=late.pk).update(published_at="2024-10-01T00:00Z")
    assert as_drafted(now) == [now]


def test_a_note_takes_the_figure_of_its_own_row(user):
    last = make_table(note="（截止8月底，总预约量为2217次）", header=BOOKINGS)
    metric = Metric.objects.create(dataset=last.dataset, code="ever", label="总预约量")
    Column.objects.create(
        layout=last.layout, position=9, header_path=["总预约量"], metric=metric, in_note=True
    )
    last.rows.create(position=9, kind="total", printed_name="总预约量")
    table = in_september(last)
    assert table.note == "（截止9月底，总预约量为＿＿次）"
    enter(table, [Entry(table.rows.last().pk, ("ever",), "2300")], user)
    table.refresh_from_db()
    assert table.note == "（截止9月底，总预约量为2300次）"


def test_layouts_are_shared_not_copied():
    in_september(make_table())
    assert Layout.objects.count() == 1
