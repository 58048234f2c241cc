"""Corrections on their way: proposed by one person, decided by another, then never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from news.models.editions import Edition
from news.models.issues import Issue, State
from stats.models import Deed
from stats.models.once import AppendOnly


class AmendmentQuerySet(models.QuerySet):
    def public(self):
        """What readers are told: applied, to an issue they may see."""
        return self.filter(edition__isnull=False, issue__in=Issue.objects.published())


class Amendment(models.Model):
    """A correction of a published issue: `changes` hold cells, words and texts, old and new."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", "待审定"
        APPLIED = "applied", "已更正"
        REFUSED = "refused", "已退回"
        TAKEN_BACK = "taken-back", "已收回"

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name="期", related_name="amendments")
    kind = models.CharField("类别", max_length=10, choices=Deed)
    reason = models.CharField("原因", max_length=100)
    public_wording = models.CharField(
        "对外说明", max_length=300, help_text="读者在更正记录里看到的话。"
    )
    changes = models.JSONField("改动", default=dict)
    restores = models.ForeignKey(
        Edition,
        models.PROTECT,
        verbose_name="恢复到",
        null=True,
        blank=True,
        related_name="restored_by",
    )
    stage = models.CharField("进展", max_length=10, choices=Stage, default=Stage.PROPOSED)
    token = models.CharField("提交凭据", max_length=40, unique=True, editable=False)
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提出人", related_name="+"
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="审定人",
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.CharField("审定意见", max_length=300, blank=True)
    edition = models.OneToOneField(
        Edition,
        models.PROTECT,
        verbose_name="版本",
        null=True,
        blank=True,
        related_name="amendment",
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "更正单"
        verbose_name_plural = "更正单"
        ordering = ["-proposed_at", "-id"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[deed.value for deed in Deed]), name="amendment_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(stage="applied", edition__isnull=False)
                | (Q(stage__in=["proposed", "refused", "taken-back"], edition__isnull=True)),
                name="amendment_applied_has_edition",
            ),
        ]

    def __str__(self):
        return f"{self.issue}{self.get_kind_display()}"

    @property
    def is_open(self):
        return self.stage == self.Stage.PROPOSED and self.issue.state == State.PUBLISHED

    def save(self, *args, **kwargs):
        decided = type(self).objects.exclude(stage=self.Stage.PROPOSED)
        if self.pk is not None and decided.filter(pk=self.pk).exists():
            raise AppendOnly("已经办结的更正单不能再改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("更正单不能删除。")
