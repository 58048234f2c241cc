"""manage.py backup: all of the site in one encrypted file, made while the site serves."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from nhb_site import ownerless, sealed
from nhb_site.backing_up import NotNow, back_up
from nhb_site.backup_records import noting, prune


def numbers(text):
    try:
        days, weeks, months = map(int, text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("应为三个数，如 7,5,12：天数,周数,月数") from None
    return days, weeks, months


class Command(BaseCommand):
    help = "把整个网站（数据库和上传的文件）备份成一个加密文件，读回核对后才算数；网站不必停。"

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BACKUP_DIR,
                            help="放到哪个文件夹（默认 %(default)s）")  # fmt: skip
        parser.add_argument("--key", type=Path, default=settings.BACKUP_KEY_FILE,
                            help="密钥文件（默认 %(default)s）")  # fmt: skip
        parser.add_argument("--make-key", action="store_true", help="只做一把新密钥，不备份")
        parser.add_argument("--keep", type=numbers, metavar="天,周,月",
                            help="备份之后，只留最近这么多天、周、月各一份，如 7,5,12")  # fmt: skip

    def handle(self, *, folder, key, make_key, keep, **options):
        if make_key:
            self._make_key(key)
        else:
            self._back_up(folder, key, keep)

    def _back_up(self, folder, key, keep):
        try:
            with noting("backup", folder) as told:
                made = back_up(folder, sealed.read_key(key))
                told.update(file=str(made.path), rows=made.rows, files=made.files,
                            bytes=made.path.stat().st_size)  # fmt: skip
        except (sealed.Refused, NotNow) as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"没有备份成（{error}），没有留下半份；请核对“{folder}”的权限、"
                               "剩余空间和数据库后再试。") from error  # fmt: skip
        self.stdout.write(f"已备份并核对：{made.path}，{made.rows} 行，{made.files} 个文件，"
                          f"{made.path.stat().st_size / 1e6:.1f} MB。")  # fmt: skip
        for path in prune(folder, keep) if keep else ():
            self.stdout.write(f"已删去旧备份：{path.name}")
        if swept := ownerless.sweep():  # all of it is in the backup just made
            self.stdout.write("移开了 {1} 个一天以上没有记录指向的上传文件：“{0}”。".format(*swept))
        if missing := made.manifest["missing"]:
            raise CommandError(f"备份已做好，但有 {len(missing)} 个文件记录里有、磁盘上没有，"
                               f"如“{missing[0]}”；请从更早的备份里找回。")  # fmt: skip

    def _make_key(self, path):
        try:
            sealed.make_key(path)
        except (OSError, sealed.Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"备份密钥已写入“{path}”。请马上另存一份到别处（另一台机器、保险柜）："
                          "没有它，谁也打不开备份。")  # fmt: skip
