"""The way of an issue to its readers: each step taken, days announced, previews given away."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from news.models.issues import Issue, State
from stats.models.once import WrittenOnce


class Step(WrittenOnce):
    """One step of an issue from state to state; written once."""

    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="steps")
    made_at = models.DateTimeField("时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="经手人",
        null=True,
        blank=True,
        related_name="+",
        help_text="由服务器按时发布的为空。",
    )
    before = models.CharField("原状态", max_length=12, choices=State)
    after = models.CharField("新状态", max_length=12, choices=State)
    note = models.CharField("说明", max_length=300, blank=True)
    sha256 = models.CharField(
        "内容指纹", max_length=64, blank=True, help_text="这一步时全文的 SHA-256。"
    )

    class Meta:
        verbose_name = "流程记录"
        verbose_name_plural = "流程记录"
        ordering = ["-made_at", "-id"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.issue}：{self.get_before_display()} → {self.get_after_display()}"


class ReleaseDay(models.Model):
    """The day on which an issue is announced to come out. Public; tells nothing of its draft."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    due_on = models.DateField("预计发布日期", help_text="对外公布在发布日历上。")

    class Meta:
        verbose_name = "发布日历"
        verbose_name_plural = "发布日历"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="release_day_once",
                violation_error_message="这一期已在发布日历上。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="release_day_number_from_one",
                violation_error_message="期号从 1 开始。",
            ),
        ]

    def __str__(self):
        return f"{self.year}年第{self.number}期"


class ReleaseDayChange(WrittenOnce):
    """An announced day was moved: from when to when, and why. Public; written once."""

    day = models.ForeignKey(
        ReleaseDay, models.CASCADE, verbose_name="发布日历", related_name="changes"
    )
    before = models.DateField("原定日期")
    after = models.DateField("改为")
    reason = models.CharField("原因", max_length=200, help_text="对外公布。")
    made_at = models.DateTimeField("时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经手人", related_name="+"
    )

    class Meta:
        verbose_name = "日期变动"
        verbose_name_plural = "日期变动"
        ordering = ["-made_at", "-id"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.day}：{self.before} → {self.after}"


class PreviewLink(models.Model):
    """A named reader may look at a draft until it expires; only a digest of the link is kept."""

    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="previews")
    reader = models.CharField("给谁看", max_length=100)
    digest = models.CharField("链接指纹", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("有效至")
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True, editable=False)
    made_at = models.DateTimeField("发出时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发出人", related_name="+"
    )

    class Meta:
        verbose_name = "预览链接"
        verbose_name_plural = "预览链接"
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.issue} 给{self.reader}"

    @property
    def is_open(self):
        return self.revoked_at is None and self.expires_at > timezone.now()


class PreviewVisit(models.Model):
    """Somebody opened a preview link."""

    link = models.ForeignKey(
        PreviewLink, models.CASCADE, verbose_name="预览链接", related_name="visits"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    address = models.GenericIPAddressField("来自", null=True, blank=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)

    class Meta:
        verbose_name = "预览记录"
        verbose_name_plural = "预览记录"
        ordering = ["-at", "-id"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.link} {self.at:%Y-%m-%d %H:%M}"
