"""What readers find: all that is published, as entries. Made by news.searching, never typed."""

from django.db import models

from news.models.issues import Issue


class SearchEntry(models.Model):
    """Something published that a reader may be looking for; its words stand in the index."""

    class Kind(models.TextChoices):
        FAMILY = "family", "统计表总览"
        INSTITUTION = "institution", "机构"
        ISSUE = "issue", "各期"
        ARTICLE = "article", "文章"
        TABLE = "table", "各月统计表"
        BRIEF = "brief", "简讯"

    key = models.CharField("位置", max_length=200, unique=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    issue = models.ForeignKey(
        Issue, models.CASCADE, verbose_name="期", null=True, related_name="search_entries"
    )
    year = models.PositiveSmallIntegerField("年份", default=0)
    family = models.CharField("统计表", max_length=80, blank=True)
    topics = models.CharField("主题", max_length=100, blank=True)
    rank = models.BigIntegerField("次序", help_text="在同样相符的结果里，小的在前。")
    title = models.CharField("标题", max_length=600)
    source = models.CharField("出处", max_length=200, blank=True)
    text = models.TextField("内容", blank=True, help_text="一行一段；表的一行以制表符分格。")
    names = models.JSONField("名称", default=list, help_text="机构和统计表的全部名称。")
    path = models.CharField("网址", max_length=300, help_text="在网站里的位置。")
    checksum = models.BigIntegerField("校验", help_text="内容变了，它才变。")

    class Meta:
        verbose_name = "可搜索的内容"
        verbose_name_plural = "可搜索的内容"
        ordering = ["rank"]
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "rank"], name="search_entry_by_kind")]

    def __str__(self):
        return self.title


class SearchState(models.Model):
    """The one row that is another whenever the index is: what was found before may be found again
    as long as it stays."""

    stamp = models.CharField("标记", max_length=32)

    class Meta:
        verbose_name = "搜索索引的状态"
        verbose_name_plural = "搜索索引的状态"
        default_permissions = ()

    def __str__(self):
        return self.stamp
