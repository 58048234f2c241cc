"""Look whether the site is well: database, migrations, folders, disk, backups, releases."""

from django.core.management.base import BaseCommand, CommandError

from nhb_site.health import amiss, look_again
from stats.rounds import note, noted


class Command(BaseCommand):
    help = "看网站是否正常：数据库、迁移、上传文件夹、磁盘、备份、定时任务；有不对则退出码 1。"
    requires_system_checks = []  # it tells itself where there is no database

    def handle(self, **options):
        look_again()
        note("check_health")  # that it did not run while the machine was off is no news
        with noted("check_health"):
            if wrong := amiss():
                raise CommandError("\n".join(wrong))
        self.stdout.write("一切正常。")
