"""manage.py ingest FILE...: bulletins from documents into the record."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from news.importing import Refused, ingest, readable_name
from news.reporting import report_of_refused


class Command(BaseCommand):
    help = "读入一期或多期简报（docx、doc、pdf、txt）。一份文件要么全部收录，要么一点不收。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="文件", help="要读入的文件")
        parser.add_argument("--dry-run", action="store_true", help="只试读，不写入")
        parser.add_argument("--publish", action="store_true", help="没有错误的直接发布")
        parser.add_argument("--report", metavar="OUT.json", help="把读入报告写入这个文件")

    def handle(self, *, files, dry_run, publish, report, **options):
        reports, refused = [], 0
        quiet = len(files) == 1 or not sys.stderr.isatty()
        for name in tqdm(files, desc="读入", unit="份", disable=quiet):
            taken = self._take(name, publish, dry_run)
            refused += taken["issue"] is None
            reports.append(taken)
        if report:
            self._write(report, reports)
        if refused:
            raise CommandError(f"{len(files)} 份文件中有 {refused} 份没有读入，原因见上。")

    def _take(self, name, publish, dry_run):
        try:
            taken = ingest(name, publish, dry_run)
        except Refused as error:
            self._say(self.stderr, str(error))
            return report_of_refused(readable_name(name), str(error))
        self._say(self.stdout, _line(taken, dry_run))
        del taken["state"]
        return taken

    @staticmethod
    def _say(stream, line):
        with tqdm.external_write_mode():
            stream.write(line)

    def _write(self, path, reports):
        try:
            text = json.dumps(reports, ensure_ascii=False, indent=1) + "\n"
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"报告写不进“{path}”：{error.strerror}。") from error


def _line(taken, dry_run):
    """One line of output for a document that was taken in."""
    issue, found = taken["issue"], taken["findings"]
    errors = sum(finding["severity"] == "error" for finding in found)
    said = {"new": "已读入", "unchanged": "此前已读入，没有变化", "published": "已读入并发布"}
    state = said.get(taken["state"], taken["state"].replace("draft: ", "已读入，未发布："))
    return (
        f"{taken['file']}：{issue['year']}年第{issue['number']}期，"
        f"{len(taken['articles'])} 篇文章，{len(taken['tables'])} 张表，"
        f"{len(taken['briefs'])} 条简讯；错误 {errors}，提示 {len(found) - errors}；"
        f"{state}{'（试读，未写入）' if dry_run else ''}"
    )
