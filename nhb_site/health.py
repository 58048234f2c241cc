"""Whether the site is well, in sentences: for /readyz and for the hourly check."""

import shutil
import tempfile
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.models import Issue, State
from nhb_site import backup_records

OLDEST_BACKUP = timedelta(hours=50)  # a night may be missed, not two
LATEST_ISSUE = timedelta(minutes=3)


@never_cache
@require_safe
def readyz(request):
    """Whether this server can take requests; nginx does not show it outside."""
    wrong = unready()
    told = "".join(f"{line}\n" for line in wrong) or "ok\n"
    kind = "text/plain; charset=utf-8"
    return HttpResponse(told, status=503 if wrong else 200, content_type=kind)


def unready():
    """What keeps the site from serving, in Chinese sentences; none where it is ready."""
    wrong = _database()
    return [*wrong, *([] if wrong else _migrations()), *_media(), *_disk()]


def amiss():
    """That, and what somebody has to look after though the site serves."""
    wrong = unready()
    return wrong if connection.connection is None else [*wrong, *_backup(), *_overdue()]


def last_backup():
    """When the last good backup was made; None where there is none."""
    made = [
        datetime.fromisoformat(one["at"])
        for one in backup_records.records()
        if (one["what"], one["result"]) == ("backup", "ok")
    ]
    return made[-1] if made else None


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return [f"数据库无法连接：{str(error).splitlines()[0]}"]
    return []


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return []
    return [f"数据库还差 {len(waiting)} 个迁移没有做：运行 manage.py migrate。"]


def _media():
    try:
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.MEDIA_ROOT) as file:
            file.write(b"ok")
    except OSError as error:
        return [f"上传文件夹 {settings.MEDIA_ROOT} 写不进去：{error.strerror}。"]
    return []


def _disk():
    free = shutil.disk_usage(settings.VAR_DIR).free // 2**20
    if free >= settings.DISK_LOW_MB:
        return []
    return [
        f"{settings.VAR_DIR} 所在的磁盘只剩 {free} MB，少于 {settings.DISK_LOW_MB} MB："
        "请清理，或加大磁盘。"
    ]


def _backup():
    last = last_backup()
    if last is None:
        return ["还没有做过备份：运行 manage.py backup，见 docs/运维/备份与恢复.md。"]
    if timezone.now() - last <= OLDEST_BACKUP:
        return []
    return [f"最近一次做成的备份是 {timezone.localtime(last):%Y-%m-%d %H:%M}，超过两天了。"]


def _overdue():
    late = Issue.objects.filter(
        state=State.SCHEDULED, scheduled_for__lt=timezone.now() - LATEST_ISSUE
    )
    return [
        f"{issue}定于 {timezone.localtime(issue.scheduled_for):%Y-%m-%d %H:%M} 发布，还没有发布："
        "看 manage.py publish_due 说的原因。"
        for issue in late
    ]
