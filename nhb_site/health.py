"""Whether the site is well: one list of checks, told by /readyz, check_health, the desk's page and
to Prometheus. Each says what was found and what to do."""

import shutil
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.models import Issue, State
from nhb_site import auditing, backup_records, databases, log_ins, measuring, sizes
from nhb_site.networks import asks_for_desk
from stats import rounds

OLDEST_BACKUP = timedelta(hours=50)  # a night may be missed, not two
LATEST_ISSUE = timedelta(minutes=3)
AN_HOUR = 3600  # seconds for which a long look holds
_DAMAGE, _TORN = "health-damage", "health-audit"  # where what they found is cached
FEW = 20  # requests that tell nothing of how fast a page is
MANY_FAILURES = 50  # log-ins in a day
FULL = 90  # of a hundred, of a disk that is not ours alone
GOOD, DOUBTFUL, BAD = "正常", "注意", "不正常"
# Command, what people call it, how long after the last time it is late, what of systemd runs it.
BY_THEMSELVES = (
    ("publish_due_watch", "定时发布（一直运行）", timedelta(minutes=5), "jianbao-publish.service"),
    ("publish_due", "定时发布（每分钟补发）", timedelta(minutes=5), "jianbao-publish-due.timer"),
    ("check_health", "检查（每小时）", timedelta(hours=3), "jianbao-check.timer"),
)


class Verdict(NamedTuple):
    """What one check found; `to_do` is empty where all is well."""

    key: str
    name: str
    level: str
    said: str
    to_do: str = ""

    @property
    def sentence(self):
        return f"{self.said}。{self.to_do}"


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
    return _wrong(verdicts(_SERVING))


def amiss():
    """That, and what somebody has to look after though the site serves."""
    return _wrong(verdicts())


def verdicts(checks=None):
    """A Verdict of each check; of those that ask the database only the first where it is away."""
    told = []
    for check in checks or (*_SERVING, *_CARE):
        if check in _ALONE or told[0].level == GOOD:
            told.append(_looked(check))
    return told


def _looked(check):
    """Its verdict; that it could not be had where the database has no answer to it."""
    try:
        return check()
    except DatabaseError as error:
        key = check.__name__.strip("_").replace("_", "-")
        said = f"没有查成（{key}）：{str(error).splitlines()[0]}"
        to_do = "见 docs/运维/备份与恢复.md 的“数据库文件坏了”。"
        return Verdict(key, "数据库读写", BAD, said, to_do)


def look_again():
    """Forget what long looks found within the hour."""
    cache.delete_many([_DAMAGE, _TORN])


def _wrong(told):
    return [one.sentence for one in told if one.level == BAD]


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        said = f"数据库无法连接：{str(error).splitlines()[0]}"
        to_do = "看数据库是否在运行，DATABASE_URL 是否写对。"
        return Verdict("database", "数据库", BAD, said, to_do)
    return Verdict("database", "数据库", GOOD, f"{databases.name()} 连得上")


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        said = f"数据库还差 {len(waiting)} 个迁移没有做"
        return Verdict("migrations", "迁移", BAD, said, "运行 manage.py migrate。")
    return Verdict("migrations", "迁移", GOOD, "都做了")


def _media():
    try:
        default_storage.check_room(1)
    except OSError as error:
        said = f"{default_storage.place} 写不进去：{error.strerror or error}"
        to_do = "看它属于谁、权限是否还在、磁盘是否满了。"
        return Verdict("media", "上传文件夹", BAD, said, to_do)
    return Verdict("media", "上传文件夹", GOOD, "写得进去")


def _disk():
    free = shutil.disk_usage(settings.VAR_DIR).free // 2**20
    said = f"{settings.VAR_DIR} 所在的磁盘还有 {free} MB"
    if free >= settings.DISK_LOW_MB:
        return Verdict("disk", "数据磁盘", GOOD, said)
    said = f"{settings.VAR_DIR} 所在的磁盘只剩 {free} MB，少于 {settings.DISK_LOW_MB} MB"
    return Verdict("disk", "数据磁盘", BAD, said, "请清理，或加大磁盘。")


def _other_disks():
    full = [one for one in sizes.disks()[1:] if one.used >= FULL]
    if not full:
        return Verdict("disks", "其他磁盘", GOOD, "都有余地")
    said = "；".join(f"放{one.holds}的磁盘（{one.folder}）已用 {one.used} %" for one in full)
    return Verdict("disks", "其他磁盘", DOUBTFUL, said, "清理旧的日志和备份，或加大磁盘。")


def _lasting():
    """Whether what the database acknowledged outlives a power cut."""
    wrong = databases.check_that_saves_last(None, ["default"])
    if wrong:
        said = "；".join(one.msg.rstrip("。") for one in wrong)
        return Verdict("power", "断电", BAD, said, wrong[0].hint)
    return Verdict("power", "断电", GOOD, "已确认的保存不会因断电丢失")


def _whole():
    wrong = cache.get_or_set(_DAMAGE, lambda: databases.damage() or "", AN_HOUR)
    if wrong:
        to_do = "马上停止写入，从最近的备份恢复，见 docs/运维/备份与恢复.md。"
        return Verdict("whole", "数据库完整", BAD, f"数据库有损坏：{wrong}", to_do)
    if not databases.has_checksums():
        to_do = "停下 PostgreSQL，运行 pg_checksums --enable -D 数据文件夹，再启动。"
        said = "PostgreSQL 没有打开校验和，坏了的页看不出来"
        return Verdict("whole", "数据库完整", DOUBTFUL, said, to_do)
    return Verdict("whole", "数据库完整", GOOD, "没有发现损坏")


def _audit():
    wrong = cache.get_or_set(_TORN, auditing.torn, AN_HOUR)
    if wrong:
        to_do = "运行 manage.py verify_audit，与备份里的对照，追查是谁动了数据库。"
        return Verdict("audit", "审计日志", BAD, f"审计日志不完整：{wrong.rstrip('。')}", to_do)
    return Verdict("audit", "审计日志", GOOD, "从第一条起都是当时写下的")


def _backup():
    key, name = "backup", "备份"
    made = backup_records.last_good()
    if made is None:
        to_do = "运行 manage.py backup，见 docs/运维/备份与恢复.md。"
        return Verdict(key, name, BAD, "还没有做过备份", to_do)
    last = datetime.fromisoformat(made["at"])
    told = f"最近一次做成的备份是 {timezone.localtime(last):%Y-%m-%d %H:%M}"
    if timezone.now() - last > OLDEST_BACKUP:
        to_do = "看 journalctl -u jianbao-backup 说的原因，再运行 manage.py backup。"
        return Verdict(key, name, BAD, f"{told}，超过两天了", to_do)
    return Verdict(key, name, GOOD, told)


def _overdue():
    late = Issue.objects.filter(
        state=State.SCHEDULED, scheduled_for__lt=timezone.now() - LATEST_ISSUE
    )
    said = "；".join(
        f"{issue}定于 {timezone.localtime(issue.scheduled_for):%Y-%m-%d %H:%M} 发布，还没有发布"
        for issue in late
    )
    if said:
        return Verdict("overdue", "到时发布", BAD, said, "看 manage.py publish_due 说的原因。")
    return Verdict("overdue", "到时发布", GOOD, "没有到时还没有发布的")


def _rounds():
    """Those that never ran are only told: not every machine runs them."""
    late, never = [], []
    for command, name, patience, unit in BY_THEMSELVES:
        known = rounds.last(command)
        if known is None:
            never.append(name)
        elif timezone.now() - known.at > patience:
            late.append((unit, f"{name}上次运行是 {timezone.localtime(known.at):%m-%d %H:%M}"))
    key, title = "rounds", "定时任务"
    if late:
        units = " ".join(unit for unit, _ in late)
        to_do = f"运行 systemctl status {units}，没有运行的 systemctl start。"
        return Verdict(key, title, BAD, "；".join(said for _, said in late), to_do)
    if never:
        to_do = "这台机器用 deploy/install 装的，重新运行它；用 bin/run 试用的不必理会。"
        return Verdict(key, title, DOUBTFUL, f"没有运行过：{'、'.join(never)}", to_do)
    return Verdict(key, title, GOOD, "都按时运行")


def _log_ins():
    told = log_ins.failures()
    said = f"24 小时里登录失败 {told.failed} 次，锁定 {told.locked} 次"
    if told.locked or told.failed >= MANY_FAILURES:
        to_do = (
            "看下面是谁、从哪里；不是同事，就在防火墙或 nginx 挡掉那个地址，或设 ADMIN_NETWORKS。"
        )
        return Verdict("log-ins", "登录", DOUBTFUL, said, to_do)
    return Verdict("log-ins", "登录", GOOD, said)


def _speed():
    slow = [
        f"{one.page} 一百次里有五次超过 {one.most:.1f} 秒"
        for one in measuring.speeds()
        if one.count >= FEW and one.most >= settings.SLOW_SECONDS and not asks_for_desk(one.page)
    ]
    if slow:
        to_do = "看下面“页面快慢”，再看 slow.jsonl 里是哪些地址、什么时候；机器忙就加处理器。"
        return Verdict("speed", "页面快慢", DOUBTFUL, "；".join(slow[:3]), to_do)
    return Verdict("speed", "页面快慢", GOOD, "没有慢的公开页面")


_SERVING = (_database, _migrations, _media, _disk)
_CARE = (_other_disks, _lasting, _whole, _audit, _backup, _overdue, _rounds, _log_ins, _speed)
_ALONE = {_database, _media, _disk, _other_disks, _backup, _rounds, _speed}  # they need no database
