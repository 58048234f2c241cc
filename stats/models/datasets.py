"""Table families over the years: what they count and how they were printed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from stats.models.institutions import Kind


class DatasetQuerySet(models.QuerySet):
    def published(self, at=None):
        """Those with at least one table published by `at`."""
        from stats.models.tables import Table

        shown = Table.objects.published(at).filter(dataset=models.OuterRef("pk"))
        return self.filter(models.Exists(shown))


class Dataset(models.Model):
    slug = models.SlugField(
        "代码", max_length=80, unique=True, help_text="出现在网址里，不再改动。"
    )
    title = models.CharField("名称", max_length=200)
    subject_kind = models.CharField(
        "行的类别",
        max_length=20,
        choices=Kind,
        blank=True,
        help_text="每行是哪类机构；不一定则留空。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    description = models.TextField("简介", blank=True, help_text="给读者看的一两句话。")
    methodology = models.TextField("统计口径", blank=True)
    marks = models.JSONField(
        "记号的含义",
        default=dict,
        blank=True,
        help_text='“/”“—”等记号在本表族里的含义，如 {"/": "M"}：M 不适用，O 缺失。',
    )
    is_active = models.BooleanField("仍在更新", default=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="后续统计表", null=True, blank=True
    )
    confirmed = models.BooleanField("已确认", default=True)

    objects = DatasetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "统计表"
        verbose_name_plural = "统计表"
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="dataset_not_own_successor",
                violation_error_message="统计表不能由自己接续。",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        marks = self.marks
        if not isinstance(marks, dict) or not set(marks.values()) <= {"M", "O"}:
            raise ValidationError({"marks": '请写成 {"记号": "M"} 的形式，含义只能是 M 或 O。'})

    def get_absolute_url(self):
        return reverse("stats:dataset", args=[self.slug])


class Metric(models.Model):
    dataset = models.ForeignKey(
        Dataset, models.CASCADE, verbose_name="统计表", related_name="metrics"
    )
    code = models.SlugField("代码", max_length=80)
    label = models.CharField("名称", max_length=200)
    unit = models.CharField("单位", max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位数", default=0)
    definition = models.TextField("定义", blank=True)
    footnote = models.CharField(
        "列注", max_length=300, blank=True, help_text="给读者看的，编号列在印出这一列的各表之下。"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="小计于",
        null=True,
        blank=True,
        related_name="parts",
        help_text="同一行里与其他分项相加应等于哪个指标。",
    )
    earned_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="对应人次",
        null=True,
        blank=True,
        related_name="earnings",
        help_text="金额类指标填写：没有这些人次却有金额时提示。",
    )
    confirmed = models.BooleanField("已确认", default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["dataset", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "code"], name="metric_code_once"),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="metric_not_part_of_itself",
                violation_error_message="指标不能是自己的分项。",
            ),
        ]

    def __str__(self):
        return f"{self.label}（{self.unit}）" if self.unit else self.label


class Layout(models.Model):
    class Form(models.TextChoices):
        TABLE = "table", "表格"
        TWO_UP = "two-up", "双栏表格"
        SENTENCE = "sentence", "文字段落"

    dataset = models.ForeignKey(
        Dataset, models.CASCADE, verbose_name="统计表", related_name="layouts"
    )
    code = models.SlugField("代码", max_length=40)
    form = models.CharField("形式", max_length=10, choices=Form, default=Form.TABLE)
    first_period = models.DateField("最早月份", null=True, blank=True)
    last_period = models.DateField("最晚月份", null=True, blank=True)
    title_pattern = models.CharField(
        "标题样式",
        max_length=200,
        blank=True,
        help_text="去掉空格和年月之后的标题应符合的正则表达式；文字段落则是段落主语的样式。",
    )
    number_label = models.CharField("序号列的列名", max_length=20, blank=True)
    subject_label = models.CharField("机构列的列名", max_length=100, blank=True)
    groups = models.JSONField(
        "分组", default=list, blank=True, help_text='如 ["医疗单位", "各区"]。'
    )
    note_pattern = models.CharField(
        "带数字的附注样式", max_length=200, blank=True, help_text="附注里的数字归入哪个指标，见列。"
    )
    ordered_by = models.ForeignKey(
        Metric,
        models.SET_NULL,
        verbose_name="按此指标由大到小排列",
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed = models.BooleanField("已确认", default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "表式"
        verbose_name_plural = "表式"
        ordering = ["dataset", "first_period", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "code"], name="layout_code_once"),
            models.CheckConstraint(
                condition=Q(first_period__isnull=True)
                | Q(last_period__isnull=True)
                | Q(last_period__gte=F("first_period")),
                name="layout_ends_after_start",
                violation_error_message="最晚月份不能早于最早月份。",
            ),
        ]

    def __str__(self):
        return f"{self.dataset} {self.get_form_display()} {self._months() or self.code}"

    def _months(self):
        """2020-11 起, 2020-11 至 2024-08, or nothing where no month is known."""
        first, last = (day and f"{day:%Y-%m}" for day in (self.first_period, self.last_period))
        if first and last:
            return f"{first} 至 {last}"
        return f"{first} 起" if first else last and f"至 {last}"


class Column(models.Model):
    layout = models.ForeignKey(Layout, models.CASCADE, verbose_name="表式", related_name="columns")
    position = models.PositiveSmallIntegerField("次序")
    header_path = models.JSONField(
        "列名",
        help_text='由上到下的各级列名，如 ["门急诊信息", "人次"]；附注和段落里是数字前后的文字。',
    )
    metric = models.ForeignKey(Metric, models.PROTECT, verbose_name="指标", related_name="columns")
    whole = models.ForeignKey(
        Metric,
        models.PROTECT,
        verbose_name="“/”后的指标",
        null=True,
        blank=True,
        related_name="pair_columns",
        help_text="一格两个数（如 52/129）时，后一个数的指标。",
    )
    in_note = models.BooleanField("在附注里", default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "列"
        verbose_name_plural = "列"
        ordering = ["layout", "position"]
        constraints = [
            models.UniqueConstraint(fields=["layout", "position"], name="column_position_once"),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | ~Q(whole=F("metric")),
                name="column_pair_of_two_metrics",
                violation_error_message="一格两个数时，两个指标不能相同。",
            ),
        ]

    def __str__(self):
        return " → ".join(self.header_path)

    def clean(self):
        path = self.header_path
        if not isinstance(path, list) or not all(isinstance(word, str) for word in path):
            message = '请写成文字的列表，如 ["门急诊信息", "人次"]。'
            raise ValidationError({"header_path": message})
        for name, metric in self._metrics():
            if self.layout_id and metric.dataset_id != self.layout.dataset_id:
                message = f"“{metric}”不属于统计表“{self.layout.dataset}”。"
                raise ValidationError({name: message})

    def _metrics(self):
        if self.metric_id:
            yield "metric", self.metric
        if self.whole_id:
            yield "whole", self.whole
