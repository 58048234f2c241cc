"""The audit log: what was done, by whom and from where; added to, never changed, never deleted.

An entry is written in the transaction of what it tells of: where it cannot be written, nothing is
done. It is sealed right after: a seal holds the digest of its entry and of the seal before it.
"""

from django.db import models
from django.utils import timezone

from stats.models.once import WrittenOnce


class AuditEntry(WrittenOnce):
    """One deed. Names are put down as they were: an account may be renamed or deleted later."""

    class Kind(models.TextChoices):
        LOGIN = "login", "登录"
        FAILED = "failed", "登录失败"
        LOCKED = "locked", "登录锁定"
        LOGOUT = "logout", "退出"
        CODE = "code", "第二步验证"
        RIGHTS = "rights", "账号与权限"
        WAY = "way", "审定与发布"
        AMEND = "amend", "更正"
        RECORD = "record", "增改删"
        IMPORT = "import", "导入"
        DOWNLOAD = "download", "导出与下载"
        PREVIEW = "preview", "预览"
        BACKUP = "backup", "备份与恢复"

    at = models.DateTimeField("时间", default=timezone.now)
    kind = models.CharField("事项", max_length=10, choices=Kind)
    who = models.CharField("谁", max_length=200, blank=True)
    address = models.CharField("从哪里", max_length=45, blank=True)
    what = models.CharField("对象", max_length=300, blank=True)
    details = models.CharField("详情", max_length=1000, blank=True)

    class Meta:
        verbose_name = "审计日志"
        verbose_name_plural = "审计日志"
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["at"], name="audit_entry_at")]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M:%S} {self.get_kind_display()}"


class AuditSeal(WrittenOnce):
    """A link of the chain: the digest of an entry, of its number, and of the link before."""

    entry = models.OneToOneField(
        AuditEntry, models.PROTECT, verbose_name="审计日志", related_name="seal"
    )
    number = models.PositiveBigIntegerField("序号", unique=True)
    previous = models.CharField("上一条的摘要", max_length=64, blank=True)
    sha256 = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "审计日志的封印"
        verbose_name_plural = "审计日志的封印"
        ordering = ["number"]
        default_permissions = ()

    def __str__(self):
        return f"{self.number} {self.sha256}"
