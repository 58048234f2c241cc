"""The lists of the archive beside its figures: (columns with what they are, lines) by file."""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from news.models import Article, Issue
from stats.browsing import published_families
from stats.exporting.noted import FOOTNOTE
from stats.models import Correction, Institution, InstitutionName, Metric, Observation, Table

FIGURES = (
    ("dataset", "统计表代码，见 统计表.csv"),
    ("period", "数据月份，年-月"),
    ("issue", "刊于哪一期，年-期号，见 各期.csv"),
    ("row_kind", "行的类别：data 数据，subtotal 小计，total 合计"),
    ("group", "分组，照刊印原样"),
    ("position", "行在表中的次序"),
    ("institution", "机构代码，见 机构.csv；小计、合计为空"),
    ("printed_name", "行的名称，照刊印原样"),
    ("metric", "指标代码，见 指标.csv"),
    ("metric_label", "指标名称"),
    ("unit", "计量单位"),
    ("value", "读出的数值；没有数值则为空"),
    ("status", "状态：A 正常，O 缺失，M 不适用，N 不足最小单位，L 未上报，V 待核"),
    ("raw_text", "格中的原文，照刊印原样"),
    (FOOTNOTE, "给读者的脚注：指标、行、数据的依次列出；没有脚注的统计表没有这一列"),
)


def lists():
    """{name of the file: (columns, lines)}; only of what is published."""
    return {
        "统计表.csv": (_FAMILY, map(_family, published_families())),
        "指标.csv": (_METRIC, _metrics()),
        "机构.csv": (_INSTITUTION, _institutions()),
        "机构名称.csv": (_NAME, _names()),
        "各期.csv": (_ISSUE, _issues()),
        "文章.csv": (_ARTICLE, _articles()),
        "更正.csv": (_CORRECTION, _corrections()),
    }


_FAMILY = (
    ("dataset", "统计表代码"),
    ("title", "名称"),
    ("description", "简介"),
    ("is_active", "是否仍在更新"),
    ("first", "最早月份"),
    ("last", "最新月份"),
    ("months", "有几个月的数据"),
)


def _family(one):
    active, months = "是" if one.is_active else "否", (f"{one.first:%Y-%m}", f"{one.last:%Y-%m}")
    return (one.slug, one.title, one.description, active, *months, one.months)


_METRIC = (
    ("dataset", "统计表代码"),
    ("metric", "指标代码"),
    ("label", "名称"),
    ("unit", "计量单位"),
    ("decimals", "小数位数"),
    ("definition", "定义"),
)


def _metrics():
    figures = Observation.objects.filter(
        metric=OuterRef("pk"), row__table__in=Table.objects.published()
    )
    known = Metric.objects.filter(Exists(figures)).order_by("dataset__slug", "position", "code")
    return known.values_list("dataset__slug", "code", "label", "unit", "decimals", "definition")


_INSTITUTION = (
    ("institution", "机构代码"),
    ("name", "现用名称"),
    (
        "kind",
        "类别：hospital 医院，district 区，city 市，channel 预约途径，platform 平台，other 其他",
    ),
    ("opened_on", "成立日期"),
    ("closed_on", "撤销日期"),
)


def _institutions():
    known = Institution.objects.published().order_by("code")
    return map(_plain, known.values_list("code", "name", "kind", "opened_on", "closed_on"))


_NAME = (
    ("institution", "机构代码"),
    ("name", "用过的名称"),
    ("valid_from", "启用日期"),
    ("valid_to", "停用日期"),
    ("note", "说明"),
)


def _names():
    known = InstitutionName.objects.filter(institution__in=Institution.objects.published())
    known = known.order_by("institution__code", "valid_from", "name")
    fields = ("institution__code", "name", "valid_from", "valid_to", "note")
    return map(_plain, known.values_list(*fields))


_ISSUE = (
    ("issue", "年-期号"),
    ("serial", "总期号"),
    ("printed_on", "印发日期"),
    ("period", "数据月份的第一天"),
    ("published_at", "在本站发布的时间"),
)


def _issues():
    known = Issue.objects.published().order_by("year", "number")
    fields = ("year", "number", "serial", "printed_on", "period", "published_at")
    for year, number, *told in known.values_list(*fields):
        yield _plain((f"{year}-{number:02d}", *told))


_ARTICLE = (
    ("issue", "年-期号"),
    ("position", "次序"),
    ("title", "标题"),
    ("subtitle", "副标题"),
    ("source", "来源"),
    ("topics", "主题，用顿号隔开"),
)


def _articles():
    known = Article.objects.filter(issue__in=Issue.objects.published())
    known = known.order_by("issue__year", "issue__number", "position")
    fields = ("issue__year", "issue__number", "position", "title", "subtitle", "source", "topics")
    for year, number, *told in known.values_list(*fields):
        yield (f"{year}-{number:02d}", *told)


_CORRECTION = (
    ("made_at", "更正时间"),
    ("kind", "类别：correction 更正，revision 修订，late 补报，restored 恢复旧版"),
    ("dataset", "统计表代码"),
    ("period", "数据月份"),
    ("issue", "刊于哪一期"),
    ("position", "行的次序：增删的一行是它当时的，其余是现在的；改的是整张表的文字则为空"),
    ("printed_name", "行的名称，照现在刊印的；改的是整张表的文字则为空"),
    ("metric", "指标代码；改的不是数据则为空"),
    (
        "field",
        "改的不是数据时，改的是什么："
        + "，".join(f"{value} {label}" for value, label in Correction.Field.choices),
    ),
    ("old_value", "原数值"),
    ("old_raw_text", "原来的原文"),
    ("new_value", "新数值"),
    ("new_raw_text", "新的原文"),
    ("reason", "原因"),
    ("public_wording", "对外说明"),
)


def _corrections():
    made = Correction.objects.filter(table__in=Table.objects.published()).order_by("made_at", "pk")
    whose = Coalesce("row", "observation__row")
    removed = Correction.objects.filter(row=OuterRef("whose"), field=Correction.Field.REMOVED)
    places = ("position", Subquery(removed.values("position")[:1]), "row__position")
    made = made.annotate(
        whose=whose,
        place=Coalesce(*places, "observation__row__position"),
        name=Coalesce("row__printed_name", "observation__row__printed_name"),
    )
    fields = (
        "made_at", "kind", "table__dataset__slug", "table__period", "table__origin", "place",
        "name", "observation__metric__code", "field", "old_value", "old_raw_text", "new_value",
        "new_raw_text", "reason", "public_wording",
    )  # fmt: skip
    for at, kind, slug, period, *told in made.values_list(*fields).iterator():
        yield _plain((at, kind, slug, f"{period:%Y-%m}", *told))


def _plain(line):
    """Days and moments as ISO 8601, in the time of the office."""
    return [_written(value) for value in line]


def _written(value):
    if hasattr(value, "hour"):
        return localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if hasattr(value, "isoformat") else value
