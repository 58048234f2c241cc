"""Put the catalogue of institutions, table families and layouts into the database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.catalogue import load_catalogue
from stats.catalogue_file import CATALOGUE
from stats.yaml_tree import CatalogueError


class Command(BaseCommand):
    help = "读入目录（机构、统计表、指标、表式）：只补充缺少的，后台改过的一概不动。"

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=CATALOGUE, help="另一个目录文件")

    def handle(self, *, file, **options):
        try:
            loaded = load_catalogue(file)
        except CatalogueError as error:
            raise CommandError(f"目录“{file.name}”有误，没有读入：\n{error}") from error
        for remark in loaded.remarks:
            self.stdout.write(remark)
        self.stdout.write(str(loaded))
