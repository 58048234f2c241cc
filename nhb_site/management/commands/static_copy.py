"""Copy the whole public site into a folder of plain files."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nhb_site.static_copying import NotCopied, StaticCopy


class Command(BaseCommand):
    help = "把整个公开网站抄成一个文件夹的静态文件：网页、下载、样式，放到任何文件服务器上都能看。"

    def add_arguments(self, parser):
        parser.add_argument("folder", help="放副本的文件夹；以前的副本会被换掉")
        parser.add_argument(
            "--absolute", action="store_true", help="链接以 / 开头，副本须放在一个域名的根上"
        )
        parser.add_argument(
            "--live",
            default=settings.SITE_URL,
            help="正在运行的网站的地址，搜索和纠错指到那里；默认 SITE_URL",
        )

    def handle(self, *, folder, absolute, live, **options):
        copy = StaticCopy(folder, live=live.rstrip("/"), relative=not absolute)
        try:
            number = copy.write()
        except NotCopied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已抄 {number} 个地址到 {folder}。")
