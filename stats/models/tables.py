"""Tables as printed: one dataset, one reference month, its rows and every cell with its source."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Lag, Lead
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from stats.models.datasets import Dataset, Layout, Metric
from stats.models.institutions import Institution


class Status(models.TextChoices):
    """SDMX CL_OBS_STATUS, with the signs readers know."""

    NORMAL = "A", "正常"
    MISSING = "O", "缺失"
    NOT_APPLICABLE = "M", "不适用"
    NEGLIGIBLE = "N", "不足最小单位"
    NOT_REPORTED = "L", "未上报"
    UNREAD = "V", "待核"


class RowKind(models.TextChoices):
    DATA = "data", "数据"
    SUBTOTAL = "subtotal", "小计"
    TOTAL = "total", "合计"


_BESIDE = {"before": Lag, "after": Lead}


class TableQuerySet(models.QuerySet):
    """Tables as printed. What keeps the rows that were taken away is none: only the past asks for
    it, and by the rows."""

    def published(self, at=None):
        """Tables readers may see at `at` (now unless given)."""
        return self.filter(published_at__lte=at or timezone.now())

    def open(self):
        """Tables whose figures may be changed by hand."""
        return self.filter(closed_at=None, published_at=None)

    def for_month(self, period):
        return self.filter(period=period)

    def latest_first(self):
        return self.order_by("-period", "dataset__position", "-origin")

    def around_new_forms(self):
        """Of each family in turn, oldest first, only the first and the last table of each form that
        it was printed in without a break: however many months, as few as there were forms."""
        order = ("period", "origin", "pk")
        near = {"partition_by": ["dataset"], "order_by": order}
        near = {name: Window(way("layout"), **near) for name, way in _BESIDE.items()}
        at_an_end = Q(before=None) | Q(after=None)
        change = ~Q(before=F("layout")) | ~Q(after=F("layout"))
        return self.annotate(**near).filter(at_an_end | change).order_by("dataset", *order)


class PrintedTables(models.Manager.from_queryset(TableQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(removed_from=None)


class Table(models.Model):
    dataset = models.ForeignKey(
        Dataset, models.PROTECT, verbose_name="统计表", related_name="tables"
    )
    period = models.DateField("数据月份", help_text="该月 1 日。")
    origin = models.CharField(
        "出处", max_length=20, help_text="印在哪一期，如 2024-09（年-期号）。"
    )
    layout = models.ForeignKey(Layout, models.PROTECT, verbose_name="表式", related_name="tables")
    title = models.CharField("标题", max_length=500, blank=True, help_text="照印刷原样。")
    header = models.JSONField("印刷的列名", default=list, blank=True)
    preface = models.TextField("表前说明", blank=True)
    note = models.TextField("表后附注", blank=True)
    text = models.TextField("段落原文", blank=True, help_text="以文字段落印出的数据，照录原文。")
    published_at = models.DateTimeField(
        "发布时间", null=True, blank=True, editable=False, db_index=True
    )
    closed_at = models.DateTimeField(
        "锁定时间",
        null=True,
        blank=True,
        editable=False,
        help_text="审定以后不能直接改；发布以后只能更正。",
    )
    version = models.PositiveIntegerField("修改次数", default=0, editable=False)
    # Rows that a correction takes away move to a table of their own, so that whoever asks for a
    # table's rows never meets them. No index: nearly every table has none here.
    removed_from = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="收存哪张表删去的行",
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )

    entered_at = models.DateTimeField("录入时间", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="录入人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="核对人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = PrintedTables()
    history = HistoricalRecords(excluded_fields=["version", "removed_from"])

    class Meta:
        verbose_name = "本期表"
        verbose_name_plural = "本期表"
        ordering = ["-period", "dataset", "origin"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "period", "origin"],
                condition=Q(removed_from=None),
                name="table_once_an_issue",
                violation_error_message="这一期里已有该月的这张表。",
            ),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="table_period_is_a_month",
                violation_error_message="数据月份请填该月 1 日。",
            ),
        ]
        indexes = [
            models.Index(fields=["dataset", "-period"], name="table_by_month"),
            models.Index(fields=["dataset", "published_at"], name="table_by_publication"),
        ]

    def __str__(self):
        return f"{self.dataset} {self.period:%Y-%m}"

    @property
    def is_closed(self):
        """Whether its figures may not be changed by hand: approved or published."""
        return self.closed_at is not None or self.published_at is not None

    def refusal(self, once_out="数据只能通过更正修改。"):
        """Why nothing of it may be changed now, or nothing; `once_out` ends the words where it is
        published."""
        if not self.is_closed:
            return ""
        if self.published_at is not None:
            return f"“{self}”已经发布，{once_out}"
        return f"“{self}”已经审定，退回后才能修改；已撤回的不再修改。"

    @property
    def is_published(self):
        return self.published_at is not None and self.published_at <= timezone.now()

    def get_absolute_url(self):
        return reverse("stats:table", args=[self.dataset.slug, f"{self.period:%Y-%m}"])


class RowQuerySet(models.QuerySet):
    def published(self, at=None):
        """Rows readers may see at `at`: of the past those taken away since, none added since."""
        if at is None:
            return self.filter(table__published_at__lte=timezone.now())
        out = Q(table__published_at__lte=at)
        taken = Q(table__removed_from__published_at__lte=at, pk__in=_later(at, "removed"))
        return self.filter(out | taken).exclude(pk__in=_later(at, "added"))


def _later(at, deed):
    """The keys of the rows that were added or removed after `at`."""
    return Row.objects.filter(corrections__made_at__gt=at, corrections__field=deed).values("pk")


class Row(models.Model):
    table = models.ForeignKey(Table, models.CASCADE, verbose_name="本期表", related_name="rows")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类别", max_length=10, choices=RowKind, default=RowKind.DATA)
    group = models.TextField("分组", blank=True)
    number = models.TextField("序号", blank=True, help_text="照印刷原样。")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        verbose_name="机构",
        null=True,
        blank=True,
        related_name="rows",
    )
    printed_name = models.TextField("印刷名称", blank=True, help_text="照印刷原样。")
    footnote = models.CharField(
        "脚注", max_length=300, blank=True, help_text="给读者看的，编号列在网页和印刷的表下。"
    )

    objects = RowQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "行"
        verbose_name_plural = "行"
        ordering = ["table", "position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="row_position_once")
        ]
        indexes = [
            models.Index(fields=["institution", "table"], name="row_by_institution"),
            models.Index(fields=["table"], name="row_with_footnote", condition=~Q(footnote="")),
        ]

    def __str__(self):
        return self.printed_name or f"第{self.position}行"


class Observation(models.Model):
    row = models.ForeignKey(Row, models.CASCADE, verbose_name="行", related_name="observations")
    metric = models.ForeignKey(
        Metric, models.PROTECT, verbose_name="指标", related_name="observations"
    )
    value = models.DecimalField("数值", max_digits=24, decimal_places=6, null=True, blank=True)
    status = models.CharField("状态", max_length=1, choices=Status, default=Status.NORMAL)
    raw_text = models.TextField("原文", blank=True, help_text="格中原有的文字，照录，永不丢弃。")
    source = models.CharField("出处位置", max_length=100, blank=True)
    note = models.CharField("备注", max_length=300, blank=True, help_text="只给同事看。")
    footnote = models.CharField(
        "脚注", max_length=300, blank=True, help_text="给读者看的，编号列在网页和印刷的表下。"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "数据"
        verbose_name_plural = "数据"
        ordering = ["row", "metric"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "metric"],
                name="observation_once",
                violation_error_message="这一行的这个指标已有数据。",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.NORMAL, value__isnull=False)
                | (~Q(status=Status.NORMAL) & Q(value__isnull=True)),
                name="observation_value_iff_normal",
                violation_error_message="有数值时状态是“正常”，没有数值时须选缺失的原因。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="observation_status_known",
            ),
        ]
        indexes = [
            # The rows in the order of a metric, read from here alone.
            models.Index(fields=["metric", "value", "row"], name="observation_by_value"),
            # The few with a footnote, for which every download asks.
            models.Index(
                fields=["row"], name="observation_with_footnote", condition=~Q(footnote="")
            ),
        ]

    def __str__(self):
        return self.raw_text or "（空）"
