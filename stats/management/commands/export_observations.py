"""Every figure of the record as one tidy CSV, to a file or to the screen."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.converters import month_of
from stats.exporting import csv_text, rows_of
from stats.models import Dataset, Table


class Command(BaseCommand):
    help = "导出全部数据为 CSV，一行一个数据；不指定 --output 则输出到屏幕。"

    def add_arguments(self, parser):
        parser.add_argument("--dataset", metavar="SLUG", help="只导出这一张统计表，如 bookings")
        parser.add_argument("--period", metavar="YYYY-MM", help="只导出这个数据月份，如 2024-08")
        parser.add_argument("--published", action="store_true", help="只导出已经发布的")
        parser.add_argument("--output", metavar="F.csv", help="写入这个文件")

    def handle(self, *, dataset, period, published, output, **options):
        tables = Table.objects.published() if published else Table.objects.all()
        if dataset:
            tables = tables.filter(dataset=known_dataset(dataset))
        if period:
            tables = tables.for_month(month(period))
        if output is None:
            write(tables, lambda text: self.stdout.write(text, ending=""))
        else:
            with replaced(Path(output)) as file:
                write(tables, file.write)


def write(tables, put):
    for text in csv_text(rows_of(tables), guard=str):
        put(text)


def known_dataset(slug):
    """The dataset with this code, or an error that names those there are."""
    if dataset := Dataset.objects.filter(slug=slug).first():
        return dataset
    slugs = "、".join(Dataset.objects.values_list("slug", flat=True)) or "还没有任何统计表"
    raise CommandError(f"没有代码为“{slug}”的统计表。现有：{slugs}。")


def month(text):
    """The first day of a month written YYYY-MM."""
    try:
        return month_of(text)
    except ValueError:
        raise CommandError(f"月份“{text}”看不懂，请写成 YYYY-MM，如 2024-08。") from None


@contextmanager
def replaced(path):
    """A file to write to that becomes `path` only when all of it is written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    except OSError as error:
        advice = "请检查所在文件夹是否存在、是否可写。"
        raise CommandError(f"写不了“{path}”（{error.strerror}）。{advice}") from error
    finally:
        part.unlink(missing_ok=True)
