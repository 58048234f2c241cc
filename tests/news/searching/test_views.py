"""The page of search."""

from datetime import date

import pytest
from lxml import html

from stats.models import Institution, InstitutionName
from tests.builders import make_issue, make_table
from tests.news.searching.published import BODIES, make_articles
from tests.web import found, links, opened, text_of, texts

pytestmark = pytest.mark.django_db

EVIL = "<script>x7</script>"
HOSTILE = [
    *('"', "*", "%", "_", "'", "\\", "(", ")", "^", ":", "-", "--", ";", "|", "&", "!", "<->"),
    *("\0", "😀", "NEAR(鼓楼 预约)", "鼓楼 OR 预约", "鼓楼 NOT 预约", "title : 鼓楼", "鼓*", "^鼓"),
    *("{title body} : 鼓", '"鼓楼', "' OR 1=1 --", "'; DROP TABLE news_searchentry; --", "\\'"),
    *("鼓楼':*A & '", "a:b:c", "0x41", "NaN", "1e999", "9" * 90, "鼓" * 100, "㍿", "ﷺ", "鼓樓醫院"),
    *("一 二 三 四 五 六 七 八 九 十", "a b c d e f g h i j", "\u202e鼓楼", "🏥" * 40, "%00"),
    *("%F0%28", "..%2f", "{{ 7*7 }}", "{% x %}", "٣٤", "①②③", "𠮷野家", "か゚", "\U0002ebe1"),
]
GULOU = "?q=%E9%BC%93%E6%A5%BC"


@pytest.fixture
def articles(db):
    return make_articles()


@pytest.fixture
def year(db):
    """A table a month of 2023, one of 2024; a hospital that had another name once."""
    for month in range(1, 13):
        period = f"2023-{month:02d}"
        table = make_table(period=period, origin=period, title=f"{month}月预约挂号统计")
        make_issue(2023, month, tables=[table], serial=None)
    table = make_table(title="8月预约挂号统计", family="预约挂号")
    make_issue(2024, 9, tables=[table], serial=None)
    hospital = Institution.objects.get(name="南京市儿童医院")
    InstitutionName.objects.create(
        institution=hospital, name="南京市红会医院", valid_to=date(1986, 5, 31)
    )
    make_articles()


class TestWithoutAQuestion:
    @pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  "}])
    def test_tells_what_can_be_searched(self, client, query, django_assert_num_queries):
        with django_assert_num_queries(0):
            page = opened(client, "/search/", **query)
        assert texts(page, "h1") == ["搜索"]
        assert texts(page, ".help h2") == ["可以搜索什么"]
        assert texts(page, ".help dt") == ["机构", "月份和期号", "电话、数字", "几个词一起"]
        assert links(page, ".help dd a")[1] == "?q=%E5%84%BF%E9%99%A2"


class TestWhatIsFound:
    def test_is_shown_with_marks_where_it_stands(self, client, articles):
        page = opened(client, "/search/", q="疫苗")
        assert texts(page, ".results h2") == ["找到 1 条"]
        assert texts(page, ".hits .of") == ["文章2021年第3期"]
        assert links(page, ".hits h3 a") == ["/issues/2021/3/articles/1/"]
        assert texts(page, "mark") == ["疫苗", "疫苗", "疫苗"]
        assert texts(page, ".hits li p")[1] == "市民可以预约HPV疫苗，COVID-19疫苗另行通知。"

    def test_in_a_table_leads_to_its_row(self, client, year):
        page = opened(client, "/search/", q="2211 2024-08")
        assert texts(page, ".hits h3") == ["8月预约挂号统计"]
        assert texts(page, ".hits .of") == ["统计表预约挂号，2024年8月，2024年第9期"]
        assert texts(page, ".hits dl") == ["机构 南京市儿童医院 小计 2211"]
        assert links(page, ".hits dl a") == ["/stats/bookings/2024-08/#t1n2"]
        row = found(opened(client, "/stats/bookings/2024-08/"), "tr[id=t1n2]")
        assert [text_of(one) for one in row] == ["2南京市儿童医院18192211"]

    def test_of_a_former_name_says_so(self, client, year):
        page = opened(client, "/search/", q="红会医院")
        assert texts(page, ".hits h3") == ["南京市儿童医院"]
        assert texts(page, ".hits li p")[1] == "曾用名：南京市红会医院（至1986年5月）"

    def test_of_an_abbreviation_says_what_it_was_taken_for(self, client, year):
        page = opened(client, "/search/", q="儿院")
        assert texts(page, ".meant") == ["“儿院”也按南京市儿童医院查找。"]

    def test_can_be_narrowed_and_widened_by_links(self, client, year):
        page = opened(client, "/search/", q="鼓楼")
        assert texts(page, ".narrow h2") == ["类别", "年份"]
        narrowed = dict(zip(texts(page, ".narrow a"), links(page, ".narrow a"), strict=True))
        assert narrowed == {
            "机构 1": f"{GULOU}&kind=institution",
            "各月统计表 13": f"{GULOU}&kind=table",
            "2024年 1": f"{GULOU}&year=2024",
            "2023年 12": f"{GULOU}&year=2023",
        }
        page = opened(client, "/search/", q="鼓楼", kind="table", year="2023")
        assert texts(page, ".results h2") == ["找到 12 条 第 1 页，共 2 页 全部 14 条"]
        assert links(page, ".narrow a[aria-current]") == [
            f"{GULOU}&year=2023",
            f"{GULOU}&kind=table",
        ]
        assert links(page, ".results h2 a") == [GULOU]

    def test_stands_on_pages(self, client, year):
        first, second = (opened(client, "/search/", q="鼓楼", page=page) for page in (1, 2))
        assert texts(first, ".results small") == ["第 1 页，共 2 页"]
        assert links(first, ".pages a") == [f"{GULOU}&page=2"]
        assert links(first, ".hits h3 a")[:2] == [
            "/institutions/nan-jing-gu-lou-yi-yuan/",
            "/stats/bookings/2024-08/",
        ]
        months = [f"/stats/bookings/2023-{month:02d}/" for month in range(12, 0, -1)]
        assert links(first, ".hits h3 a")[2:] + links(second, ".hits h3 a") == months
        assert [node.get("start") for node in found(second, "ol.hits")] == ["11"]

    @pytest.mark.parametrize(
        "query",
        [
            *({"page": page} for page in ("-1", "0", "9e9", "abc", "9" * 20, "1.5", "")),
            *({"kind": "x"}, {"year": "20210"}, {"year": "٢٠٢١"}, {"family": "a'b"}),
            *({"issue__state": "draft"}, {"order_by": "password"}, {"kind": "\0"}),
        ],
    )
    def test_stays_found_whatever_else_the_address_says(self, client, articles, query):
        page = opened(client, "/search/", q="疫苗", **query)
        assert texts(page, ".results h2") == ["找到 1 条"]


class TestWhatIsNotFound:
    def test_is_told_with_what_is_near(self, client, year):
        page = opened(client, "/search/", q="鼓搂医院")
        assert texts(page, ".nothing p")[0] == "没有找到“鼓搂医院”。"
        assert texts(page, ".near a") == ["鼓楼医院"]
        assert links(page, ".near a") == ["?q=%E9%BC%93%E6%A5%BC%E5%8C%BB%E9%99%A2"]

    def test_in_one_piece_is_looked_for_in_pieces(self, client, articles):
        page = opened(client, "/search/", q="网上接种HPV")
        assert texts(page, ".meant") == [
            "没有连在一起的“网上接种HPV”，下面是其中的字词分别出现的内容。"
        ]
        assert texts(page, ".hits h3 mark") == ["HPV", "接种", "网上"]

    def test_in_this_narrowing_leads_back_to_all(self, client, articles):
        page = opened(client, "/search/", q="疫苗", year="1999")
        assert texts(page, ".results h2") == ["这个范围里没有 全部 1 条"]

    def test_is_told_where_nothing_was_asked(self, client):
        page = opened(client, "/search/", q="，。！")
        assert texts(page, ".banner") == ["请输入汉字、字母或数字；标点符号不能搜索。"]


class TestHostileQuestions:
    def test_are_answered_like_any_other(self, client, articles):
        answers = {typed: client.get("/search/", {"q": typed}).status_code for typed in HOSTILE}
        assert answers == dict.fromkeys(HOSTILE, 200)
        assert client.get("/search/?q=%ff%fe&q=%ed%a0%80").status_code == 200

    @pytest.mark.parametrize(
        "typed", ["鼓" * 101, "x" * 10_000, "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子"]
    )
    def test_that_are_too_long_are_refused_with_a_reason(self, client, articles, typed):
        response = client.get("/search/", {"q": typed})
        page = html.document_fromstring(response.content.decode())
        assert response.status_code == 400
        assert "请" in texts(page, ".banner")[0]

    def test_are_shown_as_they_were_typed(self, client, articles):
        response = client.get("/search/", {"q": EVIL})
        page = html.document_fromstring(response.content.decode())
        assert EVIL not in response.content.decode()
        assert found(page, "input[name=q]")[0].get("value") == EVIL

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_can_only_be_asked(self, client, method):
        assert getattr(client, method)("/search/").status_code == 405


def test_a_text_with_html_is_found_and_shown_as_written(client):
    make_articles({f"疫苗{EVIL}": f"<p>疫苗 &lt;b&gt; {EVIL}</p>"})
    content = client.get("/search/", {"q": "疫苗"}).content.decode()
    assert EVIL not in content
    assert "<mark>疫苗</mark>&lt;script&gt;x7&lt;/script&gt;" in content


def test_takes_the_same_queries_however_much_there_is(client, year, django_assert_num_queries):
    pages = {
        "儿童": 5,  # the first question after something was published
        "鼓楼": 3,
        "鼓楼 预约": 3,
        "gl": 3,
        "8724": 3,
        "2023年8月": 3,
        "网上接种HPV": 4,
        "疫描": 3,
        "鼓搂医院": 4,
        "8742": 3,
        " 鼓楼": 2,  # asked before
    }
    for typed, queries in pages.items():
        with django_assert_num_queries(queries, info=typed):
            client.get("/search/", {"q": typed})
    for number in range(4, 13):
        make_articles({f"{title}{number}": body for title, body in BODIES.items()}, number=number)
    for typed, queries in pages.items():
        with django_assert_num_queries(queries, info=typed):
            client.get("/search/", {"q": typed})


def test_elder_pages_lead_to_elder_pages(client, articles):
    page = opened(client, "/elder/search/", q="疫苗")
    assert links(page, ".hits h3 a") == ["/elder/issues/2021/3/articles/1/"]


def test_every_page_has_the_box(client, articles):
    page = opened(client, "/issues/")
    assert [form.get("action") for form in found(page, "form.search-box")] == ["/search/"]
