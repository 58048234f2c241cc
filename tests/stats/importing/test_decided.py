"""Decisions of people become part of the catalogue: what was asked once is known from then on."""

from datetime import date

import pytest

from stats.importing import TableImporter
from stats.importing.decided import decide_name
from stats.models import Column, Dataset, Institution, InstitutionName, Layout, Metric, Row
from tests.builders import make_table
from tests.stats.importing.taking import MARCH, families, sentence, table, take

BOOKINGS = "2021年3月预约挂号服务统计"
HEADER = "单位|网上预约|小计"
ROW = "南京鼓楼医院|5|5"
NEW = {"label": "自助机预约", "unit": "次", "decimals": 0, "part_of": "subtotal"}

pytestmark = pytest.mark.usefixtures("catalogue")


def column(path, *metrics, family="bookings", **more):
    return {"kind": "column", "family": family, "path": [path], "metrics": list(metrics), **more}


def decided(decisions, *items, origin="2021-04", period=MARCH):
    """The importer that took these items in with these decisions."""
    importer = TableImporter(origin, period, decisions)
    for item in items:
        if hasattr(item, "columns"):
            importer.add_table(item)
        else:
            importer.add_sentence(item)
    importer.close()
    return importer


def codes(done):
    return [code for column in done.table.header for code in column["metrics"]]


def again(*items):
    """What is new or odd when the same is printed a month later."""
    importer = take(*items, origin="2021-05")
    (done,) = importer.imported
    return done.new_metrics, importer.findings, done.table.layout.confirmed


class TestAColumn:
    def test_that_holds_a_known_metric_is_known_from_then_on(self):
        importer = decided([column("网上预约", {"code": "online"})], table(BOOKINGS, HEADER, ROW))
        (done,) = importer.imported
        assert codes(done) == ["online", "subtotal"]
        assert (done.new_metrics, done.table.layout.confirmed) == ([], True)
        assert again(table(BOOKINGS, HEADER, ROW)) == ([], [], True)

    def test_that_is_new_has_label_unit_and_sum(self):
        decided([column("网上预约", NEW)], table(BOOKINGS, HEADER, ROW))
        metric = Metric.objects.get(label="自助机预约")
        assert (metric.unit, metric.part_of.code, metric.confirmed) == ("次", "subtotal", True)
        assert again(table(BOOKINGS, HEADER, ROW)) == ([], [], True)

    def test_does_not_change_the_layouts_of_other_months(self):
        before = list(Column.objects.filter(layout__dataset__slug="bookings").values())
        decided([column("网上预约", NEW)], table(BOOKINGS, HEADER, ROW))
        known = Column.objects.filter(pk__in=[one["id"] for one in before]).values()
        assert list(known) == before

    def test_with_two_numbers_holds_two_metrics(self):
        pair = [{**NEW, "label": label, "part_of": None} for label in ("已传", "应传")]
        rows = (ROW.replace("|5|", "|3/4|"), "南京市儿童医院|2/4|6")
        importer = decided([column("网上预约", *pair)], table(BOOKINGS, HEADER, *rows))
        metrics = Metric.objects.filter(code__in=codes(importer.imported[0]))
        assert {metric.label for metric in metrics} == {"已传", "应传", "小计"}

    def test_leaves_the_layout_a_proposal_while_another_is_one(self):
        header = "单位|网上预约|窗口预约|小计"
        importer = decided(
            [column("网上预约", {"code": "online"})], table(BOOKINGS, header, "南京鼓楼医院|5|1|6")
        )
        assert not importer.imported[0].table.layout.confirmed


class TestATable:
    title = "2021年3月网约情况"

    def taken(self, decision):
        item = table(self.title, "单位|12320在线预约", "南京鼓楼医院|5")
        return decided([{"kind": "table", "where": item.where, **decision}], item)

    def test_belongs_to_the_family_it_was_said_to(self):
        importer = self.taken({"family": "bookings"})
        assert families(importer) == [("bookings", "2021-03")]
        assert importer.findings == []
        item = table("2021年3月网约情况", "单位|12320在线预约", "南京鼓楼医院|5")
        assert again(item) == ([], [], True)

    def test_with_known_columns_keeps_their_layout_its_title(self):
        known = Layout.objects.filter(dataset__slug="bookings").values_list("pk", "title_pattern")
        before = dict(known)
        self.taken({"family": "bookings"})
        after = dict(Layout.objects.filter(pk__in=before).values_list("pk", "title_pattern"))
        assert after == before

    def test_makes_a_family_of_its_own(self):
        new = {"title": "网约", "subject_kind": "hospital"}
        importer = self.taken({"family": "wangyue", "new": new})
        dataset = Dataset.objects.get(slug="wangyue")
        assert (dataset.title, dataset.confirmed) == ("网约", True)
        assert families(importer) == [("wangyue", "2021-03")]

    def test_may_be_a_paragraph(self):
        item = sentence("2021年3月，健康码平台共核验100次。")
        tables = [
            {"kind": "table", "where": item.where, "family": "ma", "new": {"title": "健康码"}}
        ]
        columns = [column("核验", {**NEW, "label": "核验"}, family="ma")]
        importer = decided([*tables, *columns], item)
        (done,) = importer.imported
        assert (done.table.dataset.slug, done.new_metrics) == ("ma", [])
        assert families(take(item, origin="2021-05")) == [("ma", "2021-03")]


def test_a_mark_means_what_was_said_in_the_whole_family():
    mark = {"kind": "mark", "family": "bookings", "mark": "/", "meaning": "M"}
    decided([mark], table(BOOKINGS, "单位|小计", "南京鼓楼医院|/"))
    assert Dataset.objects.get(slug="bookings").marks["/"] == "M"


def test_a_layout_is_confirmed_when_somebody_says_so():
    item = table(BOOKINGS, "单位|小计|12320在线预约", "南京鼓楼医院|5|5")
    assert not take(item).imported[0].table.layout.confirmed
    said = [{"kind": "layout", "family": "bookings", "code": "2021-04"}]
    assert decided(said, item, origin="2021-05").imported[0].table.layout.confirmed


class TestAName:
    def names(self, text):
        found = InstitutionName.objects.filter(name=text).order_by("valid_from")
        return [(n.institution.name, n.valid_from, n.valid_to) for n in found]

    def test_is_given_to_the_institution_it_means(self):
        decision = {"name": "鼓楼总院", "institution": "nanjing-gulou-yiyuan"}
        decide_name(decision, MARCH)
        decide_name(decision, MARCH)
        assert self.names("鼓楼总院") == [("南京鼓楼医院", None, None)]

    def test_makes_a_new_institution_with_its_present_name(self):
        new = {"kind": "hospital", "name": "新城医院"}
        decide_name({"name": "新城分院", "new": new}, MARCH)
        institution = Institution.objects.get(name="新城医院")
        assert (institution.kind, institution.confirmed) == ("hospital", True)
        assert [name.name for name in institution.names.order_by("name")] == [
            "新城分院",
            "新城医院",
        ]

    def test_that_another_bore_before_and_after_is_bounded_by_days(self):
        other = Institution.objects.create(name="另一家")
        for span in ({"valid_to": date(2019, 12, 31)}, {"valid_from": date(2023, 1, 1)}):
            InstitutionName.objects.create(institution=other, name="老名", **span)
        decide_name({"name": "老名", "institution": "nanjing-gulou-yiyuan"}, MARCH)
        assert ("南京鼓楼医院", date(2020, 1, 1), date(2022, 12, 31)) in self.names("老名")

    def test_proposed_before_is_confirmed_or_merged_with_its_rows(self):
        for name in ("甲新医院", "乙新医院"):
            proposed = Institution.objects.create(name=name, confirmed=False)
            InstitutionName.objects.create(institution=proposed, name=name)
        make_table(rows=[("1", "乙新医院", "1", "1")], published=False)
        new = {"kind": "hospital", "name": "甲新医院"}
        decide_name({"name": "甲新医院", "new": new}, MARCH)
        decide_name({"name": "乙新医院", "institution": "nanjing-gulou-yiyuan"}, MARCH)
        assert Institution.objects.get(name="甲新医院").confirmed
        assert not Institution.objects.filter(name="乙新医院").exists()
        assert Row.objects.get(printed_name="乙新医院").institution.name == "南京鼓楼医院"
