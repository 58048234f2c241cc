"""The site under load: docs/可靠性记录.md, L1–L15, and 200 readers with five writers (R).

An archive of 151 issues is made (or taken from --archive), copied, and served by the gunicorn and
nginx of deploy/; then each load runs and is held against its limit. Prints a line for each, and
writes the table to a file. Needs root, and from Debian: nginx, postgresql, wrk, slowhttptest. From
the top of the checkout:

    .venv/bin/python -m tests.drills.loads [--short] [--only L1,L9] [--database sqlite] [--told F]

--short takes a quarter of an hour, without L14; all of it three hours.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.databases import VENDORS
from tests.drills import load_lasting, load_reading, load_saving
from tests.drills.loaded import place
from tests.drills.serving import ROOT

HEAD = "| 编号 | 做了什么 | 数据库 | 结果 | 限度 | 合格 |\n|---|---|---|---|---|---|\n"


class Load(NamedTuple):
    """A load, and for how many seconds it runs, and in --short; the limit is told to people."""

    id: str
    what: str
    limit: str
    run: callable
    seconds: int
    short: int
    on: tuple = VENDORS


ONCE = VENDORS[:1]  # the database has little part in it
LOADS = (
    Load(
        "L14",
        "一小时，每秒 20 次，每 15 秒有一次改动，进程不更换",
        "内存 +10 % 以内，打开的文件不增加，0 错",
        *(load_lasting.soak, 3600, 0, ONCE),
    ),
    Load(
        "L1",
        "首页，经 nginx 微缓存，HTTP，200 个连接",
        "≥ 5000/s，p99 ≤ 50 ms，0 错",
        *(load_reading.kept_plain, 60, 12, ONCE),
    ),
    Load(
        "L2",
        "同上，TLS",
        "≥ 2000/s，p99 ≤ 80 ms，0 错",
        *(load_reading.kept_tls, 60, 12, ONCE),
    ),
    Load(
        "L3",
        "首页，每次重做，50 个连接",
        "≥ 100/s，p99 ≤ 800 ms，0 错",
        *(load_reading.home, 60, 10),
    ),
    Load(
        "L4",
        "750 篇文章轮流，每次重做，50 个连接",
        "≥ 150/s，p99 ≤ 600 ms，0 错",
        *(load_reading.article, 60, 10),
    ),
    Load(
        "L5",
        "151 个月的表（312 个数）轮流，每次重做，50 个连接",
        "≥ 50/s，p99 ≤ 2 s，0 错",
        *(load_reading.month, 60, 10),
    ),
    Load(
        "L6",
        "300 个三字词轮流搜索，每次重做，50 个连接",
        "≥ 100/s，p99 ≤ 500 ms，0 错",
        *(load_reading.search, 60, 10),
    ),
    Load(
        "L7",
        "各种页面混合，每次重做，200 个连接",
        "p99 ≤ 5 s，0 错",
        *(load_reading.mixed, 300, 30),
    ),
    Load(
        "L8",
        "整类 CSV、Excel、全部数据，各 10 人同时下载，另有人看网页",
        "CSV 首字节 ≤ 1 s，每个进程 +60 MB 以内，十份相同",
        *(load_reading.downloads, 0, 0),
    ),
    Load("L9", "50 人同时不停保存", "0 次拒绝，0 丢失", load_saving.writers_alone, 60, 15),
    Load(
        "L10",
        "20 个读者不停地读，4 人不停保存",
        "≥ 5 次保存/s，读 p99 ≤ 2 s，0 错",
        *(load_saving.readers_and_writers, 60, 15),
    ),
    Load(
        "L12",
        "L4 当中导入 5 万行 xlsx",
        "≤ 60 s，子进程 ≤ 400 MB，L4 的 p99 ≤ 2 倍",
        *(load_saving.imported, 60, 20),
    ),
    Load(
        "L13",
        "500 个慢连接：头、正文、读",
        "探测 100 % 有答",
        *(load_lasting.slow_clients, 60, 20, ONCE),
    ),
    Load(
        "L15",
        "20 次访问，每次都在网站刚启动之后，连同样式脚本",
        "每次 < 3 s",
        *(load_reading.cold, 0, 0, ONCE),
    ),
    Load(
        "R",
        "200 个读者、5 人不停保存，其间不断更正",
        "0 错，更正 1 s 之内处处可见",
        *(load_saving.corrected, 600, 50),
    ),
)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--short", action="store_true", help="a quarter of an hour, without L14")
    asked.add_argument("--only", default="", help="ids of loads, with commas")
    asked.add_argument("--database", choices=VENDORS, help="one of them alone")
    asked.add_argument("--archive", type=Path, default=ROOT / "var" / "benchmark" / "x1")
    asked.add_argument("--told", type=Path, default=ROOT / "var" / "loads.md")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = asked.parse_args()
    if asked.here:  # a process of its own: Django knows one database
        return run(asked)
    from tests.benchmarks.bench_pages import prepare

    prepare(asked.archive, 1)
    asked.told.parent.mkdir(exist_ok=True)
    asked.told.write_text(f"{time.strftime('%Y-%m-%d %H:%M')}，负载 {os.getloadavg()}\n\n{HEAD}")
    vendors = [asked.database] if asked.database else VENDORS
    command = [sys.executable, "-m", "tests.drills.loads", *sys.argv[1:], "--here", "--database"]
    return max(subprocess.run([*command, one], check=False).returncode for one in vendors)


def run(asked):
    """All loads that were asked for on one database; the exit status."""
    chosen = [load for load in LOADS if asked.database in load.on and _is_asked(load, asked)]
    wrong = []
    with place(asked.archive.resolve(), asked.database) as site_of:
        for load in chosen:
            try:
                said, well = load.run(site_of, load.short if asked.short else load.seconds)
            except Exception as error:  # the others are run all the same
                said, well = f"没有做成：{error!r}", False
            wrong += [] if well else [load.id]
            _tell(asked, load, said, well)
    return 1 if wrong else 0


def _is_asked(load, asked):
    if asked.only:
        return load.id in asked.only.split(",")
    return not (asked.short and load.id == "L14")


def _tell(asked, load, said, well):
    verdict = "是" if well else "**否**"
    line = f"| {load.id} | {load.what} | {asked.database} | {said} | {load.limit} | {verdict} |"
    print(line, flush=True)  # noqa: T201
    with asked.told.open("a") as told:
        told.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
