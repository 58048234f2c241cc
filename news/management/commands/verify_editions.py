"""manage.py verify_editions: is every published version still what it was when published?"""

from django.core.management.base import BaseCommand, CommandError

from news.files import damaged
from news.models import Edition, EditionFile


class Command(BaseCommand):
    help = "核对每一个已发布版本及其文件的 SHA-256；有不符的，逐一列出，退出码为 1。"

    def handle(self, **options):
        wrong = list(damaged())
        for edition, what in wrong:
            self.stderr.write(f"{edition}：{what}")
        editions, files = Edition.objects.count(), EditionFile.objects.count()
        if wrong:
            raise CommandError(f"{editions} 个版本、{files} 个文件，{len(wrong)} 处不符。")
        self.stdout.write(f"{editions} 个版本、{files} 个文件，全部相符。")
