"""manage.py reset_second_step: for the only administrator whose phone is gone."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from nhb_site.second_step import reset


class Command(BaseCommand):
    help = "忘掉一个账号的手机和恢复码，下次登录时由本人重新启用第二步验证。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有名为“{username}”的账号，没有改动。")
        reset(user)
        self.stdout.write(f"已重设“{username}”的第二步验证。")
