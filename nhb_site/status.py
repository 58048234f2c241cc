"""The desk's page on the state of the system: what is wrong and what to do, sizes, speed, versions.

For those who look after accounts, or may see them: 管理, 审计 and superusers.
"""

import platform
import tomllib
from datetime import datetime

import django
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template.response import TemplateResponse
from django.utils import timezone

from nhb_site import backup_records, health, log_ins, logs, measuring, sizes
from stats import rounds

PERMISSION = "auth.view_user"
_MOST = 12  # kinds of page, and slow requests
_SIGNS = {health.GOOD: "good", health.DOUBTFUL: "doubtful", health.BAD: "bad"}


def status(request):
    """What a person needs to know who runs the server."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    order = (health.BAD, health.DOUBTFUL, health.GOOD)
    told = sorted(health.verdicts(), key=lambda one: order.index(one.level))
    checks = [(_SIGNS[one.level], one) for one in told]
    shown = {
        "title": "系统状态",
        "now": timezone.now(),
        "checks": checks,
        "bad": [one for sign, one in checks if sign == "bad"],
        "doubtful": [one for sign, one in checks if sign == "doubtful"],
        "sizes": _sizes(),
        "backup": _backup(),
        "day": log_ins.failures(),
        "accounts": log_ins.by_account(),
        "days": log_ins.DAYS,
        "speeds": measuring.speeds()[:_MOST],
        "shared": bool(settings.METRICS_DIR),
        "slow": _slow(),
        "slow_seconds": settings.SLOW_SECONDS,
        "rounds": [(name, rounds.last(command)) for command, name, *_ in health.BY_THEMSELVES],
        "versions": _versions(),
    }
    context = {**admin.site.each_context(request), **shown}
    return TemplateResponse(request, "nhb_site/admin/status.html", context)


def _sizes():
    return {
        "database": sizes.database(),
        "records": sizes.records(),
        "uploads": sizes.uploads(),
        "backups": sizes.backups(),
        "disks": sizes.disks(),
    }


def _backup():
    """What was noted of the last good backup, and of the last try if that came to nothing."""
    made = backup_records.last_good()
    tries = [one for one in backup_records.records() if one["what"] == "backup"]
    failed = tries[-1] if tries and tries[-1]["result"] != "ok" else None
    return {"made": _dated(made), "failed": _dated(failed)}


def _slow():
    return [_dated(one) for one in logs.slow_pages(_MOST)]


def _dated(noted):
    return noted and {**noted, "at": datetime.fromisoformat(noted["at"])}


def _versions():
    """What runs here, by what people call it."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        ("本网站", f"{project['project']['version']}（{settings.BASE_DIR.resolve()}）"),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ({"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor], _database_version()),
        ("操作系统", _system()),
    ]


def _database_version():
    version = connection.get_database_version()
    return ".".join(map(str, version))


def _system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
