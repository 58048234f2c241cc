"""Tell people that a service failed: by mail, by a web address, or both."""

import json
import socket
import subprocess
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError

LINES = 30  # of its log
PATIENCE = 20  # seconds


class Command(BaseCommand):
    help = "通知 ALARM_EMAILS、ALARM_WEBHOOK：某个服务失败了，附上它最后的日志。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", help="失败的服务，如 jianbao-backup.service；或任意一句话")

    def handle(self, *, what, **options):
        ways = [way for way, to in self.ways().items() if to]
        if not ways:
            raise CommandError("没有地方可通知：在 .env 里设 ALARM_EMAILS 或 ALARM_WEBHOOK。")
        subject = f"{settings.SITE_NAME}：{what} 失败（{socket.gethostname()}）"
        told = f"{subject}\n\n{last_lines(what)}"
        failed = [error for way in ways if (error := tried(way, subject, told))]
        if failed:
            raise CommandError("\n".join(failed))
        self.stdout.write(f"已通知：{subject}")

    @staticmethod
    def ways():
        return {by_mail: settings.ALARM_EMAILS, by_web: settings.ALARM_WEBHOOK}


def tried(way, subject, told):
    """Why `way` did not work; None where it did. One that fails does not keep the other back."""
    try:
        way(subject, told)
    except (OSError, HTTPException) as error:
        return f"通知没有发出（{way.__doc__}）：{error}"
    return None


def by_mail(subject, told):
    """邮件"""
    send_mail(subject, told, None, settings.ALARM_EMAILS)


def by_web(subject, told):
    """网址"""
    # What WeCom, DingTalk and the like take, and plain enough for anything else.
    body = json.dumps({"msgtype": "text", "text": {"content": told}}).encode()
    asked = Request(  # noqa: S310 - the address is the administrator's own
        settings.ALARM_WEBHOOK, body, {"Content-Type": "application/json"}
    )
    urlopen(asked, timeout=PATIENCE).close()  # noqa: S310


def last_lines(what):
    """The end of the log of a service; why there is none where there is none."""
    command = ["journalctl", "--unit", what, "--lines", str(LINES), "--no-pager", "--output", "cat"]
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            command, check=False, capture_output=True, text=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"（读不到日志：{error}）"
    return done.stdout or done.stderr
