"""A tidy file comes in some issues at a time: in memory that does not grow with the file."""

import io
import json
import tracemalloc

import pytest

from stats import keeping, tidy
from stats.documents import Listing
from stats.exporting import COLUMNS, records
from stats.models import Import, Observation, Table
from stats.taking_tidy import take_in_tidy
from stats.tidy import plan_tidy
from stats.undoing import undo
from tests.builders import figure, make_table, subject
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

HEADER = [subject("单位"), *(figure(f"指标{n}", metrics=f"m{n}") for n in range(5))]
ROWS = [(f"南京第{n}医院", *"12345") for n in range(20)]
IN_A_TABLE = 100


def make_months(months):
    for number in range(months):
        period, origin = f"{2010 + number // 12}-{number % 12 + 1:02d}", f"2030-{number:02d}"
        make_table("family", period, HEADER, ROWS, origin=origin, published=False)


def listing(lines):
    """These lines of a tidy file as they are handed over by the child, with their file waiting."""
    text = "".join(json.dumps([at, [*map(str, line)]]) + "\n" for at, line in enumerate(lines, 2))
    sha256 = keeping.wait([text.encode()], ".csv")
    return Listing("a.csv", sha256, header=(1, COLUMNS), file=io.BytesIO(text.encode()))


def raised(lines):
    """The same lines, each figure one more."""
    return [(*line[:11], "", "", str(int(line[13]) + 1)) for line in lines]


def all_lines():
    return list(records(Table.objects.all()))


@pytest.fixture
def in_small_portions(monkeypatch):
    monkeypatch.setattr(tidy, "_LINES_AT_ONCE", 2 * IN_A_TABLE)


def taken(file, user):
    return take_in_tidy(file, user, plan_tidy(file, user).digest)


def test_lines_in_any_order_come_in_and_go_back_as_a_whole(in_small_portions):
    make_months(5)
    user, before = make_staff(), all_lines()
    lines = raised(before)
    plan, import_ = taken(listing(lines[::2] + lines[1::2]), user)
    assert (plan.added, plan.changed, plan.unchanged, plan.refused) == (0, 500, 0, [])
    assert [line[13] for line in all_lines()] == [line[13] for line in lines]
    assert import_.count("cell") == len(list(import_.changes())) == 500
    assert plan_tidy(listing(lines), user).unchanged == 500
    undo(import_, user)
    assert all_lines() == before


def test_what_is_shown_first_stands_first_in_the_file(in_small_portions):
    make_months(5)
    user, lines = make_staff(), raised(all_lines())
    plan = plan_tidy(listing(lines[::2] + lines[1::2]), user)
    assert [edit.where for edit in plan.edits] == [f"第{at}行第14列" for at in range(2, 202)]


def test_a_wrong_line_at_the_end_takes_back_what_was_written_before_it(in_small_portions):
    make_months(5)
    user, before = make_staff(), all_lines()
    lines = raised(before)
    digest = plan_tidy(listing(lines), user).digest
    Observation.objects.filter(row__table__origin="2030-04").update(raw_text="9", value=9)
    now = all_lines()
    with pytest.raises(Exception, match="预览之后数据有了变动，没有写入"):
        take_in_tidy(listing(lines), user, digest)
    assert (all_lines(), Import.objects.count()) == (now, 0)


def peak_of(work):
    """Bytes that `work` has in use at most, beside what was there before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.once
def test_three_times_the_file_takes_no_more_memory(in_small_portions):
    make_months(16)
    user, lines = make_staff(), raised(all_lines())
    imports, peaks = [], []
    # The short file holds the last months: checks look back at as many months as they ever do.
    for file in (listing(lines[1200:]), listing(lines[:1200])):
        peaks.append(peak_of(lambda file=file: imports.append(taken(file, user)[1])))
    goes_back = [peak_of(lambda one=one: undo(one, user)) for one in imports]
    assert [import_.count("cell") for import_ in imports] == [400, 1200]
    assert peaks[1] < 1.5 * peaks[0]
    assert goes_back[1] < 1.5 * goes_back[0]
