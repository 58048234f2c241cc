import pytest

from stats.models import Dataset, Institution, InstitutionName, Layout, Metric
from tests.stats.checking.tables import a_table, found

pytestmark = pytest.mark.django_db
TITLE = "2020年11月统计表"


@pytest.fixture
def table():
    return a_table("phone:电话预约 voice:语音预约", ("南京市江北医院", "1", "2"))


def test_what_is_confirmed_is_fine(table):
    assert found(table) == []


def test_a_proposed_family_is_one_error(table):
    Dataset.objects.update(confirmed=False)
    Layout.objects.update(confirmed=False)
    assert found(table) == [
        (
            "error",
            "dataset-unconfirmed",
            TITLE,
            "没有见过这种统计表，已另列为待确认的“预约挂号”，请确认或并入已有的。",
        )
    ]


def test_a_proposed_metric_has_the_nearest_confirmed_beside_it(table):
    for code, label in (("net", "网上预约"), ("third", "第三方")):
        Metric.objects.create(dataset=table.dataset, code=code, label=label)
    Metric.objects.create(dataset=table.dataset, code="x", label="语言预约", confirmed=False)
    Metric.objects.filter(code="voice").update(confirmed=False)
    (finding,) = found(table)
    assert finding[:3] == ("error", "metric-unconfirmed", f"{TITLE} · 语音预约")
    start, end = "没有见过“语音预约”这一列，已列为待确认的指标，相近的已知名称有", "。"
    assert finding[3].startswith(start) and finding[3].endswith(end)
    assert set(finding[3][len(start) : -1].split("、")) == {"“电话预约”", "“网上预约”"}


def test_a_proposed_institution_has_the_nearest_names_of_its_kind_beside_it(table):
    Institution.objects.update(confirmed=False)
    for name, kind in (("南京江北医院", "hospital"), ("南京市江北", "district")):
        known = Institution.objects.create(code=f"known-{kind}", name=name, kind=kind)
        InstitutionName.objects.create(institution=known, name=name)
    assert found(table) == [
        (
            "error",
            "institution-unconfirmed",
            f"{TITLE} · 南京市江北医院",
            "没有见过“南京市江北医院”，已列为待确认的机构，相近的已知名称有“南京江北医院”。",
        )
    ]


def test_a_proposal_like_nothing_known_says_so(table):
    Institution.objects.update(confirmed=False)
    assert [message for *_, message in found(table)] == [
        "没有见过“南京市江北医院”，已列为待确认的机构，没有相近的已知名称。"
    ]


def test_a_new_layout_is_a_warning(table):
    Layout.objects.update(confirmed=False, code="2020-12")
    message = "各列与已知的表式都不同，已另列为待确认的表式“2020-12”，请核对。"
    assert found(table) == [("warning", "layout-new", TITLE, message)]
