"""What readers say is wrong on a page: a queue on the desk, each answered and closed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ReaderReportQuerySet(models.QuerySet):
    def open(self):
        """Those that still wait for somebody's word."""
        return self.exclude(state__in=ReaderReport.CLOSED)

    def since(self, hours):
        """Those that came in these last hours."""
        return self.filter(received_at__gte=timezone.now() - timedelta(hours=hours))


class ReaderReport(models.Model):
    """A reader's word on what is wrong. How to reach the reader is forgotten when it is closed."""

    class State(models.TextChoices):
        NEW = "new", "新到"
        CHECKED = "checked", "已核"
        CORRECTED = "corrected", "已更正"
        REFUSED = "refused", "不采纳"

    CLOSED = (State.CORRECTED, State.REFUSED)

    page = models.CharField("网页", max_length=300, blank=True)
    place = models.CharField("位置", max_length=200, blank=True)
    text = models.CharField("读者说", max_length=1000)
    contact = models.CharField(
        "联系方式", max_length=100, blank=True, help_text="办结（已更正、不采纳）时自动删除。"
    )
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.NEW)
    answer = models.CharField("办理说明", max_length=500, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="经手人",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        verbose_name = "读者纠错"
        verbose_name_plural = "读者纠错"
        ordering = ["-received_at", "-id"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "checked", "corrected", "refused"]),
                name="reader_report_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["corrected", "refused"])
                | Q(contact="", closed_at__isnull=False),
                name="reader_report_closed_keeps_no_contact",
            ),
        ]

    def __str__(self):
        return self.text[:30]

    @property
    def is_closed(self):
        return self.state in self.CLOSED

    def clean(self):
        """What goes with the state: closed, it tells when, and how to reach nobody."""
        if self.is_closed:
            self.contact = ""
            self.closed_at = self.closed_at or timezone.now()
        else:
            self.closed_at = None

    def handle(self, user):
        """Keep the state that `user` has given it, and what goes with it."""
        self.handled_by = user
        self.clean()
        self.save()
