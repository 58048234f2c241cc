"""Issues of the bulletin and the tables that stand in them."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from stats.models import Finding, Table
from stats.past import change_many


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    IN_REVIEW = "in-review", "送审"
    APPROVED = "approved", "已审定"
    SCHEDULED = "scheduled", "待发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class Settled(Exception):
    """Somebody tried to give a published issue another number."""


class IssueQuerySet(models.QuerySet):
    def published(self, at=None):
        """Issues readers may see at `at` (now unless given)."""
        return self.filter(state=State.PUBLISHED, published_at__lte=at or timezone.now())

    def released(self, at=None):
        """Those, and the withdrawn ones, whose page stays to say so."""
        states = (State.PUBLISHED, State.WITHDRAWN)
        return self.filter(state__in=states, published_at__lte=at or timezone.now())

    def latest_first(self):
        return self.order_by("-year", "-number")


class Issue(models.Model):
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号", help_text="每年从第 1 期开始。")
    serial = models.PositiveIntegerField(
        "总期号", null=True, blank=True, unique=True, help_text="从创刊起连续编号，不重新开始。"
    )
    printed_on = models.DateField("印发日期", null=True, blank=True)
    due_on = models.DateField(
        "计划印发日期", null=True, blank=True, help_text="编辑台按它提醒；不对外显示。"
    )
    period = models.DateField("数据月份", null=True, blank=True, help_text="该月 1 日。")
    name = models.CharField("刊名", max_length=100, default="南京卫生信息化简报")
    publisher = models.CharField("编印单位", max_length=200, blank=True)
    organisation = models.CharField("刊尾单位", max_length=200, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    postcode = models.CharField("邮编", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=200, blank=True)
    fax = models.CharField("传真", max_length=200, blank=True)
    email = models.CharField("电子邮箱", max_length=200, blank=True)
    website = models.CharField("网址", max_length=200, blank=True)
    editor = models.CharField("责任编辑", max_length=200, blank=True)
    print_run = models.PositiveIntegerField("印数", null=True, blank=True)
    captions = models.TextField(
        "刊尾其他文字", blank=True, help_text="二维码下的文字等，一行一条。"
    )
    running_text = models.TextField("页眉页脚", blank=True, help_text="一行一条。")
    inferred = models.JSONField(
        "推断所得", default=list, blank=True, help_text="文件上没有印、由其他内容推断出的项目。"
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    approved_sha256 = models.CharField("审定内容的指纹", max_length=64, blank=True, editable=False)
    scheduled_for = models.DateTimeField("定时发布", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(
        "撤回原因", max_length=300, blank=True, editable=False, help_text="对外公布。"
    )
    version = models.PositiveIntegerField("修改次数", default=0, editable=False)
    tables = models.ManyToManyField(Table, through="IssueTable", related_name="issues")

    objects = IssueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "简报"
        verbose_name_plural = "各期简报"
        ordering = ["-year", "-number"]
        permissions = [
            ("submit_issue", "送审"),
            ("approve_issue", "审定"),
            ("publish_issue", "发布"),
            ("withdraw_issue", "撤回"),
            ("correct_issue", "提出更正"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="issue_once",
                violation_error_message="这一年已有这一期。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="issue_number_from_one",
                violation_error_message="期号从 1 开始。",
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__day=1),
                name="issue_period_is_a_month",
                violation_error_message="数据月份请填该月 1 日。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="issue_published_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="issue_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "scheduled"]) | ~Q(approved_sha256=""),
                name="issue_approved_has_content",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(scheduled_for__isnull=False),
                name="issue_scheduled_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="issue_withdrawn_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.year}年第{self.number}期"

    @property
    def origin(self):
        """The key under which stats knows this issue: year and number, 2024-09."""
        return f"{self.year}-{self.number:02d}"

    @property
    def is_published(self):
        return self.state == State.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_withdrawn(self):
        return self.state == State.WITHDRAWN

    @property
    def is_settled(self):
        """Whether what it holds may not be changed: approved, or further on its way."""
        return self.state not in (State.DRAFT, State.IN_REVIEW)

    def get_absolute_url(self):
        return reverse("news:issue", args=[self.year, self.number])

    @classmethod
    def from_db(cls, db, field_names, values):
        issue = super().from_db(db, field_names, values)
        issue.known_origin = issue.origin if {"year", "number"} <= set(field_names) else None
        return issue

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self.known_origin = self.origin

    def renumbered(self):
        """The key under which stats still knows this issue, where its number has been changed."""
        known = getattr(self, "known_origin", None)
        return known if known and known != self.origin else None

    def clean(self):
        if self.number and self.year and self.renumbered():
            tables = Table.objects.filter(origin=self.origin).exclude(issue_table__issue=self)
            if tables.exists() or Finding.objects.filter(origin=self.origin).exists():
                raise ValidationError(f"{self.origin} 已有统计表或核查发现，不能改成这一期号。")

    @transaction.atomic
    def save(self, *args, **kwargs):
        known = self.renumbered()
        if known and self.published_at is not None:
            raise Settled(f"{known} 已经发布，年份和期号不能再改。")
        super().save(*args, **kwargs)
        if known:
            self._carry_along(known)
        self.known_origin = f"{int(self.year)}-{int(self.number):02d}"

    def _carry_along(self, known):
        """Have the tables and findings of this issue know it under its new number."""
        tables = Table.objects.filter(issue_table__issue=self, origin=known)
        reason = f"期号由 {known} 改为 {self.origin}"
        for records in (tables, Finding.objects.filter(origin=known)):
            moved = list(records)
            for record in moved:
                record.origin = self.origin
            change_many(moved, records.model, ["origin"], None, reason)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Delete a draft with its tables, their figures and findings; its document stays, and may
        be taken in again."""
        tables, origin = list(self.tables.values_list("pk", flat=True)), self.origin
        deleted = super().delete(*args, **kwargs)
        Table.objects.filter(pk__in=tables, published_at=None).delete()
        Finding.objects.filter(origin=origin).delete()
        return deleted


class IssueTable(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name="期", related_name="issue_tables")
    table = models.OneToOneField(
        Table, models.CASCADE, verbose_name="本期表", related_name="issue_table"
    )
    position = models.PositiveSmallIntegerField("次序")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "期中的表"
        verbose_name_plural = "期中的表"
        ordering = ["issue", "position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="issue_table_position_once")
        ]

    def __str__(self):
        return f"{self.issue} {self.table}"
