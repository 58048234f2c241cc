"""Records that are written once: added to, never changed, never deleted."""

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or delete what may only be added to."""


class WrittenOnce(models.Model):
    """A record of which nobody rewrites history; `instead` says what to do in its place."""

    instead = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Write it the first time; raises AppendOnly ever after."""
        if self.pk is not None:
            raise AppendOnly(f"{self._meta.verbose_name}一经写入不能修改。{self.instead}")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raises AppendOnly; a draft that is deleted takes its records along in the database."""
        raise AppendOnly(f"{self._meta.verbose_name}不能删除。")
