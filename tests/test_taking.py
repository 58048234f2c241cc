"""Taking away: names of files, the API, feeds, maps for programs, the whole archive."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from stats.models import Correction, Institution, Observation
from tests.builders import (
    DISTRICTS,
    DISTRICTS_ROWS,
    make_issue,
    make_table,
)
from tests.desk import make_staff
from tests.web import found, links, opened, text_of, texts

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "px": "application/x-pc-axis; charset=utf-8",
}


@pytest.fixture
def issue():
    districts = make_table(
        "districts", header=DISTRICTS, rows=DISTRICTS_ROWS, family="数据采集（区）"
    )
    return make_issue(
        tables=[make_table(), districts], period=date(2024, 8, 1), publisher="市卫生信息中心"
    )


class TestFiles:
    @pytest.mark.parametrize("kind", KINDS)
    def test_have_steady_names_and_are_what_they_say(self, kind, client, issue):
        names = {
            "/stats/bookings/2024-08": "bookings-2024-08",
            "/stats/bookings/data": "bookings",
            "/institutions/nan-jing-gu-lou-yi-yuan": "nan-jing-gu-lou-yi-yuan",
        }
        for path, name in names.items():
            response = client.get(f"{path}.{kind}")
            assert response["Content-Type"] == KINDS[kind]
            disposition = response["Content-Disposition"]
            assert disposition == f'attachment; filename="{name}.{kind}"'
            assert response.getvalue()

    @pytest.mark.parametrize(
        ("path", "queries"),
        [
            ("/stats/bookings/2024-08.csv", 9),
            ("/stats/bookings/2024-08.xlsx", 17),
            ("/stats/bookings/2024-08.json", 13),
            ("/stats/bookings/2024-08.px", 13),
            ("/stats/bookings/data.csv", 9),
            ("/stats/bookings/data.xlsx", 12),
            ("/stats/bookings/data.json", 13),
            ("/stats/bookings/data.px", 13),
            ("/institutions/nan-jing-gu-lou-yi-yuan.json", 13),
        ],
    )
    def test_ask_as_few_questions_for_many_months_as_for_one(self, path, queries, client, issue):
        first = asked(client, path)
        for month in range(1, 8):
            make_table(period=f"2023-0{month}", origin=f"2023-{month + 1:02d}")
        assert (first, asked(client, path)) == (queries, queries)

    def test_of_the_past_hold_what_stood_then_and_say_so_in_their_names(self, client, issue):
        cell = Observation.objects.get(row__printed_name="南京鼓楼医院", metric__code="online")
        told = {"old_value": 6668, "old_status": "A", "old_raw_text": "6668", "new_value": 7000}
        Correction.objects.create(
            observation=cell, new_status="A", new_raw_text="7000", reason="漏计",
            made_by=make_staff(), **told,
        )  # fmt: skip
        cell.value, cell.raw_text = 7000, "7000"
        cell.save()
        for kind in ("json", "px"):
            path = f"/stats/bookings/2024-08.{kind}"
            now, then = (client.get(path, query) for query in ({}, {"at": "2024-10-01"}))
            assert "-at-20241001-235959" in then["Content-Disposition"]
            now, then = (answer.getvalue().decode() for answer in (now, then))
            assert ("7000" in now, "6668" in now) == (True, False)
            assert ("7000" in then, "6668" in then) == (False, True)

    def test_hold_only_the_rows_that_were_asked_for(self, client, issue):
        query = {"kind": "total"}
        told = json.loads(client.get("/stats/bookings/data.json", query).getvalue())
        assert told["dimension"]["subject"]["category"]["index"] == ["total/合计"]
        page = opened(client, "/stats/bookings/data/", **query)
        assert links(page, ".taking a") == [
            f"/stats/bookings/data.{kind}?kind=total" for kind in KINDS
        ]


def asked(client, path):
    """How many questions the database is asked for an address, answered to its end."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        assert response.status_code == 200, path
        response.getvalue()
    return len(queries)


def answer(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (
        status, "application/json; charset=utf-8",
    )  # fmt: skip
    return response.json()


class TestApi:
    def test_tells_of_every_row_with_its_figures_page_by_page(self, client, issue):
        first = answer(client, "datasets/bookings/rows?per_page=2")
        assert {name: first[name] for name in ("count", "page", "pages", "next", "previous")} == {
            "count": 3,
            "page": 1,
            "pages": 2,
            "next": "http://testserver/api/v1/datasets/bookings/rows?per_page=2&page=2",
            "previous": None,
        }
        assert first["items"][0] == {
            "period": "2024-08",
            "issue": "2024-09",
            "position": 1,
            "row_kind": "data",
            "group": "",
            "institution": "nan-jing-gu-lou-yi-yuan",
            "printed_name": "南京鼓楼医院",
            "footnote": "",
            "figures": {
                "online": {"value": 6668, "status": "A", "raw_text": "6668", "footnote": ""},
                "subtotal": {"value": 8724, "status": "A", "raw_text": "8724", "footnote": ""},
            },
        }
        last = answer(client, "datasets/bookings/rows?per_page=2&page=2")
        assert [row["printed_name"] for row in last["items"]] == ["合计"]
        assert answer(client, "datasets/bookings/rows?per_page=2&page=3")["items"] == []

    def test_keeps_marks_apart_from_numbers(self, client, issue):
        rows = answer(client, "datasets/districts/rows?institution=qin-huai-qu")["items"]
        assert [row["figures"] for row in rows] == [
            {
                "declared": {
                    "value": None,
                    "status": "L",
                    "raw_text": "未反馈/129",
                    "footnote": "",
                },
                "required": {"value": 129, "status": "A", "raw_text": "未反馈/129", "footnote": ""},
                "visits": {"value": 0, "status": "A", "raw_text": "0", "footnote": ""},
                "income": {"value": None, "status": "M", "raw_text": "/", "footnote": ""},
            }
        ]

    @pytest.mark.parametrize(
        ("query", "count"),
        [("since=2024-08", 3), ("since=2024-09", 0), ("until=2024-07", 0), ("row_kind=total", 1)],
    )
    def test_filters_rows(self, query, count, client, issue):
        assert answer(client, f"datasets/bookings/rows?{query}")["count"] == count

    @pytest.mark.parametrize(
        ("path", "where"),
        [
            ("datasets/bookings/rows?since=2024-13", "since"),
            ("datasets/bookings/rows?until=0000-01", "until"),
            ("datasets/bookings/rows?per_page=1001", "per_page"),
            ("datasets/bookings/rows?page=0", "page"),
            ("datasets/bookings/rows?institution=%00", "institution"),
            ("datasets/a%00b", "slug"),
            ("issues/0/1", "year"),
            ("issues?year=99999999999999999999", "year"),
        ],
    )
    def test_says_what_is_wrong_with_a_question(self, path, where, client, issue):
        told = answer(client, path, 422)
        assert told["detail"] == f"请求的参数有误：{where}。"
        assert [error["where"] for error in told["errors"]] == [where]

    @pytest.mark.parametrize(
        "path",
        ["datasets/none", "datasets/none/rows", "institutions/none", "issues/1999/1",
         "datasets/bookings/rows?at=x"],
    )  # fmt: skip
    def test_knows_nothing_of_what_is_not_there(self, path, client, issue):
        assert answer(client, path, 404) == {"detail": "没有这项内容，或尚未发布。"}

    @pytest.mark.parametrize(
        ("path", "queries"),
        [
            ("", 0),
            ("datasets", 1),
            ("datasets/bookings", 4),
            ("datasets/bookings/rows", 5),
            ("institutions", 2),
            ("institutions/nan-jing-gu-lou-yi-yuan", 2),
            ("issues", 2),
            ("issues/2024/9", 2),
            ("corrections", 2),
        ],
    )
    def test_answers_in_few_queries_and_not_twice(self, path, queries, client, issue):
        assert asked(client, f"/api/v1/{path}") == queries
        tag = client.get(f"/api/v1/{path}")["ETag"]
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(f"/api/v1/{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert client.post(f"/api/v1/{path}").status_code == 405

    def test_describes_itself(self, client, issue):
        told = client.get("/api/v1/openapi.json").json()
        assert told["openapi"].startswith("3.1")
        assert sorted(told["paths"]) == [
            "/api/v1/",
            "/api/v1/corrections",
            "/api/v1/datasets",
            "/api/v1/datasets/{slug}",
            "/api/v1/datasets/{slug}/rows",
            "/api/v1/institutions",
            "/api/v1/institutions/{code}",
            "/api/v1/issues",
            "/api/v1/issues/{year}/{number}",
        ]
        answers = {tuple(path["get"]["responses"]) for path in told["paths"].values()}
        assert answers == {("200", "404"), ("200", "404", "422")}

    def test_is_told_of_on_a_page_with_the_meaning_of_every_word(self, client, issue):
        page = opened(client, "/api/v1/docs")
        paths = client.get("/api/v1/openapi.json").json()["paths"]
        assert texts(page, ".address code") == list(paths)
        assert [
            link for link in links(page, ".address a") if client.get(link).status_code != 200
        ] == []
        told = [[text_of(part) for part in line] for line in found(page, ".calls dl div")]
        assert [line for line in told if not line[1]] == []
        assert [
            line for line in told if line[0].startswith(("since", "items[].figures.*.value"))
        ] == [
            ["since文字，可为空", "从哪个月起，如 2024-08"],
            [
                "items[].figures.*.value整数或数，可为空",
                "读出的数值；没有数值时为空，原因见 status",
            ],
        ]

    def test_tells_of_an_issue_whole(self, client, issue):
        told = answer(client, "issues/2024/9")
        assert [one["title"] for one in told["articles"]] == ["头条文章"]
        assert [(one["dataset"], one["period"]) for one in told["tables"]] == [
            ("bookings", "2024-08"), ("districts", "2024-08"),
        ]  # fmt: skip
        assert told["tables"][0]["files"]["px"] == "http://testserver/stats/bookings/2024-08.px"


class TestForPrograms:
    def test_the_feed_tells_of_each_issue_and_of_its_last_change(self, client, issue):
        make_issue(2024, 10, articles=["头条 <b>", "次条"])
        feed = etree.fromstring(client.get("/feeds/issues.atom").content)
        told = [
            (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
            for entry in feed.findall(f"{ATOM}entry")
        ]
        assert told == [
            ("南京卫生信息化简报2024年第10期", "头条 &lt;b&gt;<br>次条"),
            ("南京卫生信息化简报2024年第9期", "头条文章"),
        ]
        assert asked(client, "/feeds/issues.atom") == 2
        tag = client.get("/feeds/issues.atom")["ETag"]
        again = client.get("/feeds/issues.atom", headers={"if-none-match": tag})
        assert again.status_code == 304

    def test_the_map_leads_to_pages_that_are_there(self, client, issue, settings):
        settings.SITE_URL = "https://jianbao.example.cn"
        index = etree.fromstring(client.get("/sitemap.xml").content)
        parts = [place.text for place in index.iter(f"{MAP}loc")]
        assert len(parts) == 6
        places = []
        for part in parts:
            path = part.removeprefix("https://jianbao.example.cn")
            places += etree.fromstring(client.get(path).content).iter(f"{MAP}loc")
        paths = [place.text.removeprefix("https://jianbao.example.cn") for place in places]
        some = {"/issues/2024/9/articles/1/", "/stats/bookings/2024-08/"}
        assert some | {"/issues/2024/9/", "/institutions/jiang-ning-qu/"} < set(paths)
        assert [path for path in paths if client.get(path).status_code != 200] == []

    def test_robots_are_told_where_the_map_is(self, client):
        assert client.get("/robots.txt").content.decode().splitlines() == [
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /preview/",
            "",
            "Sitemap: http://testserver/sitemap.xml",
        ]

    def test_the_catalogue_tells_of_each_family_and_its_files(self, client, issue):
        told = client.get("/catalog.jsonld").json()
        assert told["@type"] == "dcat:Catalog"
        first = told["dcat:dataset"][0]
        assert (first["dct:identifier"], first["dct:title"]["@value"]) == ("bookings", "预约挂号")
        assert first["dct:temporal"]["dcat:endDate"]["@value"] == "2024-08-31"
        files = [one["dcat:downloadURL"]["@id"] for one in first["dcat:distribution"]]
        assert files == [f"http://testserver/stats/bookings/data.{kind}" for kind in KINDS]

    def test_pages_say_what_they_are_in_json_that_cannot_end_their_script(self, client):
        nasty = "</script><script>alert(1)"
        make_issue(tables=[make_table(family=f"表{nasty}")], articles=[f"题{nasty}"])
        kinds = {
            "/issues/2024/9/": "PublicationIssue",
            "/issues/2024/9/articles/1/": "Article",
            "/stats/bookings/": "Dataset",
            "/stats/bookings/2024-08/": "Dataset",
        }
        for path, kind in kinds.items():
            page = opened(client, path)
            (script,) = page.xpath("//script[@type='application/ld+json']")
            told = json.loads(script.text)
            assert (told["@context"], told["@type"]) == ("https://schema.org", kind)
            assert nasty in json.dumps(told, ensure_ascii=False)

    def test_a_preview_says_nothing_to_search_engines(self, client):
        table = make_table(published=False)
        issue = make_issue(tables=[table], state="draft")
        from news.previewing import new_link

        _, secret = new_link(issue, "王主任", make_staff())
        page = opened(client, f"/preview/{secret}/")
        assert page.xpath("//script[@type='application/ld+json'] | //textarea") == []


class TestCitations:
    def test_follow_the_norm_with_the_day_of_reading_left_to_the_reader(self, client, issue):
        told = {
            path: [node.text for node in found(opened(client, path), "textarea")]
            for path in ("/issues/2024/9/", "/issues/2024/9/articles/1/", "/stats/bookings/",
                         "/stats/bookings/2024-08/")
        }  # fmt: skip
        assert told == {
            "/issues/2024/9/": [
                "市卫生信息中心. 南京卫生信息化简报[J/OL]. 2024(9)[引用日期]. "
                "http://testserver/issues/2024/9/."
            ],
            "/issues/2024/9/articles/1/": [
                "市卫生信息中心. 头条文章[J/OL]. 南京卫生信息化简报, 2024(9)[引用日期]. "
                "http://testserver/issues/2024/9/articles/1/."
            ],
            "/stats/bookings/": [
                "预约挂号[DS/OL]. 南京卫生信息化简报[引用日期]. http://testserver/stats/bookings/."
            ],
            "/stats/bookings/2024-08/": [
                "预约挂号（2024年8月）[DS/OL]. 南京卫生信息化简报, 2024(9)[引用日期]. "
                "http://testserver/stats/bookings/2024-08/."
            ],
        }


class TestTheArchive:
    def test_holds_all_that_is_published_with_what_it_means_and_sums(self, client, issue):
        make_table("secret", period="2024-09", family="绝密统计", published=False)
        response = client.get("/downloads/all.zip")
        assert "filename*=utf-8''" in response["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert sorted(parts) == sorted(
            [
                "SHA256SUMS", "说明.txt", "数据字典.csv", "统计表.csv", "指标.csv", "机构.csv",
                "机构名称.csv", "各期.csv", "文章.csv", "更正.csv", "目录.jsonld",
                "全文/2024-09-v1.json",
                *(f"数据/{slug}.{kind}" for slug in ("bookings", "districts") for kind in KINDS),
            ]
        )  # fmt: skip
        sums = dict(
            line.split("  ")[::-1] for line in parts.pop("SHA256SUMS").decode().split("\n")[:-1]
        )
        assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
        assert parts["数据/bookings.csv"] == client.get("/stats/bookings/data.csv").getvalue()
        assert parts["全文/2024-09-v1.json"].decode() == issue.editions.get().content
        assert "共 1 期，2 种统计表" in parts["说明.txt"].decode()
        assert b"secret" not in b"".join(parts.values())

    def test_its_dictionary_tells_of_every_column(self, client, issue):
        with zipfile.ZipFile(io.BytesIO(client.get("/downloads/all.zip").getvalue())) as archive:
            told = {}
            for file, column, _ in lines_in(archive, "数据字典.csv")[1:]:
                told.setdefault(file, []).append(column)
            heads = {name: lines_in(archive, name)[0] for name in told if "*" not in name}
            heads["数据/*.csv"] = [*lines_in(archive, "数据/bookings.csv")[0], "footnote"]
            assert lines_in(archive, "机构.csv")[1][:3] == ["jiang-ning-qu", "江宁区", "hospital"]
        assert told == heads

    def test_is_the_same_bytes_until_something_changes(self, client, issue):
        first = client.get("/downloads/all.zip").getvalue()
        assert client.get("/downloads/all.zip").getvalue() == first
        Institution.objects.update(name="改名")
        assert client.get("/downloads/all.zip").getvalue() != first

    def test_an_archive_of_nothing_can_be_opened(self, client):
        data = client.get("/downloads/all.zip").getvalue()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None


def lines_in(archive, name):
    return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_the_page_of_downloads_leads_to_all_of_them(client, issue):
    page = opened(client, "/downloads/")
    there = links(page, "main a[href]")
    assert [path for path in there if client.get(path).status_code != 200] == []
    assert texts(page, ".takings dt") == ["预约挂号", "数据采集（区）"]
    assert {"/downloads/all.zip", "/stats/districts/data.px", "/api/v1/docs"} < set(there)
    assert asked(client, "/downloads/") == 1
