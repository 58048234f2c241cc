"""Issue 9 of 2024, serial 151, with the figures of August."""

from tests.expected import ArticleFacts, Colophon, IssueFacts, Title, observations

OBSERVATIONS = observations("issue_2024_09")

ISSUE = IssueFacts(
    year=2024,
    number=9,
    serial=151,
    date_printed="2024-09-28",
    period="2024-08",
    print_run=510,
    inferred=(),
)
MASTHEAD_NAME = "南京卫生信息化简报"
MASTHEAD_PUBLISHER = "南京市卫生信息中心 编印"

REAL_ARTICLES = (
    ArticleFacts(
        title=Title("江北新区社区", "号“直通车”", 19),
        subtitle=Title("有效解决居民", "居民就医难题", 10),
        source="龙虎网",
        dateline="9月13日讯",
        paragraphs=3,
    ),
)
TEST_ARTICLES = (
    ArticleFacts(
        title="社区门诊接上市级转诊平台“快车道”",
        subtitle="家门口也能挂到大医院号",
        source="龙虎网",
        dateline="9月13日讯",
        paragraphs=3,
    ),
)

# From and to; a single day ends on itself.
BRIEF_DATES = (
    ("2024-09-10", "2024-09-10"),
    ("2024-09-19", "2024-09-21"),
    ("2024-09-03", "2024-09-03"),
    ("2024-09-20", "2024-09-20"),
)

COLOPHON = Colophon(
    publisher="南京市卫生信息中心",
    address="南京市紫竹林 3 号",
    postcode="210003",
    phone="025-83626620",
    fax="025-83626621",
    email="njwsxx@163.com",
    website="www.nj12320.org",
    captions=("健康南京 APP", "南京卫生 12320 微信"),
    editor="编辑部",
)
