"""Articles and briefs of an issue."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from news.bodies import sanitised
from news.models.issues import Issue


class Article(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="articles")
    position = models.PositiveSmallIntegerField("次序")
    title = models.CharField("标题", max_length=300)
    subtitle = models.CharField("副标题", max_length=300, blank=True)
    source = models.CharField("来源", max_length=100, blank=True, help_text="如 龙虎网。")
    dateline = models.CharField("电头", max_length=100, blank=True, help_text="如 9月13日讯。")
    body = models.TextField("正文", blank=True, help_text="保存时会清除不允许的格式。")

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"
        ordering = ["issue", "position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="article_position_once")
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.body = sanitised(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("news:article", args=[self.issue.year, self.issue.number, self.position])


class Brief(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="briefs")
    position = models.PositiveSmallIntegerField("次序")
    date_from = models.DateField("日期", null=True, blank=True)
    date_to = models.DateField("至", null=True, blank=True, help_text="只有一天则留空。")
    text = models.TextField("内容")

    class Meta:
        verbose_name = "简讯"
        verbose_name_plural = "简讯"
        ordering = ["issue", "position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="brief_position_once"),
            models.CheckConstraint(
                condition=Q(date_to__isnull=True) | Q(date_to__gte=F("date_from")),
                name="brief_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self):
        return self.text[:30]
