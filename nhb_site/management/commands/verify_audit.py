"""manage.py verify_audit: whether the audit log is what was written, from its first line."""

from django.core.management.base import BaseCommand, CommandError

from nhb_site.auditing import broken, head, seal
from nhb_site.models import AuditSeal


class Command(BaseCommand):
    help = "核对审计日志：有没有被改动、删去、调换的。不完整时退出码 1。"

    def add_arguments(self, parser):
        told = "另核对：以前记下的这一条还在（见 backups.jsonl 和系统日志）"
        parser.add_argument("--holds", nargs=2, metavar=("序号", "摘要"), help=told)

    def handle(self, *, holds, **options):
        seal()
        if wrong := broken():
            raise CommandError(f"审计日志不完整：{wrong}请从备份里核对，并追查是谁动了数据库。")
        if holds and not self._holds(*holds):
            raise CommandError(f"审计日志里没有以前记下的第 {holds[0]} 条：它被整个换过。")
        number, digest = head()
        self.stdout.write(f"审计日志完整，共 {number} 条；最后一条的摘要是 {digest or '（无）'}。")

    def _holds(self, number, digest):
        return (
            number.isdecimal() and AuditSeal.objects.filter(number=number, sha256=digest).exists()
        )
