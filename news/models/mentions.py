"""Sentences taken from the record into the texts of an issue."""

from django.conf import settings
from django.db import models

from news.models.issues import Issue
from stats.models import Metric


class FigureMention(models.Model):
    """A sentence that was taken over, and by what each tells the words that hold a figure."""

    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="mentions")
    metric = models.ForeignKey(Metric, models.CASCADE, verbose_name="指标", related_name="+")
    row = models.CharField("行", max_length=500)
    period = models.DateField("数据月份")
    kind = models.CharField("说法", max_length=20)
    text = models.TextField("句子")
    told = models.JSONField("文中的数", default=dict)
    told_at = models.DateTimeField("取用时间", auto_now_add=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="取用人", related_name="+"
    )

    class Meta:
        verbose_name = "取用的句子"
        verbose_name_plural = "取用的句子"
        ordering = ["issue", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "metric", "row", "period", "kind"], name="sentence_taken_once"
            )
        ]

    def __str__(self):
        return self.text
