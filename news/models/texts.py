"""Articles and briefs of an issue."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.files import File
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from news.bodies import sanitised
from news.models.issues import Issue
from news.pictures import MOST_BYTES, picture_of
from news.topics import TopicsField


class Article(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="articles")
    position = models.PositiveSmallIntegerField("次序")
    title = models.CharField("标题", max_length=300)
    subtitle = models.CharField("副标题", max_length=300, blank=True)
    source = models.CharField("来源", max_length=100, blank=True, help_text="如 龙虎网。")
    dateline = models.CharField("电头", max_length=100, blank=True, help_text="如 9月13日讯。")
    body = models.TextField("正文", blank=True, help_text="保存时会清除不允许的格式。")
    topics = TopicsField(
        "主题",
        max_length=100,
        blank=True,
        help_text="如 预约挂号、电子病历；不印在纸上，读者可以按主题查找。",
    )

    history = HistoricalRecords()

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

    history = HistoricalRecords()

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


class ArticleImageQuerySet(models.QuerySet):
    def published(self, at=None):
        """Images of articles that readers may see, those of older versions too."""
        known = self.exclude(stage=ArticleImage.Stage.PROPOSED)
        return known.filter(article__issue__in=Issue.objects.published(at))

    def shown(self):
        """Those that stand in their articles now."""
        return self.filter(stage=ArticleImage.Stage.SHOWN)


class ArticleImage(models.Model):
    class Stage(models.TextChoices):
        """After publication pictures come and go by corrections; older versions keep theirs."""

        SHOWN = "shown", "在文中"
        PROPOSED = "proposed", "未用"
        REMOVED = "removed", "已撤下"

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="文章", related_name="images")
    position = models.PositiveSmallIntegerField("次序")
    file = models.FileField("图片", upload_to="images/", max_length=255)
    width = models.PositiveIntegerField("宽", default=0, editable=False)
    height = models.PositiveIntegerField("高", default=0, editable=False)
    alt = models.CharField(
        "替代文字", max_length=200, help_text="看不见图片的读者靠它知道图上是什么。"
    )
    caption = models.CharField("图注", max_length=200, blank=True)
    stage = models.CharField(
        "图片", max_length=10, choices=Stage, default=Stage.SHOWN, editable=False
    )

    objects = ArticleImageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "图片"
        verbose_name_plural = "图片"
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="image_position_once"),
            models.CheckConstraint(
                condition=Q(stage__in=["shown", "proposed", "removed"]), name="image_stage_known"
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="image_has_alt",
                violation_error_message="请填写图片的替代文字。",
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def name(self):
        """The name of the file, which nobody can guess."""
        return PurePosixPath(self.file.name).name

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self._take(self.file.file)
        super().save(*args, **kwargs)

    def _take(self, upload):
        """Hold the picture drawn anew from what was uploaded; a form may have done so already."""
        picture = getattr(upload, "picture", None) or picture_of(upload.read(MOST_BYTES + 1))
        self.file = File(BytesIO(picture.content), picture.name)
        self.width, self.height = picture.width, picture.height

    def get_absolute_url(self):
        return reverse("news:image", args=[self.name])
