"""As it stood on a day: after any corrections, the record tells what every version held."""

from datetime import timedelta
from random import Random

import pytest

from stats.correcting import NotCorrectable, cells_typed
from stats.correcting_rows import Draft
from stats.exporting import records
from stats.freezing import plain_tables
from stats.models import Observation, Table
from stats.standing import moment_of
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.desk import make_staff
from tests.news.corrections import brought_back, corrected, published, typed
from tests.web import found, links, opened, rows, texts

pytestmark = pytest.mark.django_db

TEXTS = ("0", "7", "12.5", "", "/", "—", "…", "未反馈", "1,234", "６６６")
PAIRS = ("1/2", "未反馈/3", "/", "", "0/0")
PRINTED = ("title", "preface", "note", "text")


def cells_of(table):
    """Each printed cell: the key of its row, the codes of its column."""
    columns = [tuple(column["metrics"]) for column in table.header if column["metrics"]]
    return [(row.pk, codes) for row in table.rows.all() for codes in columns]


def told(tables):
    """All figures and words of tables told as editions tell them; a blank is like nothing."""
    return [
        (
            [table[name] for name in PRINTED],
            [
                {code: cell for code, cell in row["cells"].items() if cell != [None, "O", ""]}
                for row in table["rows"]
            ],
        )
        for table in tables
    ]


def as_records(tables):
    return [
        (table["period"], place, code, value or "", status, raw)
        for table in tables
        for place, row in enumerate(table["rows"], 1)
        for code, (value, status, raw) in row["cells"].items()
        if (status, raw) != ("O", "")
    ]


def correct_somehow(random, issue, user):
    """A correction of some cells of some table, and of its rows or its note now and then."""
    table = random.choice(list(issue.tables.select_related("dataset")))
    if random.random() < 0.3:
        return correct_rows_somehow(random, issue, table, user)
    some = random.sample(cells_of(table), random.randint(1, 3))
    wanted = {cell: random.choice(PAIRS if len(cell[1]) > 1 else TEXTS) for cell in some}
    words = [{"table": table.pk, "field": "note", "old": table.note, "new": str(random.random())}]
    cells = cells_typed(table, wanted)
    return corrected(issue, user, cells=cells, words=words if random.random() < 0.3 else [])


def correct_rows_somehow(random, issue, table, user):
    """A row taken away, or put in somewhere, or both."""
    draft = Draft(table)
    keys = [row.pk for row in draft.stored]
    draft.remove({random.choice(keys)} if len(keys) > 1 and random.random() < 0.6 else set())
    columns = [codes for row, codes in cells_of(table) if row == keys[0]]
    if random.random() < 0.6:
        above = random.choice([None, *(row.pk for row in draft.order)])
        texts = {codes: random.choice(PAIRS if len(codes) > 1 else TEXTS) for codes in columns}
        draft.add(f"新单位{random.random()}", above, texts)
    words = list(draft.recounted())
    return corrected(issue, user, rows=draft.changes, words=words)


@pytest.mark.parametrize("seed", range(6))
def test_the_record_of_any_moment_is_the_version_of_that_moment(seed):
    random, user = Random(seed), make_staff()
    districts = make_table("districts", "2024-07", DISTRICTS, DISTRICTS_ROWS, published=False)
    issue = published(make_table(published=False), districts)
    Observation.objects.filter(row__table=districts, metric__code="income").first().delete()
    editions = list(issue.editions.all())
    for _ in range(9):
        try:
            older = random.random() < 0.25
            made = brought_back(random.choice(editions), user) if older else None
            editions.append(made or correct_somehow(random, issue, user))
        except NotCorrectable as refused:
            assert str(refused) == "没有任何改动。"
    tables = issue.tables.select_related("dataset", "layout").order_by("issue_table__position")
    for edition in editions[1:]:
        held = edition.whole["tables"]
        stood = plain_tables(tables, edition.published_at)
        assert told(stood) == told(held)
        assert [table["corrections"] for table in stood] == [t["corrections"] for t in held]
        lines = records(Table.objects.filter(pk__in=tables), at=edition.published_at)
        figures = [(line[1], line[5], line[8], *line[11:]) for line in lines]
        known = [figure for figure in figures if figure[4:] != ("O", "")]
        assert sorted(known) == sorted(as_records(held))
    assert len(editions) > 3


class TestPages:
    path = "/stats/bookings/2024-08/"

    @pytest.fixture
    def issue(self):
        issue = published()
        corrected(issue, cells=typed(issue.tables.get(), online="6686"))
        return issue

    @pytest.fixture
    def before(self, issue):
        moment = issue.editions.get(number=2).published_at - timedelta(microseconds=1)
        return moment.isoformat().replace("+00:00", "")

    @pytest.fixture(autouse=True)
    def in_greenwich(self, settings):
        """So that a moment in an address is written as it is stored."""
        settings.TIME_ZONE = "UTC"

    def test_a_table_as_it_stood_says_so_and_leads_back(
        self, client, before, django_assert_num_queries
    ):
        with django_assert_num_queries(12):
            page = opened(client, self.path, at=before)
        assert rows(page)[0] == ["1", "南京鼓楼医院", "6668", "8724"]
        assert "的样子。此后有过更正。看现在的" in texts(page, ".banner")[0]
        assert links(page, ".banner a") == [self.path]
        assert found(page, "meta[name=robots]")[0].get("content") == "noindex"
        assert found(page, ".changes") == []

    def test_its_links_keep_the_moment(self, client, before):
        page = opened(client, self.path, at=before)
        kept = before.replace(":", "%3A")
        assert links(page, ".taking a")[0] == f"/stats/bookings/2024-08.csv?at={kept}"
        assert links(page, ".tools a") == [f"/stats/bookings/data/?at={kept}"]
        content = client.get(f"/stats/bookings/2024-08.csv?at={kept}").getvalue().decode()
        assert ",online,12320在线预约,,6668,A,6668\r\n" in content

    def test_a_series_as_it_stood(self, client, before, django_assert_num_queries):
        with django_assert_num_queries(11):
            page = opened(client, "/stats/bookings/data/", at=before, sort="-online", kind="data")
        assert [row[2] for row in rows(page)] == ["6668", "1819"]
        content = client.get("/stats/bookings/data.csv", {"at": before}).getvalue().decode()
        assert ",6668,A,6668\r\n" in content
        now = opened(client, "/stats/bookings/data/", sort="-online", kind="data")
        assert [row[2] for row in rows(now)] == ["6686", "1819"]

    def test_an_institution_as_it_stood(self, client, before, issue, django_assert_num_queries):
        row = issue.tables.get().rows.get(printed_name="南京鼓楼医院")
        change = {"table": row.table_id, "row": row.pk, "field": "printed_name"}
        corrected(issue, words=[change | {"old": row.printed_name, "new": "鼓楼"}])
        path = row.institution.get_absolute_url()
        with django_assert_num_queries(11):
            page = opened(client, path, at=before)
        assert rows(page)[0][1:3] == ["南京鼓楼医院", "6668"]
        assert "的样子。此后有过更正。看现在的" in texts(page, ".banner")[0]
        assert rows(opened(client, path))[0][1:3] == ["鼓楼", "6686"]
        file = f"{path[:-1]}.csv"
        then, now = (client.get(file, {"at": at}).getvalue().decode() for at in (before, ""))
        assert (",6668,A,6668\r\n" in then, "南京鼓楼医院,online" in then) == (True, True)
        assert (",6686,A,6686\r\n" in now, "鼓楼,online" in now) == (True, True)
        assert [client.get(one, {"at": "2020-01-01"}).status_code for one in (path, file)] == [
            404,
            404,
        ]

    def test_a_series_is_sorted_by_what_stood_there(self, client, before, issue):
        corrected(issue, cells=typed(issue.tables.get(), "南京市儿童医院", online="9999"))
        for at, names in ((before, ["6668", "1819"]), (None, ["9999", "6686"])):
            query = {"sort": "-online", "kind": "data"} | ({"at": at} if at else {})
            page = opened(client, "/stats/bookings/data/", **query)
            assert [row[2] for row in rows(page)] == names

    @pytest.mark.parametrize("at", ["2020-01-01", "昨天", "2024-13-01", "0001-01-01", "\0"])
    def test_before_it_was_published_it_is_as_if_absent(self, client, issue, at):
        missing = client.get("/stats/bookings/1999-01/")
        for path in (self.path, "/stats/bookings/2024-08.csv", "/stats/bookings/data/"):
            answer = client.get(path, {"at": at})
            assert (answer.status_code, answer.content) == (404, missing.content)

    def test_no_day_to_come_tells_what_is_not_out_yet(self, client, issue):
        Table.objects.update(published_at="2100-01-01T00:00Z")
        assert client.get(self.path, {"at": "2100-06-01"}).status_code == 404

    def test_a_day_stands_for_its_end(self, settings):
        settings.TIME_ZONE = "Asia/Shanghai"
        assert moment_of("2024-10-01").isoformat() == "2024-10-01T23:59:59.999999+08:00"


def test_the_value_of_a_pair_is_undone_with_it():
    table = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS, published=False)
    issue = published(table)
    corrected(issue, cells=typed(table, "江宁区", declared__required="未反馈/130"))
    stood, now = (
        plain_tables(issue.tables.all(), at)[0]["rows"][0]["cells"]
        for at in (issue.published_at, None)
    )
    assert stood["declared"] == ["52", "A", "52/129"]
    assert stood["required"] == ["129", "A", "52/129"]
    assert now["declared"] == [None, "L", "未反馈/130"]
    assert now["required"] == ["130", "A", "未反馈/130"]
