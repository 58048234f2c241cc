"""JSON-stat 2.0: a sparse cube with statuses, and the printed texts and rows beside it.

All that a standard reader does not know stands under `extension`, and nothing is lost: `rows` tell
what was printed, `raw_text` holds every text that is not just the digits of its value, and
`footnotes` those that belong to a figure: of its column, its row and itself.
"""

import json
from contextlib import ExitStack
from itertools import islice

from stats.exporting.cubes import METRIC, PERIOD, PRINTING, SUBJECT, Cube
from stats.exporting.figures import plain
from stats.exporting.packing import Aside
from stats.models import Status

SOURCE = "南京卫生信息化简报"
LABELS = {PERIOD: "数据月份", PRINTING: "第几次刊印", SUBJECT: "机构或行", METRIC: "指标"}
ROW_COLUMNS = (
    "dataset", "period", "issue", "position", "row_kind", "group", "institution", "printed_name",
    SUBJECT,
)  # fmt: skip
_AT_ONCE = 1000


def jsonstat_bytes(taken):
    """Pieces of the JSON-stat dataset of what is `taken`."""
    yield f"{_json(_start(taken))[:-1]}, ".encode()
    cube = Cube(taken)
    yield f'{_json(_head(cube))[1:-1]},\n"value": {{'.encode()
    with ExitStack() as stack:
        statuses, texts, rows, notes = (stack.enter_context(Aside(b",")) for _ in range(4))
        yield from _values(cube, statuses, texts, rows, notes)
        yield b'},\n"status": {'
        yield from statuses.pieces()
        yield f'}},\n"extension": {_json(_extension())[:-1]},\n"raw_text": {{'.encode()
        yield from texts.pieces()
        if taken.notes:
            yield b'},\n"footnotes": {'
            yield from notes.pieces()
        yield b'},\n"rows": ['
        yield from rows.pieces()
        yield b"]}}\n"


def _start(taken):
    """What is told at once, before anything is read."""
    told = {"version": "2.0", "class": "dataset", "label": taken.title, "source": SOURCE}
    return told | ({"href": taken.url} if taken.url else {})


def _head(cube):
    taken = cube.taken
    notes = [text for told in taken.families.values() for text in told[2:] if text]
    notes += taken.notes.told()
    told = {
        "updated": taken.updated and taken.updated.isoformat(timespec="seconds"),
        "note": notes,
        "id": list(LABELS),
        "size": cube.size,
        "role": {"time": [PERIOD], "metric": [METRIC]},
        "dimension": {key: _side(cube, key) for key in LABELS},
    }
    return {name: value for name, value in told.items() if value}


def _side(cube, key):
    labels = {
        PERIOD: {month: _month(month) for month in cube.periods},
        PRINTING: {str(at + 1): f"第{at + 1}次刊印" for at in range(cube.printings)},
        SUBJECT: cube.subjects,
        METRIC: {code: metric.label for code, metric in cube.metrics.items()},
    }[key]
    category = {"index": list(labels), "label": labels}
    if key == METRIC:
        category |= _units(cube.metrics)
    return {"label": LABELS[key], "category": category}


def _month(text):
    year, month = text.split("-")
    return f"{year}年{int(month)}月"


def _units(metrics):
    notes = {
        code: list(filter(None, [one.definition, one.footnote])) for code, one in metrics.items()
    }
    notes = {code: texts for code, texts in notes.items() if texts}
    units = {
        code: {"decimals": one.decimals} | ({"label": one.unit} if one.unit else {})
        for code, one in metrics.items()
    }
    return {"unit": units} | ({"note": notes} if notes else {})


def _extension():
    return {
        "statuses": {status.value: status.label for status in Status},
        "row_columns": ROW_COLUMNS,
    }


def _values(cube, statuses, texts, rows, notes):
    """Pieces of the values; what comes behind them is put aside."""
    cells, keys, separator, last = cube.cells(), list(cube.subjects), "", None
    while some := list(islice(cells, _AT_ONCE)):
        values = []
        for cell in some:
            number, digits = cube.number(cell.place), plain(cell.value)
            values.append(f'"{number}":{digits or "null"}')
            if cell.status != Status.NORMAL:
                statuses.add(f'"{number}":"{cell.status}"')
            if cell.raw_text != digits:
                texts.add(f'"{number}":{_json(cell.raw_text)}')
            if noted := cube.taken.notes.of(cell.line):
                notes.add(f'"{number}":{_json(noted)}')
            if (row := _row(cell, keys)) != last:
                rows.add(f"\n{_json(row)}")
                last = row
        yield f"{separator}{','.join(values)}".encode()
        separator = ","


def _row(cell, keys):
    slug, period, origin, kind, group, position, code, name = cell.line[:8]
    return (slug, period, origin, position, kind, group, code, name, keys[cell.place[2]])


def _json(value):
    return json.dumps(value, ensure_ascii=False)
