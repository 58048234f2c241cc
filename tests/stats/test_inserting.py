"""Rows that are new this month, and rows taken away again."""

import pytest
from django.contrib.auth.models import User

from stats.entering import Closed, Entry, NotAssigned, enter
from stats.inserting import Changed, NotPlaced, Place, add_row, known_names, remove_row
from stats.models import Assignment, InstitutionName, Row
from tests.builders import figure, group, make_institution, make_table, number, subject

pytestmark = pytest.mark.django_db

GROUPED = [group("分组"), number("序号"), subject("单位"), figure("台数", metrics="machines")]
GROUPED_ROWS = [
    ("医疗单位", "1", "南京鼓楼医院", "5"),
    ("医疗单位", "2", "南京市儿童医院", "6"),
    ("各区", "3", "江宁区", "7"),
    ("", "", "合计", "18"),
]


@pytest.fixture
def editor():
    return User.objects.create_user("editor")


@pytest.fixture
def table():
    return make_table(published=False)


@pytest.fixture
def grouped():
    return make_table("kiosks", header=GROUPED, rows=GROUPED_ROWS, published=False)


def key(table, name):
    return table.rows.get(printed_name=name).pk


def lines(table):
    rows = table.rows.order_by("position")
    return list(rows.values_list("position", "group", "number", "printed_name"))


def test_a_new_row_stands_where_it_is_put_and_the_others_are_counted_anew(table, editor):
    place = Place(after=key(table, "南京鼓楼医院"))
    row = add_row(table, editor, " 南京脑科医院 ", place, version=0)
    assert lines(table) == [
        (1, "", "1", "南京鼓楼医院"),
        (2, "", "2", "南京脑科医院"),
        (3, "", "3", "南京市儿童医院"),
        (4, "", "", "合计"),
    ]
    assert (row.institution, row.kind) == (None, "data")


def test_a_new_row_may_be_the_first_of_its_group_or_the_last(grouped, editor):
    add_row(grouped, editor, "玄武区", Place(group="各区"), version=0)
    add_row(grouped, editor, "南京脑科医院", Place(after=key(grouped, "南京市儿童医院")), version=1)
    assert lines(grouped) == [
        (1, "医疗单位", "1", "南京鼓楼医院"),
        (2, "医疗单位", "2", "南京市儿童医院"),
        (3, "医疗单位", "3", "南京脑科医院"),
        (4, "各区", "4", "玄武区"),
        (5, "各区", "5", "江宁区"),
        (6, "", "", "合计"),
    ]


def test_numbers_that_do_not_count_the_rows_stay_as_printed(editor):
    rows = [("甲", "南京鼓楼医院", "1", "2"), ("乙", "南京市儿童医院", "3", "4")]
    table = make_table(rows=rows, published=False)
    add_row(table, editor, "南京脑科医院", Place(), version=0)
    assert [line[2] for line in lines(table)] == ["", "甲", "乙"]


def test_a_table_without_rows_gets_its_first(editor):
    table = make_table(rows=[], published=False)
    add_row(table, editor, "南京鼓楼医院", Place(), version=0)
    assert lines(table) == [(1, "", "", "南京鼓楼医院")]


def test_a_name_now_or_once_in_use_tells_the_institution(table, editor):
    brain = make_institution("南京脑科医院")
    InstitutionName.objects.create(institution=brain, name="南京医科大学附属脑科医院")
    row = add_row(table, editor, "南京医科大学附属脑科医院", Place(), version=0)
    assert (row.printed_name, row.institution) == ("南京医科大学附属脑科医院", brain)


def test_a_name_of_two_institutions_tells_of_none(table, editor):
    make_institution("白下区")
    InstitutionName.objects.create(institution=make_institution("秦淮区"), name="白下区")
    assert add_row(table, editor, "白下区", Place(), version=0).institution is None


def test_the_names_offered_say_who_bears_them_now(table):
    brain = make_institution("南京脑科医院")
    InstitutionName.objects.create(institution=brain, name="南京精神病院")
    own = {"南京脑科医院": "南京脑科医院", "南京精神病院": "南京脑科医院"}
    others = {name: name for name in ("南京鼓楼医院", "南京市儿童医院")}
    assert known_names() == own | others
    assert known_names(brain.pk) == own


@pytest.mark.parametrize("name", ["南京鼓楼医院", "南京 鼓楼医院", "鼓楼医院"])
def test_an_institution_stands_in_a_group_once(table, editor, name):
    drum = make_institution("南京鼓楼医院")
    InstitutionName.objects.create(institution=drum, name="鼓楼医院")
    with pytest.raises(NotPlaced, match="表里已经有"):
        add_row(table, editor, name, Place(), version=0)
    assert table.rows.count() == 3


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        ("  ", Place(), "请填单位名称"),
        ("南京脑科医院", Place(after=0), "已经不在了"),
        ("南京脑科医院", Place(group="各区"), "没有这个分组"),
    ],
)
def test_a_row_without_name_or_place_is_refused(table, editor, name, place, message):
    with pytest.raises(NotPlaced, match=message):
        add_row(table, editor, name, place, version=0)


def test_no_row_stands_below_a_total(table, editor):
    with pytest.raises(NotPlaced, match="已经不在了"):
        add_row(table, editor, "南京脑科医院", Place(after=key(table, "合计")), version=0)


def test_a_row_is_added_and_taken_away_with_author_version_and_history(table, editor):
    row = add_row(table, editor, "南京脑科医院", Place(), version=0)
    remove_row(table, editor, row.pk, version=1)
    table.refresh_from_db()
    assert (table.version, table.entered_by) == (2, editor)
    past = Row.history.filter(id=row.pk).order_by("history_id")
    assert [(one.history_type, one.history_user) for one in past] == [("+", editor), ("-", editor)]
    assert [line[2] for line in lines(table)] == ["1", "2", ""]


def test_a_table_changed_meanwhile_is_looked_at_first(table, editor):
    enter(table, [Entry(key(table, "南京鼓楼医院"), ("online",), "1")], editor)
    with pytest.raises(Changed, match="又有别的改动"):
        add_row(table, editor, "南京脑科医院", Place(), version=0)
    with pytest.raises(Changed, match="又有别的改动"):
        remove_row(table, editor, key(table, "南京鼓楼医院"), version=0)
    assert table.rows.count() == 3


def test_a_row_with_figures_stays(table, editor):
    with pytest.raises(NotPlaced, match="已有数据或备注"):
        remove_row(table, editor, key(table, "南京鼓楼医院"), version=0)


def test_a_row_emptied_by_hand_goes_with_its_empty_cells(table, editor):
    row = key(table, "南京鼓楼医院")
    enter(table, [Entry(row, (code,), "") for code in ("online", "subtotal")], editor)
    remove_row(table, editor, row, version=1)
    assert lines(table) == [(1, "", "1", "南京市儿童医院"), (2, "", "", "合计")]


@pytest.mark.parametrize("name", ["合计", None])
def test_only_data_rows_of_the_table_are_taken_away(table, editor, name):
    with pytest.raises(NotPlaced, match="没有这一行"):
        remove_row(table, editor, key(table, name) if name else 0, version=0)


def test_a_published_table_keeps_its_rows(editor):
    table = make_table()
    with pytest.raises(Closed, match="已经发布"):
        add_row(table, editor, "南京脑科医院", Place(), version=0)
    with pytest.raises(Closed, match="已经发布"):
        remove_row(table, editor, key(table, "南京鼓楼医院"), version=0)


def test_a_person_adds_and_removes_only_the_institution_assigned_to_her(table, editor):
    brain = make_institution("南京脑科医院")
    Assignment.objects.create(user=editor, institution=brain)
    row = add_row(table, editor, "南京脑科医院", Place(), version=0)
    with pytest.raises(NotAssigned, match="只能录入“南京脑科医院”"):
        add_row(table, editor, "南京胸科医院", Place(), version=1)
    with pytest.raises(NotAssigned, match="只能录入“南京脑科医院”"):
        remove_row(table, editor, key(table, "南京市儿童医院"), version=1)
    remove_row(table, editor, row.pk, version=1)
    assert table.rows.count() == 3
