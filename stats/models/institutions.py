"""Institutions and the names they were printed under. A name is never the key."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from stats.naming import name_key, slug_of, sort_key_of


class Kind(models.TextChoices):
    HOSPITAL = "hospital", "医院"
    DISTRICT = "district", "区"
    CITY = "city", "市"
    CHANNEL = "channel", "预约途径"
    PLATFORM = "platform", "平台"
    OTHER = "other", "其他"


class InstitutionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed=True)

    def bulk_add(self, institutions):
        """bulk_create with the pinyin that save() would set."""
        for institution in institutions:
            institution.sort_key = sort_key_of(institution.name)
        return self.bulk_create(institutions)

    def published(self, at=None):
        """Those with at least one row in a table published by `at`: all that readers may know."""
        from stats.models.tables import Row

        shown = Row.objects.published(at).filter(institution=models.OuterRef("pk"))
        return self.filter(models.Exists(shown))


class Institution(models.Model):
    code = models.SlugField(
        "代码", max_length=120, unique=True, help_text="一经使用不再改动；出现在网址和下载文件里。"
    )
    name = models.CharField("现用名称", max_length=100)
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.OTHER)
    sort_key = models.CharField("拼音排序", max_length=200, editable=False, db_index=True)
    district = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="所在区",
        null=True,
        blank=True,
        related_name="located_here",
        limit_choices_to={"kind": Kind.DISTRICT},
    )
    opened_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField(
        "撤销日期", null=True, blank=True, help_text="合并或撤销的日期；仍在运行则留空。"
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="继承机构",
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="合并、更名后由哪个机构延续。沿用旧名而辖区不同的，仍是另一个机构。",
    )
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    gbt2260 = models.CharField("行政区划代码", max_length=6, blank=True, help_text="GB/T 2260。")
    confirmed = models.BooleanField(
        "已确认", default=True, help_text="读入文件时遇到的新名称先列为待确认，由工作人员认定。"
    )
    note = models.TextField("说明", blank=True)

    objects = InstitutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="institution_closes_after_opening",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="institution_not_own_successor",
                violation_error_message="机构不能由自己继承。",
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~Q(uscc=""),
                name="institution_uscc_once",
                violation_error_message="这个统一社会信用代码已属于另一个机构。",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key_of(self.name)
        if not self.code:
            self.code = self._free_code()
        super().save(*args, **kwargs)

    def _free_code(self):
        base, taken = slug_of(self.name), Institution.objects
        code, number = base, 1
        while taken.filter(code=code).exists():
            number += 1
            code = f"{base}-{number}"
        return code

    def get_absolute_url(self):
        return reverse("stats:institution", args=[self.code])


class InstitutionName(models.Model):
    institution = models.ForeignKey(
        Institution, models.CASCADE, verbose_name="机构", related_name="names"
    )
    name = models.CharField("名称", max_length=100, help_text="照印刷原样。")
    key = models.CharField("比对用名称", max_length=100, editable=False, db_index=True)
    valid_from = models.DateField("启用", null=True, blank=True, help_text="不清楚就留空。")
    valid_to = models.DateField("停用", null=True, blank=True, help_text="仍在使用就留空。")
    note = models.CharField("说明", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "名称沿革"
        verbose_name_plural = "名称沿革"
        ordering = ["institution", "valid_from", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="name_ends_after_start",
                violation_error_message="停用日期不能早于启用日期。",
            ),
            # One name may belong to different institutions, but not from the same day on.
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(valid_from__isnull=True),
                name="name_once_undated",
                violation_error_message="这个名称已属于另一个机构；请填写启用日期加以区分。",
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                condition=Q(valid_from__isnull=False),
                name="name_once_a_day",
                violation_error_message="同一名称在同一天只能属于一个机构。",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.key = name_key(self.name)

    def save(self, *args, **kwargs):
        self.key = name_key(self.name)
        super().save(*args, **kwargs)
