"""Published versions of an issue, and the documents issues came from. Neither is ever changed."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from news.models.issues import Issue
from stats.models.once import WrittenOnce


class Edition(WrittenOnce):
    """One published version of an issue, never changed; all that readers get is made of it."""

    instead = "更正请另发新版。"

    class Kind(models.TextChoices):
        FIRST = "first", "首次发布"
        CORRECTION = "correction", "更正"
        REVISION = "revision", "修订"
        LATE = "late", "补报"
        RESTORED = "restored", "恢复旧版"

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name="期", related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    published_at = models.DateTimeField("发布时间", help_text="由服务器记下，不能修改。")
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.FIRST)
    note = models.CharField("说明", max_length=300, blank=True)
    content = models.TextField("全文（JSON）")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["issue", "-number"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["first", "correction", "revision", "late", "restored"]),
                name="edition_kind_known",
            ),
        ]

    def __str__(self):
        return f"{self.issue} 第{self.number}版"

    @property
    def whole(self):
        """The issue as `freezing.frozen` told it at the moment of publication."""
        return json.loads(self.content)

    @property
    def siblings(self):
        """All versions of the same issue, newest first, without what they hold."""
        return self.issue.editions.select_related("issue").defer("content")

    def get_absolute_url(self):
        return reverse("news:edition", args=[self.issue.year, self.issue.number, self.number])


class EditionFile(WrittenOnce):
    """A file of an edition as it was first made; the same bytes for as long as the edition lives.

    The bytes are kept in the database: they come and go with their edition in one transaction.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name="版本", related_name="files")
    kind = models.CharField("格式", max_length=10)
    content = models.BinaryField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = "版本的文件"
        verbose_name_plural = "版本的文件"
        ordering = ["edition", "kind"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="edition_file_once")
        ]

    def __str__(self):
        return f"{self.edition}.{self.kind}"


class SourceDocument(models.Model):
    class Stage(models.TextChoices):
        WAITING = "waiting", "待认定"
        SAVED = "saved", "已收录"
        REFUSED = "refused", "不能读入"

    # A published issue cannot be deleted; the document of a deleted draft may be taken in again.
    issue = models.ForeignKey(
        Issue, models.SET_NULL, verbose_name="期", null=True, blank=True, related_name="sources"
    )
    name = models.CharField("文件名", max_length=255)
    file = models.FileField("文件", upload_to="sources/", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    encoding = models.CharField("编码", max_length=20)
    uploaded_at = models.DateTimeField("读入时间", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="读入人",
        null=True,
        blank=True,
        related_name="+",
        help_text="用命令行读入时为空。",
    )
    report = models.JSONField("读入报告", default=dict)
    state = models.CharField("状态", max_length=10, choices=Stage, default=Stage.SAVED)
    decisions = models.JSONField(
        "认定",
        default=dict,
        blank=True,
        help_text="在文件工作台里作出的认定：名称、列、统计表的归属和对原文的改动。",
    )

    class Meta:
        verbose_name = "来源文件"
        verbose_name_plural = "来源文件"
        ordering = ["-uploaded_at", "-id"]

    def __str__(self):
        return self.name
