"""Months from which figures can no longer be compared with those before, in words for readers."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from stats.models.datasets import Dataset, Metric


class Break(models.Model):
    """From `period` on a family, or one metric of it, is counted in another way."""

    dataset = models.ForeignKey(
        Dataset, models.CASCADE, verbose_name="统计表", related_name="breaks"
    )
    metric = models.ForeignKey(
        Metric,
        models.CASCADE,
        verbose_name="指标",
        null=True,
        blank=True,
        related_name="breaks",
        help_text="只有一个指标变了才填；不填就是整张表。",
    )
    period = models.DateField("自哪个月起", help_text="该月 1 日。")
    wording = models.TextField("对读者说的话", help_text="从这个月起有什么不同，为什么。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "口径变化"
        verbose_name_plural = "口径变化"
        ordering = ["dataset", "-period", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="break_is_a_month",
                violation_error_message="月份请填该月 1 日。",
            )
        ]

    def __str__(self):
        return f"{self.metric or self.dataset} {self.period:%Y-%m}"
