"""manage.py restore: the site as a backup has it, all of it or nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from nhb_site import sealed
from nhb_site.backing_up import NotNow
from nhb_site.backup_records import noting
from nhb_site.restoring import check, restore


class Command(BaseCommand):
    help = "用备份恢复整个网站：先把备份读完核对，再写入；要么全部恢复，要么什么也不变。"
    requires_system_checks = []  # the database may not be there yet

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="备份文件")
        parser.add_argument("--key", type=Path, default=settings.BACKUP_KEY_FILE,
                            help="密钥文件（默认 %(default)s）")  # fmt: skip
        parser.add_argument("--check", action="store_true", help="只核对备份，什么也不写")
        parser.add_argument("--overwrite", metavar="数据库名",
                            help="代替现有的内容；要写出现有数据库的名字")  # fmt: skip

    def handle(self, *, file, key, check, overwrite, **options):
        try:
            with noting("check" if check else "restore", file) as told:
                backup, aside = self._done(file, sealed.read_key(key), check, overwrite)
                told.update(rows=backup.rows, files=backup.files, made_at=backup.about["made_at"])
        except (sealed.Refused, NotNow) as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"没有恢复（{error}），数据库没有改动；请核对文件、权限、剩余空间"
                               "和数据库后再试。") from error  # fmt: skip
        verb = "备份完好" if check else "已恢复并核对"
        self.stdout.write(f"{verb}：{backup.about['made_at']} 所做，{backup.rows} 行，"
                          f"{backup.files} 个文件。")  # fmt: skip
        if aside:
            self.stdout.write(f"备份里没有的文件已移到“{aside}”，确定不要再删。")

    def _done(self, file, key, only_check, overwrite):
        return (check(file, key), None) if only_check else restore(file, key, overwrite)
