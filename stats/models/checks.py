"""Findings of the checks, and the verdict somebody gave on each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from stats.models.datasets import Metric
from stats.models.tables import Row, Table


class Severity(models.TextChoices):
    ERROR = "error", "错误"
    WARNING = "warning", "提示"


class Verdict(models.TextChoices):
    AS_PRINTED = "as-printed", "原文如此"
    PRINTED_WRONG = "printed-wrong", "原文有误"
    ENTERED_WRONG = "entered-wrong", "录入有误"
    OTHER_SCOPE = "other-scope", "口径不同"
    ROUNDING = "rounding", "四舍五入"


class FindingQuerySet(models.QuerySet):
    def errors(self):
        return self.filter(severity=Severity.ERROR)

    def open(self):
        """What still wants somebody: every error, and warnings without a verdict."""
        return self.filter(Q(severity=Severity.ERROR) | Q(verdict=""))

    def sync_all(self, origins, findings, among=None):
        """Make what checks found on each of `origins` those of the `findings` that are on it."""
        found = {origin: [] for origin in origins}
        for finding in findings:
            found[finding.origin].append(finding)
        for origin, some in found.items():
            self.sync(origin, some, among)

    def sync(self, origin, findings, among=None):
        """Make what checks found on `origin` the given `findings`, in a handful of queries.

        Those found again keep their verdict, those not found again go. `among` limits this to
        findings with these codes; all that checks announced, unless given. What was said of the
        document when it was taken in (a short row, a line without a place) is not a check's to
        take away, and stays.
        """
        from stats.checking import codes

        found = {finding.identity: finding for finding in findings}
        before = self.filter(origin=origin, code__in=among or codes())
        stored = {old.identity: old for old in before}
        gone = [old.pk for identity, old in stored.items() if identity not in found]
        if gone:
            self.filter(pk__in=gone).delete()
        again = [old for identity, old in stored.items() if identity in found]
        moved = [old for old in again if old.follow(found[old.identity])]
        self.bulk_update(moved, ["table", "row", "metric", "severity", "verdict"])
        self.bulk_create(new for identity, new in found.items() if identity not in stored)


class Finding(models.Model):
    """One oddity, named so that the same check finds it again: (origin, code, where, message)."""

    origin = models.CharField(
        "出处", max_length=20, db_index=True, help_text="哪一期，如 2024-09。"
    )
    table = models.ForeignKey(
        Table,
        models.CASCADE,
        verbose_name="本期表",
        null=True,
        blank=True,
        related_name="findings",
    )
    row = models.ForeignKey(
        Row, models.SET_NULL, verbose_name="行", null=True, blank=True, related_name="findings"
    )
    metric = models.ForeignKey(
        Metric, models.SET_NULL, verbose_name="指标", null=True, blank=True, related_name="+"
    )
    severity = models.CharField("程度", max_length=10, choices=Severity)
    code = models.SlugField("种类", max_length=40)
    message = models.CharField("发现", max_length=500)
    where = models.CharField("位置", max_length=300, blank=True)
    verdict = models.CharField("结论", max_length=20, choices=Verdict, blank=True)
    verdict_note = models.CharField("结论说明", max_length=300, blank=True)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="结论人",
        null=True,
        blank=True,
        related_name="+",
    )
    verdict_at = models.DateTimeField("结论时间", null=True, blank=True)

    objects = FindingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "核查发现"
        verbose_name_plural = "核查发现"
        ordering = ["-origin", "severity", "table", "code", "where"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "code", "where", "message"], name="finding_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(severity="warning"),
                name="finding_errors_need_mending",
                violation_error_message="错误须改正，不能只下结论。",
            ),
        ]

    def __str__(self):
        return self.message

    @property
    def identity(self):
        """What makes a finding the same one when it is found again."""
        return self.origin, self.code, self.where, self.message

    def follow(self, again):
        """Stand where the same finding now stands; whether anything changed."""
        fields = ("table_id", "row_id", "metric_id", "severity")
        moved = [name for name in fields if getattr(self, name) != getattr(again, name)]
        for name in moved:
            setattr(self, name, getattr(again, name))
        if self.severity == Severity.ERROR:
            self.verdict = ""
        return bool(moved)
