"""The work of the desk: what came in from sheets, how sheets are read, who enters what."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from simple_history.models import HistoricalRecords

from stats.models.datasets import Dataset
from stats.models.institutions import Institution


class Import(models.Model):
    """One taking-in of figures as a whole; its `parts` tell all it changed, with old and new.

    Or an uploaded file that was refused: `refusal` says why, nothing was written, no file is kept.
    """

    class Source(models.TextChoices):
        SHEET = "sheet", "来表"
        WORKBOOK = "workbook", "本期填报表"
        TIDY = "tidy", "整齐数据"
        # Kept with its article; told here only where it was refused.
        PICTURE = "picture", "图片"

    source = models.CharField("来源", max_length=10, choices=Source)
    file = models.FileField("文件", upload_to="imports/", max_length=255, blank=True)
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+"
    )
    refusal = models.TextField("拒收原因", blank=True, editable=False)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="撤销人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        ordering = ["-imported_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="import_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(refusal="") | Q(file="", undone_at__isnull=True),
                name="import_refused_keeps_nothing",
            ),
        ]

    def __str__(self):
        return self.name

    def changes(self, *kinds):
        """What it changed, of these kinds or of all, one by one in the order it was done."""
        parts = self.parts.filter(kind__in=kinds) if kinds else self.parts.all()
        return (change for part in parts.iterator(1) for change in part.told())

    def count(self, *kinds):
        """How many changes of these kinds it made."""
        return self.parts.filter(kind__in=kinds).aggregate(Sum("count"))["count__sum"] or 0


class ImportPart(models.Model):
    """Some of what an import did, all of one kind and, but for records, of one table.

    In parts, since no import is too long to be told and taken back in little memory.
    """

    class Kind(models.TextChoices):
        CELL = "cell", "数据"
        ROW = "row", "行"
        TABLE = "table", "本期表"
        INSTITUTION = "institution", "机构"
        RECORD = "record", "记录"

    whole = models.ForeignKey(Import, models.CASCADE, related_name="parts", editable=False)
    kind = models.CharField(max_length=12, choices=Kind, editable=False)
    # No foreign key: the table may be gone by now.
    table = models.BigIntegerField(null=True, editable=False)
    count = models.PositiveIntegerField(editable=False)
    changes = models.JSONField(editable=False)

    class Meta:
        verbose_name = "导入的改动"
        verbose_name_plural = "导入的改动"
        ordering = ["id"]
        default_permissions = ()  # it is seen with its import

    def __str__(self):
        return f"{self.whole} {self.get_kind_display()} {self.count}"

    def told(self):
        """Its changes, each with its kind and table."""
        return ({"kind": self.kind, "table": self.table, **change} for change in self.changes)


class SheetForm(models.Model):
    """How a sheet with these headers was understood last time: asked once, remembered."""

    signature = models.CharField("表头指纹", max_length=64, unique=True, editable=False)
    label = models.CharField("表样", max_length=200, help_text="表头或工作表的名称，便于辨认。")
    dataset = models.ForeignKey(Dataset, models.CASCADE, verbose_name="统计表")
    mapping = models.JSONField("对应关系", default=dict, help_text="列名 → 指标代码，空为不导入。")
    changed_at = models.DateTimeField("最近修改", auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "来表样式"
        verbose_name_plural = "来表样式"
        ordering = ["dataset", "label"]

    def __str__(self):
        return self.label


class Assignment(models.Model):
    """What a person of the 录入 role may enter; nobody without one is limited."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="人员", related_name="assignment"
    )
    datasets = models.ManyToManyField(
        Dataset, verbose_name="统计表", blank=True, help_text="只能录入这些统计表；不选则不限。"
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        verbose_name="机构",
        null=True,
        blank=True,
        help_text="只能录入这一个机构的数据；不选则不限。",
    )

    history = HistoricalRecords(m2m_fields=[datasets])

    class Meta:
        verbose_name = "录入范围"
        verbose_name_plural = "录入范围"
        ordering = ["user"]

    def __str__(self):
        return str(self.user)

    def covers(self, dataset):
        """True where figures of that dataset are this person's to enter."""
        chosen = set(self.datasets.values_list("pk", flat=True))
        return not chosen or dataset.pk in chosen


class NotPrinted(models.Model):
    """A month in which a family was not printed: known to be no gap."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, verbose_name="统计表")
    period = models.DateField("月份", help_text="该月 1 日。")
    note = models.CharField("说明", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "未刊月份"
        verbose_name_plural = "未刊月份"
        ordering = ["dataset", "-period"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "period"], name="not_printed_once"),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="not_printed_is_a_month",
                violation_error_message="月份请填该月 1 日。",
            ),
        ]

    def __str__(self):
        return f"{self.dataset} {self.period:%Y-%m}"
