"""Ten thousand figures taken in with preview: our screens against django-import-export as it comes.

Both get the same figures in an .xlsx on the same machine in the same run, through an admin page
each: upload with preview, then the yes. Both write the history of each figure; ours its checks and
the way back besides. They take turns; what counts is the middle one of the rounds' ratios. Run from
the top of the checkout:

    .venv/bin/python -m tests.benchmarks.bench_import [figures|memory]

With `figures` the growth of memory is left out; with `memory` only that is measured: how the memory
of ours grows at 10, 40 and 100 thousand figures.
"""

import io
import json
import os
import resource
import sys
import time
from decimal import Decimal
from statistics import median

from tests.databases import prepare_environment

MONTHS, FAMILIES, ROWS, METRICS = 12, 4, 30, 7
FIGURES = MONTHS * FAMILIES * ROWS * METRICS
ROUNDS = {"new": 3, "again": 1}  # a ratio of fifty and more needs no second round


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    prepare_environment("sqlite")
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    if "memory" in sys.argv[1:]:
        return compare_memory()
    fill()
    empty()
    print(f"{FIGURES} 个数据，xlsx，预览加写入；CPU 秒含读文件的子进程")  # noqa: T201
    slowest = min(median(compare(what) for _ in range(rounds)) for what, rounds in ROUNDS.items())
    print(f"ratio (CPU, middle round, least of both): {slowest:.1f}")  # noqa: T201
    if "figures" not in sys.argv[1:]:
        compare_memory()
    return 0 if slowest >= 10 else 1


def compare(what):
    """How many times the CPU of ours the stock way takes, for new figures or the same again."""
    if what == "new":
        empty()
    ours = apart(run_ours, workbook(tidy_lines()), what)
    if what == "new":
        empty()
    stock = apart(run_stock, workbook(stock_lines(what)), what)
    ratio = stock["cpu"] / ours["cpu"]
    for name, found in (("ours", ours), ("import-export", stock)):
        print(  # noqa: T201
            f"{what:6} {name:14} {found['cpu']:7.2f} s CPU {found['wall']:7.2f} s wall"
            f"  peak {found['rss']:4.0f} MB (+{found['grown']:.0f})"
            f"  preview {found['page'] / 1000:7.0f} kB  written {found['written']}"
        )
    print(f"{what:6} ratio {ratio:.1f} (CPU), {stock['wall'] / ours['wall']:.1f} (wall)")  # noqa: T201
    return ratio


def compare_memory(sizes=(MONTHS, 4 * MONTHS, 118)):
    """How the memory of ours grows with the file."""
    grown = []
    for months in sizes:
        wipe()
        fill(months)
        empty()
        data = workbook(tidy_lines())
        found = apart(run_ours, data, "new")
        grown.append(found["grown"] - len(data) / 2**20)
        print(  # noqa: T201
            f"memory {found['written']:6} figures  peak {found['rss']:4.0f} MB"
            f" (+{grown[-1]:.1f} without the file)  {found['cpu']:7.2f} s CPU",
            flush=True,
        )
    print(f"memory for the longest file: +{grown[-1] - grown[0]:.1f} MB")  # noqa: T201


def wipe():
    """Take away all that `fill` made but the user."""
    from stats.models import Row, Table

    empty()
    for model in (Row, Table):
        model.objects.all().delete()


def fill(months=MONTHS, first=2010):
    """Tables with rows of blanks: four families in each of so many monthly issues."""
    from django.contrib.auth.models import User

    from tests.builders import figure, make_table, subject
    from tests.desk import make_staff

    if not User.objects.exists():
        make_staff()
    header = [subject("单位"), *(figure(f"指标{n}", metrics=f"m{n}") for n in range(METRICS))]
    rows = [(f"南京第{n}医院", *[""] * METRICS) for n in range(ROWS)]
    for number in range(months):
        year, month = first + number // 12, number % 12 + 1
        for family in range(FAMILIES):
            make_table(
                f"family-{family}", f"{year}-{month:02d}", header, rows,
                family=f"第{family}表", origin=f"{year + 1}-{month:02d}", published=False,
            )  # fmt: skip


def empty():
    from stats.models import Finding, Import, Observation

    Observation.objects.all().delete()
    Observation.history.all().delete()
    Finding.objects.all().delete()
    Import.objects.all().delete()


def tidy_lines(families=""):
    """The file of all rows of families whose slugs begin so, a line for each figure."""
    from stats.exporting import COLUMNS
    from stats.models import Metric, Row

    yield COLUMNS
    metrics = {}
    for metric in Metric.objects.order_by("code"):
        metrics.setdefault(metric.dataset_id, []).append(metric)
    rows = Row.objects.select_related("table__dataset", "institution").order_by("pk")
    for row in rows.filter(table__dataset__slug__startswith=families):
        table = row.table
        start = (table.dataset.slug, f"{table.period:%Y-%m}", table.origin, row.kind, row.group)
        code = row.institution.code if row.institution else ""
        for metric in metrics[table.dataset_id]:
            value = figure_of(row, metric)
            named = (row.position, code, row.printed_name, metric.code, metric.label, metric.unit)
            yield (*start, *named, value, "A", str(value))


def figure_of(row, metric):
    return Decimal(row.pk * 100 + metric.pk)


def stock_lines(what):
    """The same figures as import-export wants them: by the keys of the database."""
    from stats.models import Metric, Observation, Row

    yield ("id", "row", "metric", "value", "status", "raw_text", "source", "note")
    if what == "again":
        for one in Observation.objects.order_by("pk"):
            yield (one.pk, one.row_id, one.metric_id, one.value, one.status, one.raw_text, "", "")
        return
    metrics = {}
    for metric in Metric.objects.order_by("code"):
        metrics.setdefault(metric.dataset_id, []).append(metric)
    for row in Row.objects.select_related("table").order_by("pk"):
        for metric in metrics[row.table.dataset_id]:
            value = figure_of(row, metric)
            yield ("", row.pk, metric.pk, value, "A", str(value), "", "")


def workbook(lines):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    for line in lines:
        sheet.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def apart(work, data, what):
    """What `work` tells, done in a process of its own, with its time and memory."""
    from django.db import connections

    connections.close_all()
    sys.stdout.flush()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            told = measured(work, data, what)
            os.write(write, json.dumps(told).encode())
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told)


def measured(work, data, what):
    before, start, idle = cpu(), time.perf_counter(), peak()
    page, written = work(data, what)
    return {
        "cpu": cpu() - before,
        "wall": time.perf_counter() - start,
        "rss": peak(),
        "grown": peak() - idle,
        "page": page,
        "written": written,
    }


def cpu():
    """Seconds of this process and of the children it waited for."""
    return sum(os.times()[:4])


def peak():
    """Megabytes of memory that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def client():
    from django.contrib.auth.models import User
    from django.test import Client

    made = Client(HTTP_HOST="localhost")
    made.force_login(User.objects.get())
    return made


def upload(made, address, data, **fields):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"import_file": SimpleUploadedFile("a.xlsx", data), "sent": "1", **fields}
    return made.post(address, sent)


def run_ours(data, what):
    """Bytes of the preview, and how many figures were written."""
    made = client()
    page = upload(made, "/admin/stats/observation/import/", data)
    outcome = page.context["result"]
    assert not outcome.refused, outcome.refused[:3]
    if outcome.writes:
        form = page.context["confirm_form"]
        sent = {"digest": outcome.digest, **form.initial}
        answer = made.post("/admin/stats/observation/process_import/", sent)
        assert "/import/" in answer["Location"] and answer["Location"][-8:] == "/change/"
    return len(page.content), outcome.writes


def run_stock(data, what):
    """The same with a plain ModelResource in a plain ImportExportModelAdmin."""
    from django.db.models.signals import pre_save
    from django.test import override_settings

    pre_save.disconnect(dispatch_uid="stats.past")  # what only our own desk asks at each save
    with override_settings(ROOT_URLCONF="tests.benchmarks.stock_urls"):
        made = client()
        page = upload(made, "/stock/stats/observation/import/", data, format="0", resource="0")
        result = page.context["result"]
        form = page.context["confirm_form"]
        answer = made.post("/stock/stats/observation/process_import/", form.initial)
        assert answer.status_code == 302
    written = result.totals["new"] + result.totals["update"]
    return len(page.content), written


if __name__ == "__main__":
    sys.exit(main())
