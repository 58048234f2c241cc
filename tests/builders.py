"""Small issues and tables for tests: a header, rows of printed texts, and all records follow."""

from datetime import UTC, date, datetime
from decimal import Decimal

from news.freezing import as_text, frozen
from news.models import Article, Brief, Issue, IssueTable, State
from news.publishing import new_edition
from stats.models import Dataset, Institution, Layout, Metric, Observation, Row, RowKind, Table

MOMENT = datetime(2024, 9, 28, 1, 0, tzinfo=UTC)
TOTALS = {"合计": RowKind.TOTAL, "小计": RowKind.SUBTOTAL}
MARKS = {"": "O", "/": "M", "—": "O", "…": "N", "未反馈": "L"}


def number(*path):
    return {"path": list(path), "role": "number", "metrics": []}


def group(*path):
    return {"path": list(path), "role": "group", "metrics": []}


def subject(*path):
    return {"path": list(path), "role": "subject", "metrics": []}


def figure(*path, metrics):
    return {"path": list(path), "role": "figure", "metrics": metrics.split()}


BOOKINGS = [
    number("序号"),
    subject("单位"),
    figure("12320在线预约", metrics="online"),
    figure("小计", metrics="subtotal"),
]
BOOKINGS_ROWS = [
    ("1", "南京鼓楼医院", "6668", "8724"),
    ("2", "南京市儿童医院", "1819", "2211"),
    ("", "合计", "8487", "10935"),
]
DISTRICTS = [
    subject("接入单位"),
    figure("申明上传表/规定上传表", metrics="declared required"),
    figure("门急诊信息", "人次", metrics="visits"),
    figure("门急诊信息", "收入（千元）", metrics="income"),
]
DISTRICTS_ROWS = [
    ("江宁区", "52/129", "445558", "138980.8"),
    ("秦淮区", "未反馈/129", "0", "/"),
]


def month(text):
    """The first day of a month written 2024-08."""
    return date.fromisoformat(f"{text}-01")


def make_dataset(slug="bookings", title="预约挂号", **fields):
    dataset, _ = Dataset.objects.get_or_create(slug=slug, defaults={"title": title} | fields)
    return dataset


def make_institution(name, **fields):
    institution = Institution.objects.filter(name=name).first()
    return institution or Institution.objects.create(name=name, kind="hospital", **fields)


def make_table(slug="bookings", period="2024-08", header=BOOKINGS, rows=BOOKINGS_ROWS, **options):
    """A table with its rows and figures; `rows` hold the printed texts in the order of `header`."""
    dataset = make_dataset(slug, options.pop("family", "预约挂号"))
    form = options.pop("form", Layout.Form.TABLE)
    layout, _ = Layout.objects.get_or_create(dataset=dataset, code=form, defaults={"form": form})
    published = options.pop("published", True)
    options.setdefault("origin", "2024-09")
    options.setdefault("title", f"{period} {dataset.title}统计")
    options.setdefault("published_at", MOMENT if published else None)
    table = Table.objects.create(
        dataset=dataset, layout=layout, period=month(period), header=header, **options
    )
    metrics = _metrics_of(dataset, header)
    for position, texts in enumerate(rows, 1):
        _add_row(table, position, header, texts, metrics)
    return table


def _metrics_of(dataset, header):
    columns = [(code, column["path"][-1]) for column in header for code in column["metrics"]]
    return {
        code: Metric.objects.get_or_create(
            dataset=dataset, code=code, defaults={"label": label, "position": position}
        )[0]
        for position, (code, label) in enumerate(columns, 1)
    }


def _add_row(table, position, header, texts, metrics):
    parts = {column["role"]: text for column, text in zip(header, texts, strict=True)}
    name = parts.get("subject", "")
    kind = TOTALS.get(name, RowKind.DATA)
    named = kind == RowKind.DATA and name
    row = Row.objects.create(
        table=table,
        position=position,
        kind=kind,
        group=parts.get("group", ""),
        number=parts.get("number", ""),
        printed_name=name,
        institution=make_institution(name) if named else None,
    )
    cells = zip(header, texts, strict=True)
    Observation.objects.bulk_create(
        figure
        for column, text in cells
        for figure in _observations(row, [metrics[code] for code in column["metrics"]], text)
    )


def _observations(row, metrics, raw_text):
    parts = raw_text.split("/") if len(metrics) == 2 else [raw_text]
    for metric, part in zip(metrics, parts, strict=False):
        status = MARKS.get(part, "A")
        value = Decimal(part) if status == "A" else None
        yield Observation(row=row, metric=metric, value=value, status=status, raw_text=raw_text)


def make_issue(year=2024, number=9, *, tables=(), articles=("头条文章",), **options):
    """An issue with these tables in this order, published unless `state` says otherwise."""
    state = options.pop("state", State.PUBLISHED)
    briefs = options.pop("briefs", ("9月10日，举办了培训会。",))
    options.setdefault("serial", (year - 2012) * 12 + number - 2)
    options.setdefault("printed_on", date(year, number, 28))
    issue = Issue.objects.create(
        year=year,
        number=number,
        state=state,
        published_at=MOMENT if state == State.PUBLISHED else None,
        **options,
    )
    for position, title in enumerate(articles, 1):
        body = f"<p>{title}的正文。</p>"
        Article.objects.create(issue=issue, position=position, title=title, body=body)
    for position, text in enumerate(briefs, 1):
        Brief.objects.create(issue=issue, position=position, text=text)
    for position, table in enumerate(tables, 1):
        IssueTable.objects.create(issue=issue, table=table, position=position)
    if state == State.PUBLISHED:
        keep_edition(issue)
    return issue


def keep_edition(issue):
    """Freeze what the issue holds now as its next version."""
    return new_edition(issue, as_text(frozen(issue)), MOMENT)


def move_to(issue, state):
    """Have the issue stand in a state without the steps that lead there."""
    issue.state, issue.published_at = state, MOMENT
    issue.approved_sha256, issue.scheduled_for = "0" * 64, MOMENT
    issue.withdrawn_at, issue.withdrawn_reason = MOMENT, "有误"
    issue.save()
