"""The run of issues since the first: missing numbers, serials that do not follow. Pure."""

from itertools import groupby, pairwise
from typing import NamedTuple


class Numbered(NamedTuple):
    """An issue as its masthead counts it; `sure` where the serial was printed, not reckoned."""

    year: int
    number: int
    serial: int | None
    sure: bool = True

    def __str__(self):
        return f"{self.year}年第{self.number}期"

    @property
    def months(self):
        return self.year * 12 + self.number


def oddities(issues):
    """Chinese sentences on what is missing, unknown or does not follow among these issues."""
    issues = sorted(issues, key=lambda issue: issue.months)
    return [*_missing(issues), *_unknown(issues), *_jumps(issues)]


def _missing(issues):
    """Numbers that no issue has, between the first and the last known; whole years as such."""
    known = {issue.months for issue in issues}
    if not known:
        return
    missing = [months for months in range(min(known), max(known)) if months not in known]
    years = [
        (year, [(months - 1) % 12 + 1 for months in some])
        for year, some in groupby(missing, lambda months: (months - 1) // 12)
    ]
    empty = [year for year, numbers in years if len(numbers) == 12]
    if empty:
        yield f"{_listed(empty)}年一期也没有"
    for year, numbers in years:
        if year not in empty:
            yield f"{year}年缺第{_listed(numbers)}期"


def _listed(numbers):
    """1—3、5 for 1, 2, 3 and 5."""
    runs = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "、".join(f"{first}—{last}" if first < last else f"{last}" for first, last in runs)


def _unknown(issues):
    for issue in issues:
        if issue.serial is None:
            yield f"{issue}没有总期号"
        elif not issue.sure:
            yield f"{issue}的总期号 {issue.serial} 是推算的"


def _jumps(issues):
    counted = [issue for issue in issues if issue.serial is not None]
    for before, issue in pairwise(counted):
        expected = before.serial + issue.months - before.months
        if issue.serial != expected:
            yield (
                f"{issue}是总第{issue.serial}期，按{before}（总第{before.serial}期）应为{expected}"
            )
