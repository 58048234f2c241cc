"""manage.py move_database: the same rows in another database, SQLite or PostgreSQL."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from nhb_site import databases, sealed
from nhb_site.backing_up import NotNow
from nhb_site.backup_records import noting
from nhb_site.restoring import move


class Command(BaseCommand):
    help = "把全部数据搬到另一个数据库（SQLite 与 PostgreSQL 之间都可以），逐行核对。请先停下网站。"

    def add_arguments(self, parser):
        parser.add_argument("--to", required=True, metavar="URL",
                            help="新数据库，写法与 DATABASE_URL 相同")  # fmt: skip
        parser.add_argument("--overwrite", metavar="数据库名",
                            help="新数据库里已有内容时，写出它的名字以代替")  # fmt: skip

    def handle(self, *, to, overwrite, **options):
        told = databases.configured(to)
        if not told.get("NAME"):
            raise CommandError(f"“{to}”不是数据库的地址，应如 postgresql://用户:密码@主机/库名。")
        if _place(told) == _place(settings.DATABASES["default"]):
            raise CommandError("新旧是同一个数据库，没有改动。")
        try:
            with noting("move", told["NAME"]) as noted:
                noted["rows"] = move(told, overwrite)
        except (sealed.Refused, NotNow) as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"没有搬迁（{error}），原数据库没有改动。") from error
        self.stdout.write(f"已搬迁并逐行核对：{noted['rows']} 行。请把 DATABASE_URL 改为新地址，"
                          "再启动网站；上传的文件不必搬动。")  # fmt: skip


def _place(told):
    return [str(told.get(name, "")) for name in ("ENGINE", "NAME", "HOST", "PORT")]
