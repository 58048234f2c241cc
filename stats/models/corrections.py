"""Corrections of published figures: written once, never changed."""

from django.conf import settings
from django.db import models

from stats.models.tables import Observation, Status


class AppendOnly(Exception):
    """Somebody tried to change or delete what may only be added to."""


class Correction(models.Model):
    observation = models.ForeignKey(
        Observation, models.PROTECT, verbose_name="数据", related_name="corrections"
    )
    old_value = models.DecimalField("原数值", max_digits=24, decimal_places=6, null=True)
    old_status = models.CharField("原状态", max_length=1, choices=Status)
    old_raw_text = models.TextField("原来的原文", blank=True)
    new_value = models.DecimalField("新数值", max_digits=24, decimal_places=6, null=True)
    new_status = models.CharField("新状态", max_length=1, choices=Status)
    new_raw_text = models.TextField("新的原文", blank=True)
    reason = models.CharField("原因", max_length=200)
    public_wording = models.TextField("对外说明", help_text="读者在更正记录里看到的话。")
    made_at = models.DateTimeField("更正时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="更正人", related_name="+"
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-made_at", "-id"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.observation_id}：{self.old_raw_text} → {self.new_raw_text}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnly("更正记录一经写入不能修改；请再写一条新的更正。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("更正记录不能删除。")
