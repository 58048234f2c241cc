from datetime import date

import pytest

from stats.models import Institution, Layout, Metric, Observation, Row, Table
from tests.builders import month
from tests.stats.checking.tables import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def printed(slug, *rows, period="2020-11", origin="2020-12", text="", **figures):
    """A table of a catalogue family; rows are (kind, institution code, {metric: value})."""
    layout = Layout.objects.filter(dataset__slug=slug).first()
    table = Table.objects.create(
        dataset=layout.dataset,
        layout=layout,
        period=month(period),
        origin=origin,
        title=f"{period.replace('-', '年')}月{slug}",
        text=text,
    )
    for position, (kind, code, values) in enumerate([*rows, *single(figures)], 1):
        institution = Institution.objects.get(code=code) if code else None
        name = institution.name if institution else "合计"
        row = Row.objects.create(
            table=table, position=position, kind=kind, institution=institution, printed_name=name
        )
        for metric, value in values.items():
            add(row, metric, value)
    return table


def single(figures):
    return [("data", None, figures)] if figures else []


def add(row, code, value):
    metric = Metric.objects.get(dataset=row.table.dataset, code=code)
    status = "O" if value is None else "A"
    Observation.objects.create(
        row=row, metric=metric, value=value, status=status, raw_text=str(value)
    )


class TestEqualities:
    def bookings(self, value, **options):
        rows = [
            ("data", "nanjingshi-zhongyiyuan", {"phone": value}),
            ("total", None, {"phone": value}),
        ]
        return printed("bookings", *rows, **options)

    def test_that_hold_are_fine(self):
        hotline = printed("hotline", phone_bookings=51092)
        assert found(hotline, self.bookings(51092)) == []

    def test_that_do_not_are_told_once(self):
        hotline = printed("hotline", phone_bookings=51092)
        assert found(hotline, self.bookings(51090)) == [
            (
                "warning",
                "equality",
                "2020年11月hotline（南京12320卫生热线） · 合计 · 电话预约",
                "电话预约 51092，而“2020年11月bookings · 合计 · 电话预约”是 51090，"
                "两处应相等，相差 2。",
            )
        ]

    def test_are_of_the_same_month_and_issue(self):
        hotline = printed("hotline", phone_bookings=51092)
        others = [self.bookings(1, period="2020-10"), self.bookings(1, origin="2021-01")]
        assert found(hotline, *others) == []

    @pytest.mark.parametrize("value", [None, "absent"])
    def test_need_both_figures(self, value):
        figures = {"calls": 1} if value else {"phone_bookings": None}
        assert found(printed("hotline", **figures), self.bookings(1)) == []

    def test_mean_the_row_of_an_institution(self):
        hotline = printed("hotline", calls=95380)
        rows = [
            ("total", None, {"calls": 95401}),
            ("data", "nanjing", {"calls": 95379}),
            ("data", "wuxi", {"calls": 22}),
        ]
        (finding,) = found(hotline, printed("hotline-cities", *rows))
        assert finding[1] == "equality"
        assert "南京 · 接听电话”是 95379，两处应相等，相差 1。" in finding[3]

    def test_say_nothing_where_several_rows_could_be_meant(self):
        rows = [
            ("data", code, {"phone_bookings": 5}) for code in ("nanjing-12320", "jiangsu-12320")
        ]
        assert found(printed("hotline", *rows), self.bookings(1)) == []


class TestDistricts:
    NAME = "南京市远程医学会诊平台"

    def platform(self, words, connected=9, period="2020-11"):
        rows = [("data", "yuancheng-huizhen", {"districts": connected})]
        text = f"别的平台覆盖1个辖区，未对接的有六合区。\n{self.NAME}覆盖{connected}个辖区{words}"
        return printed("telemedicine", *rows, text=text, period=period)

    def test_told_in_full_are_fine(self):
        assert found(self.platform("，未对接的有鼓楼区、玄武区、秦淮区。其中社区13家。")) == []

    def test_told_in_passing_are_fine(self):
        assert found(self.platform("，未对接的秦淮区，以及南京都市圈的7家。", 11)) == []

    def test_too_few_are_told(self):
        assert found(self.platform("，未对接的有鼓楼区和玄武区。")) == [
            (
                "warning",
                "districts-sum",
                f"2020年11月telemedicine（远程医疗系统） · {self.NAME} · 覆盖辖区",
                "覆盖辖区 9 个，未对接 2 个（鼓楼区、玄武区），合起来是 11 个，"
                "全市当月有 12 个区。",
            )
        ]

    def test_not_named_are_not_reckoned(self):
        assert found(self.platform("。")) == []
        assert found(self.platform("，未对接的正在建设。", period="2020-09")) == []

    def test_are_those_of_that_month(self):
        Institution.objects.filter(code="xuanwu-qu").update(closed_on=date(2021, 1, 1))
        Institution.objects.filter(code="gulou-qu").update(closed_on=date(2020, 11, 15))
        assert found(self.platform("，未对接的有玄武区、秦淮区。")) == []

    def test_do_not_count_proposals(self):
        Institution.objects.create(code="x", name="新区", kind="district", confirmed=False)
        assert found(self.platform("，未对接的有鼓楼区、玄武区、秦淮区。")) == []
