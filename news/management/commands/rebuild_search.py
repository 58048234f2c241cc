"""manage.py rebuild_search: make the index of search anew from what is published."""

from django.core.management.base import BaseCommand

from news.searching.index import index_missing, rebuild


class Command(BaseCommand):
    help = "按已发布的内容重建搜索索引；可以反复运行，结果不变。"

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="只补上索引里还没有的各期")

    def handle(self, *, missing, **options):
        added, removed = index_missing() if missing else rebuild()
        self.stdout.write(f"搜索索引：写入 {added} 条，删去 {removed} 条。")
