"""Corrections of what is published: written once, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from stats.models.once import WrittenOnce
from stats.models.tables import Observation, Row, Status, Table


class Deed(models.TextChoices):
    """What was done to a published figure; each is another thing to whoever compares months."""

    CORRECTION = "correction", "更正"
    REVISION = "revision", "修订"
    LATE = "late", "补报"
    RESTORED = "restored", "恢复旧版"


class CorrectionReason(models.Model):
    """A reason that may be given for a correction; what was given once stays as it was worded."""

    name = models.CharField("原因", max_length=100, unique=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    is_active = models.BooleanField("可选用", default=True, help_text="不再用的取消勾选即可。")

    class Meta:
        verbose_name = "更正原因"
        verbose_name_plural = "更正原因"
        ordering = ["position", "id"]

    def __str__(self):
        return self.name


class Correction(WrittenOnce):
    """A figure, a row, or words of a table, that were changed after they were published.

    With an observation and no field it tells of the figure, with both of the figure's footnote.
    """

    instead = "请再写一条新的更正。"

    class Field(models.TextChoices):
        TITLE = "title", "标题"
        PREFACE = "preface", "表前说明"
        NOTE = "note", "表后附注"
        TEXT = "text", "段落原文"
        NAME = "printed_name", "印刷名称"
        GROUP = "group", "分组"
        NUMBER = "number", "序号"
        FOOTNOTE = "footnote", "脚注"
        ADDED = "added", "补上一行"
        REMOVED = "removed", "删去一行"

    table = models.ForeignKey(
        Table, models.PROTECT, verbose_name="本期表", related_name="corrections"
    )
    observation = models.ForeignKey(
        Observation,
        models.PROTECT,
        verbose_name="数据",
        null=True,
        blank=True,
        related_name="corrections",
    )
    row = models.ForeignKey(
        Row,
        models.PROTECT,
        verbose_name="行",
        null=True,
        blank=True,
        related_name="corrections",
        help_text="所改的文字在哪一行，或增删的是哪一行；表的文字为空。",
    )
    position = models.PositiveSmallIntegerField(
        "第几行", null=True, blank=True, help_text="增删的一行在表中的次序。"
    )
    field = models.CharField("哪一处文字", max_length=20, choices=Field, blank=True)
    old_value = models.DecimalField("原数值", max_digits=24, decimal_places=6, null=True)
    old_status = models.CharField(
        "原状态", max_length=1, choices=Status, blank=True, help_text="此前没有这个数据则为空。"
    )
    old_raw_text = models.TextField("原来的原文", blank=True)
    new_value = models.DecimalField("新数值", max_digits=24, decimal_places=6, null=True)
    new_status = models.CharField("新状态", max_length=1, choices=Status, blank=True)
    new_raw_text = models.TextField("新的原文", blank=True)
    kind = models.CharField("类别", max_length=10, choices=Deed, default=Deed.CORRECTION)
    reason = models.CharField("原因", max_length=200)
    public_wording = models.TextField("对外说明", help_text="读者在更正记录里看到的话。")
    edition = models.PositiveSmallIntegerField(
        "版次", null=True, blank=True, help_text="随该期的第几版公布。"
    )
    made_at = models.DateTimeField("更正时间", default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="更正人", related_name="+"
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-made_at", "-id"]
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=["table", "made_at"], name="correction_by_table")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[deed.value for deed in Deed]), name="correction_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(observation__isnull=False, field__in=["", "footnote"])
                | (Q(observation__isnull=True) & ~Q(field="")),
                name="correction_of_figure_or_words",
            ),
        ]

    def __str__(self):
        return f"{self.old_raw_text} → {self.new_raw_text}"

    def save(self, *args, **kwargs):
        if self.table_id is None:
            self.table_id = self.observation.row.table_id
        super().save(*args, **kwargs)
