"""Names found as they were printed, or proposed; never taken for the nearest."""

from datetime import date

import pytest

from stats.importing.institutions import Institutions
from stats.models import Dataset, Institution, InstitutionName

MARCH = date(2021, 3, 1)

pytestmark = pytest.mark.usefixtures("catalogue")


def found(printed, slug="bookings", period=MARCH):
    """(code, confirmed) of the institution found, and the codes of what was said."""
    oddities = []
    dataset = Dataset.objects.get(slug=slug)
    one = Institutions().find(printed, period, dataset, "第1行", oddities)
    return (one and (one.code, one.confirmed)), [oddity.code for oddity in oddities]


@pytest.mark.parametrize(
    "printed",
    [
        "东部战区总医院(秦淮医疗区)",
        "东部战区总医院（秦淮医疗区）",
        "东部战区总医院 秦淮医疗区",
        "中国人民解放军东部战区总医院秦淮医疗区",
    ],
)
def test_a_known_name_is_found_however_brackets_and_blanks_are_set(printed):
    assert found(printed) == (("dongbuzhanquzongyiyuan-qinhuai", True), [])


@pytest.mark.parametrize(
    "printed",
    ["南京市鼓楼医院", "南京鼓楼医院总院", "鼓楼医院", "南京江北新医院", "江苏省人民医院（浦口）"],
)
def test_a_name_that_is_only_alike_is_proposed(printed):
    one, said = found(printed)
    assert (one[1], said) == (False, [])
    assert Institution.objects.get(code=one[0]).name == printed


def test_a_proposed_name_is_found_again():
    assert found("南京新街口医院") == found("南京 新街口医院")
    assert Institution.objects.filter(confirmed=False).count() == 1


@pytest.mark.parametrize(
    ("printed", "slug", "kind"),
    [
        ("新医院", "bookings", "hospital"),
        ("紫东新区", "bookings", "district"),
        ("徐州", "hotline-cities", "city"),
        ("紫东新区", "platform-districts", "district"),
        ("市急救中心", "kiosks", "other"),
        ("某某小程序", "booking-channels", "channel"),
    ],
)
def test_a_new_institution_is_of_the_kind_its_table_or_its_name_says(printed, slug, kind):
    (code, _), _ = found(printed, slug)
    assert Institution.objects.get(code=code).kind == kind


def test_a_district_in_a_table_of_cities_is_said():
    assert found("鼓楼区", "hotline-cities") == (("gulou-qu", True), ["institution-kind"])


@pytest.mark.parametrize("printed", ["门诊总量", "医" * 101, "㍿" * 60])
def test_what_is_no_name_of_an_institution_is_left_and_said(printed):
    assert found(printed, "kiosks") == (None, ["institution-unplaced"])


def test_an_empty_name_is_nobody():
    assert found(" 　") == (None, [])


class TestANameOfTwo:
    @pytest.fixture(autouse=True)
    def renamed(self, catalogue):
        """The name 下关区医院 belonged to one until 2013 and to another from 2020 on."""
        for code, first, last in (("old", None, date(2013, 2, 1)), ("new", date(2020, 1, 1), None)):
            one = Institution.objects.create(code=code, name="下关区医院", kind="hospital")
            InstitutionName.objects.create(
                institution=one, name="下关区医院", valid_from=first, valid_to=last
            )

    @pytest.mark.parametrize(
        ("period", "expected"),
        [
            (date(2013, 1, 1), (("old", True), [])),
            (date(2013, 2, 1), (("old", True), [])),
            (date(2015, 1, 1), (None, ["institution-ambiguous"])),
            (date(2020, 1, 1), (("new", True), [])),
        ],
    )
    def test_is_whose_it_was_in_that_month(self, period, expected):
        assert found("下关区医院", period=period) == expected
