"""Rows put in and taken away by a correction: told, counted on, undone, as they stood, restored."""

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Amendment
from news.restoring import changes_back
from stats.correcting import Moved, NotCorrectable
from stats.correcting_rows import Draft
from stats.models import Correction, Finding, Observation, Row, Table
from tests.builders import make_table
from tests.desk import make_staff
from tests.news.corrections import brought_back, corrected, published
from tests.web import opened, rows, texts

pytestmark = pytest.mark.django_db

TABLE = "/stats/bookings/2024-08/"
NEW = {("online",): "12", ("subtotal",): "未反馈"}


@pytest.fixture
def issue():
    return published()


def rows_of(table, gone=(), **new):
    """The changes of a correction that takes rows of these names away, and puts `new` ones in:
    {name: name of the row above, None for the first}."""
    draft = Draft(table)
    draft.remove({row.pk for row in draft.stored if row.printed_name in gone})
    keys = {row.printed_name: row.pk for row in draft.stored}
    for name, above in new.items():
        draft.add(name, keys.get(above), NEW)
    words = list(draft.recounted())
    return {"rows": draft.changes, "words": words}


def names(table):
    return list(table.rows.order_by("position").values_list("number", "printed_name"))


def day():
    today = timezone.localdate()
    return f"{today.year}年{today.month}月{today.day}日"


class TestAdded:
    def test_a_forgotten_row_is_put_in_and_told(self, client, issue):
        before = timezone.now()
        edition = corrected(issue, **rows_of(issue.tables.get(), 南京市第一医院="南京鼓楼医院"))
        page = opened(client, TABLE)
        assert rows(page)[:3] == [
            ["1", "南京鼓楼医院", "6668", "8724"],
            ["2", "r更更正，原为 无此行 南京市第一医院", "12", "未反馈"],
            ["3", "南京市儿童医院", "1819", "2211"],
        ]
        assert texts(page, ".changes li") == [
            f"更正 {day()}，南京市第一医院，补上一行：12 未反馈（录入错误）。说明",
            f"更正 {day()}，南京市儿童医院，序号，由 2 改为 3（录入错误）。说明",
        ]
        assert "南京市第一医院，补上一行" in opened(client, "/corrections/").text_content()
        first = issue.editions.get(number=1)
        held = [[row["printed_name"] for row in one.whole["tables"][0]["rows"]] for one in
                (first, edition)]  # fmt: skip
        assert held == [
            ["南京鼓楼医院", "南京市儿童医院", "合计"],
            ["南京鼓楼医院", "南京市第一医院", "南京市儿童医院", "合计"],
        ]
        for address in (TABLE, f"{TABLE[:-1]}.csv", "/stats/bookings/data/"):
            now = client.get(address).getvalue().decode()
            past = client.get(address, {"at": before.isoformat()}).getvalue().decode()
            assert ("南京市第一医院" in now, "南京市第一医院" in past) == (True, False), address

    def test_totals_stand_as_printed_and_are_found_not_to_agree(self, issue):
        corrected(issue, **rows_of(issue.tables.get(), 南京市第一医院="南京鼓楼医院"))
        total = Observation.objects.get(row__printed_name="合计", metric__code="online")
        assert total.raw_text == "8487"
        assert Finding.objects.filter(message__contains="8499").exists()

    def test_several_below_one_stand_as_they_were_typed(self, issue):
        table = issue.tables.get()
        corrected(issue, **rows_of(table, 甲="南京鼓楼医院", 乙="南京鼓楼医院", 丙=None))
        assert names(table) == [
            ("1", "丙"), ("2", "南京鼓楼医院"), ("3", "甲"), ("4", "乙"), ("5", "南京市儿童医院"),
            ("", "合计"),
        ]  # fmt: skip

    def test_one_that_stands_there_is_not_put_in_again(self, issue):
        with pytest.raises(NotCorrectable, match="表里已经有“南京鼓楼医院”"):
            rows_of(issue.tables.get(), 南京鼓楼医院=None)

    def test_what_was_put_in_meanwhile_refuses_another_in_its_place(self, issue):
        table = issue.tables.get()
        late = rows_of(table, 乙="南京鼓楼医院")
        corrected(issue, **rows_of(table, 甲=None))
        with pytest.raises(Moved) as refused:
            corrected(issue, **late)
        assert refused.value.cells == [("乙", "在“南京鼓楼医院”之后", "在“甲”之后", "12 未反馈")]


class TestRemoved:
    def test_a_row_printed_by_mistake_goes_and_is_told(self, client, issue):
        table = issue.tables.get()
        row = table.rows.get(printed_name="南京鼓楼医院")
        before = timezone.now()
        corrected(issue, **rows_of(table, ["南京鼓楼医院"]))
        page = opened(client, TABLE)
        assert rows(page) == [
            ["1", "南京市儿童医院", "1819", "2211"],
            ["合计", "8487", "10935"],
        ]
        assert texts(page, ".changes li") == [
            f"更正 {day()}，南京鼓楼医院，删去一行（原为 6668 8724）（录入错误）。说明",
            f"更正 {day()}，南京市儿童医院，序号，由 2 改为 1（录入错误）。说明",
        ]
        assert client.get(row.institution.get_absolute_url()).status_code == 404
        then = {"at": before.isoformat()}
        assert rows(opened(client, row.institution.get_absolute_url(), **then))[0][2] == "6668"
        for address in (TABLE, f"{TABLE[:-1]}.csv", "/stats/bookings/data/"):
            now = client.get(address).getvalue().decode()
            past = client.get(address, then).getvalue().decode()
            assert ("6668" in past, ",6668" in now) == (True, False), address

    def test_of_the_past_it_stands_where_it_stood(self, client, issue):
        first = ["南京鼓楼医院", "南京市儿童医院", "合计"]
        last = ["甲", "乙", "合计"]
        moments = [(timezone.now(), first)]
        for gone, new, left in (
            (["南京市儿童医院"], {"甲": None}, ["甲", "南京鼓楼医院", "合计"]),
            (["南京鼓楼医院"], {"乙": "甲"}, last),
        ):
            corrected(issue, **rows_of(issue.tables.get(), gone, **new))
            moments.append((timezone.now(), left))
        for at, names in moments:
            then = {"at": at.isoformat()}
            told = client.get("/api/v1/datasets/bookings/rows", then).json()["items"]
            places = [(one["position"], one["printed_name"]) for one in told]
            assert places == list(enumerate(names, 1))
            for page, some in ((1, names[:2]), (2, names[2:])):
                asked = then | {"per_page": 2, "page": page}
                told = client.get("/api/v1/datasets/bookings/rows", asked).json()["items"]
                assert [one["printed_name"] for one in told] == some
            table = opened(client, "/stats/bookings/data/", **then)
            assert [row[0] for row in rows(table)] == names

    def test_one_that_changed_meanwhile_does_not_go(self, issue):
        table = issue.tables.get()
        late = rows_of(table, ["南京市儿童医院"])
        cell = Observation.objects.get(row__printed_name="南京市儿童医院", metric__code="online")
        change = {"row": cell.row_id, "metric": "online", "old": ["1819", "A", "1819"]}
        corrected(issue, cells=[change | {"new": ["1820", "A", "1820"]}])
        with pytest.raises(Moved) as refused:
            corrected(issue, **late)
        assert refused.value.cells == [("南京市儿童医院", "1819 2211", "1820 2211", "无此行")]

    def test_of_another_issue_none_goes(self, issue):
        other = published(make_table("other", published=False, origin="2024-08"), number=8)
        with pytest.raises(NotCorrectable, match="不在这一期里"):
            corrected(other, **rows_of(issue.tables.get(), ["南京鼓楼医院"]))


class TestBothWays:
    def test_going_back_brings_rows_back_and_takes_new_ones_away(self, issue):
        table = issue.tables.get()
        first = issue.editions.get(number=1).whole["tables"][0]["rows"]
        corrected(issue, **rows_of(table, ["南京鼓楼医院"], 甲="南京市儿童医院"))
        edition = brought_back(issue.editions.get(number=1))
        assert edition.whole["tables"][0]["rows"] == first
        again = changes_back(issue.editions.get(number=1))
        assert (again["rows"], again["cells"], again["words"]) == ([], [], [])
        kinds = Correction.objects.filter(field__in=("added", "removed")).order_by("pk")
        assert list(kinds.values_list("edition", "field", "position", "row__printed_name")) == [
            (2, "removed", 1, "南京鼓楼医院"),
            (2, "added", 2, "甲"),
            (3, "removed", 2, "甲"),
            (3, "added", 1, "南京鼓楼医院"),
        ]
        assert Table.objects.count() == 1
        assert Row.objects.filter(table__removed_from=table).count() == 2

    def test_the_list_in_the_archive_tells_rows_and_names(self, issue):
        from news.bundle_lists import lists

        table = issue.tables.get()
        corrected(issue, **rows_of(table, ["南京鼓楼医院"]))
        row = table.rows.get(printed_name="南京市儿童医院")
        change = {"table": table.pk, "row": row.pk, "field": "printed_name"}
        corrected(issue, words=[change | {"old": row.printed_name, "new": "儿童"}])
        columns, lines = lists()["更正.csv"]
        wanted = ("position", "printed_name", "metric", "field", "old_raw_text", "new_raw_text")
        places = [[name for name, _ in columns].index(name) for name in wanted]
        assert [tuple(line[place] for place in places) for line in lines] == [
            (1, "南京鼓楼医院", None, "removed", "6668 8724", ""),
            (1, "儿童", None, "number", "2", "1"),
            (1, "儿童", None, "printed_name", "南京市儿童医院", "儿童"),
        ]


class TestForm:
    def page(self, table):
        return reverse("admin:stats_table_correct", args=[table.pk])

    def data(self, **more):
        why = {"kind": "correction", "reason": "录入错误", "wording": "漏印一家，多印一家。"}
        return why | {"opened": timezone.now().isoformat()} | more

    def test_rows_are_ticked_and_typed_looked_at_and_kept(self, client, issue):
        client.force_login(make_staff())
        table = issue.tables.get()
        first, second = table.rows.order_by("position")[:2]
        new = {"a-1-after": second.pk, "a-1-name": "南京市第一医院", "a-1-online": "5"}
        answer = client.post(self.page(table), self.data(**{f"d-{first.pk}": "on"}, **new))
        (part,) = answer.context["parts"]
        assert [(line.where, line.old, line.new) for line in part.lines] == [
            ("南京鼓楼医院，删去一行", "6668 8724", "无此行"),
            ("南京市第一医院，补上一行", "无此行", "5 空白"),
            ("南京市儿童医院，序号", "2", "1"),
        ]
        kept = {"payload": answer.context["payload"], "keep": "提交"}
        client.post(self.page(table), kept)
        assert [one["place"] for one in Amendment.objects.get().changes["rows"]] == [1, 2]
        back = client.post(self.page(table), {"payload": kept["payload"], "back": "返回修改"})
        page = back.content.decode()
        assert 'value="南京市第一医院"' in page and "checked" in page

    def test_rows_that_changed_since_the_form_was_opened_are_shown(self, client, issue):
        client.force_login(make_staff())
        table = issue.tables.get()
        data = self.data()
        corrected(issue, **rows_of(table, ["南京鼓楼医院"]))
        answer = client.post(self.page(table), data | {"a-0-name": "甲"})
        assert answer.status_code == 409
        assert answer.context["moved"][0][0] == "南京鼓楼医院，删去一行"

    @pytest.mark.parametrize("typed", [{"a-0-online": "5"}, {"a-0-name": "甲", "a-0-online": "约"}])
    def test_what_cannot_be_a_row_is_refused_in_words(self, client, issue, typed):
        client.force_login(make_staff())
        answer = client.post(self.page(issue.tables.get()), self.data(**typed))
        assert answer.context["said"] in (
            "补一行要填单位名称。",
            "“约”认不出是数还是记号；请改写后再试，或指定它的状态。",
        )
