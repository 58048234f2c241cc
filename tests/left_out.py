"""Pytest plugin: no test is left out silently, and under CI=true none may be left out.

With --summary FILE the counts, and what was left out and why, are added to FILE.
"""

import os
from pathlib import Path

import pytest

from tests.databases import RAN

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def pytest_addoption(parser):
    parser.addoption("--summary", type=Path, help="a file the outcome is added to, in plain words")


def reason(report):
    """Why a test was left out, in the words it gave."""
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else getattr(report, "wasxfail", longrepr)
    return str(text).removeprefix("Skipped: ")


def refuse_in_ci(report):
    """The report, a skip turned into a failure where nothing may be left out."""
    if report.skipped and os.environ.get("CI") == "true":
        report.longrepr = f"left out, which CI=true does not allow: {reason(report)}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    return refuse_in_ci((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    return refuse_in_ci((yield))


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("summary") and not hasattr(config, "workerinput"):
        with config.getoption("summary").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in summary(terminalreporter.stats, config))


def summary(stats, config):
    """The outcome of this run, line by line."""
    out = stats.get("skipped", []) + stats.get("xfailed", [])
    failed = len(stats.get("failed", [])) + len(stats.get("error", []))
    name = NAMES[config.getoption("database")]
    yield f"{name}: {len(stats.get('passed', []))} passed, {failed} failed, {len(out)} skipped"
    if once := config.stash.get(RAN, {}).get("once"):
        yield f"    {once} more, in which the database has no part, ran on the one before"
    for line in sorted({f"{report.nodeid}: {reason(report)}" for report in out}):
        yield f"    left out: {line}"
