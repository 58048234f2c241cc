"""Issue 12 of 2020, without a masthead, with the figures of November (and some of October)."""

from tests.expected import ArticleFacts, Colophon, IssueFacts, Title, observations

OBSERVATIONS = observations("issue_2020_12")

# Year and number follow from the figures of November; no line says the serial or the day.
ISSUE = IssueFacts(
    year=2020,
    number=12,
    serial=None,
    date_printed=None,
    period="2020-11",
    print_run=480,
    inferred=("year", "number"),
)
# Counted back, an issue a month, from issue 9 of 2024, which is the 151st.
SERIAL_COUNTED_FROM_2024 = 106

REAL_ARTICLES = (
    ArticleFacts(
        title=Title("2020年南", "京市成功召开", 41),
        subtitle="",
        source="",
        dateline="",
        paragraphs=6,
    ),
    ArticleFacts(
        title=Title("南京市电子病", "项目通过验收", 17),
        subtitle="",
        source="",
        dateline="",
        paragraphs=4,
    ),
    ArticleFacts(
        title=Title("国家级、省级", "在宁成功举办", 19),
        subtitle="",
        source="",
        dateline="",
        paragraphs=3,
    ),
    ArticleFacts(
        title=Title("跨越“数字鸿", "“智能列车”", 22),
        subtitle="",
        source="",
        dateline="",
        paragraphs=13,
        numbered=11,
    ),
)
TEST_ARTICLES = (
    ArticleFacts(
        title="2020年区域卫生信息化经验交流会暨南京卫生信息学会总结会在宁举行",
        subtitle="",
        source="",
        dateline="",
        paragraphs=6,
    ),
    ArticleFacts(
        title="电子病历归档试点完成验收",
        subtitle="",
        source="",
        dateline="",
        paragraphs=4,
    ),
    ArticleFacts(
        title="两期继续教育培训班在宁结业",
        subtitle="",
        source="",
        dateline="",
        paragraphs=3,
    ),
    ArticleFacts(
        title="让老年人用得上、用得惯，11项举措这样做",
        subtitle="",
        source="",
        dateline="",
        paragraphs=13,
        numbered=11,
    ),
)

# From and to; a single day ends on itself.
BRIEF_DATES = (
    ("2020-12-11", "2020-12-11"),
    ("2020-12-18", "2020-12-18"),
    ("2020-12-02", "2020-12-02"),
    ("2020-12-04", "2020-12-04"),
)

COLOPHON = Colophon(
    publisher="南京市卫生信息中心",
    address="南京市紫竹林3号",
    postcode="210003",
    phone="025-83626620",
    fax="025-83626621",
    email="njwsxx@163.com",
    website="www.nj12320.org",
    captions=("健康南京APP", "南京卫生12320微信"),
    editor="编辑部",
)
