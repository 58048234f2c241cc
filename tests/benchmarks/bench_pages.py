"""Pages and files of our site against Datasette, Wagtail and a Django site made by tutorials.

All have the same archive (tests/benchmarks/archive.py), run in the same run one after another under
one worker, without any cache, and are asked for what must stand in their answers before they are
measured. The others are installed by this program, into var/benchmark/. Run from the top:

    .venv/bin/python -m tests.benchmarks.bench_pages [--times 10] [--rounds 5] [--seconds 2]
        [--work issue,month] [--only ours]
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.measuring import Site, Work, rounds

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).resolve().parent / "peers"
PACKAGES = ["datasette", "wagtail", "django-tables2", "django-import-export[xlsx]",
            "django-filter", "gunicorn"]  # fmt: skip
ONE = "nanjing-gulou-yiyuan"
OF_ONE = f"institution={ONE}"
WORD = "预约"
MONTHS = 120  # of an institution, as many as we tell at once
# By how much ours is to be better, in CPU, and than whom: docs/速度.md.
GOALS = {
    "issue": {"Wagtail": 10, "tutorial": 40},
    "month": {"Datasette": 8, "tutorial": 18},
    "sorted": {"Datasette": 8, "tutorial": 18},
    "deep": {"tutorial": 20},
    "filtered": {"Datasette": 8, "tutorial": 18},
    "series": {"Datasette": 12},
    "archive": {"Wagtail": 60, "tutorial": 6},
    "search": {"tutorial": 8},
    "csv": {"Datasette": 5, "import-export": 20, "tutorial": 80},
    "xlsx": {"import-export": 25},
}


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, default=1, help="how many times the institutions")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=2, help="for each work in a round")
    asked.add_argument("--work", default=",".join(GOALS))
    asked.add_argument("--only", default="", help="sites, by name, instead of all")
    asked.add_argument("--folder", type=Path, default=ROOT / "var" / "benchmark")
    told = asked.parse_args()
    folder = told.folder / f"x{told.times}"
    prepare(folder, told.times)
    peers = told.folder / "peers"
    install(peers)
    wagtail_of(peers, folder)
    truth = Truth(folder / "plain.sqlite")
    sites = [ours(folder, truth), *others(peers, folder, truth)]
    sites = [one for one in sites if not told.only or one.name in told.only.split(",")]
    found, sizes = rounds(sites, told.work.split(","), told.rounds, told.seconds)
    return report(found, sizes)


def prepare(folder, times):
    """Our site with the archive in `folder`; one that is there is brought up to this version."""
    os.environ |= {
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "nhb_site.settings",
    }
    folder.mkdir(parents=True, exist_ok=True)
    is_there = (folder / "plain.sqlite").exists()
    if not is_there:
        (folder / "db.sqlite3").unlink(missing_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not is_there:
        _fill(folder, times)


def _fill(folder, times):
    from django.core.management import call_command

    from tests.benchmarks import archive

    call_command("load_catalogue", verbosity=0)
    archive.fill(times)
    unfinished = folder / "plain.unfinished"
    unfinished.unlink(missing_ok=True)
    archive.tell(unfinished)
    unfinished.rename(folder / "plain.sqlite")


def install(peers):
    if not (peers / "bin" / "datasette").exists():
        venv.create(peers, with_pip=True)
        subprocess.run([peers / "bin" / "pip", "install", "-q", *PACKAGES], check=True)


def wagtail_of(peers, folder):
    site = folder / "wagtail.sqlite"
    if not site.exists():
        unfinished = folder / "wagtail.unfinished"
        unfinished.unlink(missing_ok=True)
        environment = os.environ | {"PLAIN": f"{folder / 'plain.sqlite'}", "SITE": f"{unfinished}"}
        command = [peers / "bin" / "python", "wagtail_site.py"]
        subprocess.run(command, cwd=PEERS, env=environment, check=True)
        unfinished.rename(site)


class Truth:
    """What the answers must tell, read out of the plain archive by statements of its own."""

    def __init__(self, plain):
        import sqlite3

        self.plain = sqlite3.connect(plain)
        month = "FROM bookings WHERE period = '2024-06' AND row_kind = 'data'"
        of_one = f"FROM bookings WHERE institution = '{ONE}'"
        self.month = self.told(f"SELECT printed_name {month} ORDER BY id")
        self.first = self.told("SELECT online FROM bookings ORDER BY online DESC LIMIT 5")
        last = "SELECT online FROM bookings WHERE online NOT NULL ORDER BY online DESC LIMIT 5"
        self.pages = int(self.told("SELECT count(*) FROM bookings WHERE online NOT NULL")[0]) // 50
        self.deep = self.told(f"{last} OFFSET {(self.deep_page - 1) * 50}")
        self.filtered = self.told(f"SELECT online {of_one} ORDER BY online DESC LIMIT 5")
        self.series = self.told(f"SELECT online {of_one} ORDER BY period DESC LIMIT {MONTHS}")
        self.issues = self.told("SELECT max(year) || '年' FROM issue")
        found = f"SELECT count(*) FROM article WHERE title || body LIKE '%{WORD}%'"
        self.found = int(self.told(found)[0])
        self.lines = self.told("SELECT raw_text FROM tidy WHERE dataset = 'bookings' LIMIT 50")

    @property
    def deep_page(self):
        """The page at nine tenths of the whole family."""
        return int(self.pages * 0.9)

    def told(self, statement):
        return tuple(str(value) for (value,) in self.plain.execute(statement))


def ours(folder, truth):
    q = quote(WORD)
    works = {
        "issue": Work("/issues/2024/6/", ("2024年第6期", "南京鼓楼医院", "简讯")),
        "month": Work("/stats/bookings/2024-06/", truth.month),
        "sorted": Work("/stats/bookings/data/?sort=-online", truth.first),
        "deep": Work(f"/stats/bookings/data/?sort=-online&page={truth.deep_page}", truth.deep),
        "filtered": Work(f"/stats/bookings/data/?institution={ONE}&sort=-online", truth.filtered),
        "series": Work(f"/institutions/{ONE}/", truth.series),
        "archive": Work("/issues/", truth.issues),
        "search": Work(f"/search/?q={q}&kind=article", (f">{truth.found}<",)),
        "csv": Work("/stats/bookings/data.csv", truth.lines),
        "xlsx": Work("/stats/bookings/data.xlsx"),
    }
    command = [sys.executable, "-m", "gunicorn", "nhb_site.wsgi:application", *GUNICORN]
    return Site("ours", command, {"HOT_PAGES_MB": "0"}, works, ROOT)


GUNICORN = ["-b", "127.0.0.1:PORT", "-w", "1", "-t", "600", "--no-control-socket"]


def others(peers, folder, truth):
    """Datasette, the tutorial's site (files also by import-export) and Wagtail."""
    told = {"PLAIN": f"{folder / 'plain.sqlite'}", "SITE": f"{folder / 'wagtail.sqlite'}"}
    gunicorn = f"{peers / 'bin' / 'gunicorn'}"
    plain = f"{folder / 'plain.sqlite'}"
    datasette = [f"{peers / 'bin' / 'datasette'}", "serve", "-i", plain, "--port", "PORT",
                 "--setting", "sql_time_limit_ms", "60000"]  # fmt: skip
    q = quote(WORD)
    tables = "/plain/bookings"
    return [
        Site("Datasette", datasette, {}, {
            "month": Work(f"{tables}?period=2024-06", truth.month),
            "sorted": Work(f"{tables}?_sort_desc=online", truth.first),
            "filtered": Work(f"{tables}?{OF_ONE}&_sort_desc=online", truth.filtered),
            "series": Work(f"{tables}?{OF_ONE}&_sort_desc=period&_size={MONTHS}", truth.series),
            "archive": Work("/plain/issue?_size=200", ()),
            "csv": Work("/plain/tidy.csv?dataset=bookings&_stream=on&_size=max", truth.lines),
        }),
        Site("tutorial", [gunicorn, "tutorial:application", *GUNICORN], told, {
            "issue": Work("/issues/2024/6/", ("2024年第6期", "南京鼓楼医院")),
            "month": Work("/bookings/?period=2024-06", truth.month),
            "sorted": Work("/bookings/?sort=-online", truth.first),
            "deep": Work(f"/bookings/?sort=-online&page={truth.deep_page}", truth.deep),
            "filtered": Work(f"/bookings/?{OF_ONE}&sort=-online", truth.filtered),
            "series": Work(f"/bookings/?{OF_ONE}&sort=-period&per_page={MONTHS}", truth.series),
            "archive": Work("/issues/", truth.issues),
            "search": Work(f"/search/?q={q}", (f"共 {truth.found} 篇",)),
            "csv": Work("/tidy/?dataset=bookings&_export=csv", truth.lines),
        }, PEERS),
        Site("import-export", [gunicorn, "tutorial:application", *GUNICORN], told, {
            "csv": Work("/export.csv?dataset=bookings", truth.lines),
            "xlsx": Work("/export.xlsx?dataset=bookings"),
        }, PEERS),
        Site("Wagtail", [gunicorn, "wagtail_site:application", *GUNICORN], told, {
            "issue": Work("/2024-6/", ("2024年第6期", "南京鼓楼医院")),
            "archive": Work("/", truth.issues),
            "search": Work(f"/search/?q={q}"),
        }, PEERS),
    ]  # fmt: skip


def report(found, sizes):
    """Print what was measured; 1 where a goal was missed, else 0."""
    missed = 0
    for (site, name), told in sorted(found.items(), key=lambda one: list(GOALS).index(one[0][1])):
        line = (
            f"{name:9} {site:14} {told.cpu:9.2f} ms CPU {told.rate:8.1f}/s {told.p99:8.1f} ms p99"
        )
        line += f" {sizes[site, name]:9} B"
        if site != "ours" and ("ours", name) in found:
            mine, goal = found["ours", name], GOALS[name].get(site)
            ratio = told.cpu / mine.cpu
            line += f"   {ratio:6.1f}x CPU {mine.rate / told.rate:6.1f}x rate"
            if goal:
                missed += ratio < goal
                line += f"   goal {goal}: {'met' if ratio >= goal else 'MISSED'}"
        print(line)  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
