"""PX, the format of PC-Axis and PxWeb: the whole cube, with a symbol for each figure missing.

Its texts cannot hold a quotation mark or the end of a line: ” and # stand for them, as the format
wants. A cell whose printed text is not just its digits bears it as a note (CELLNOTE); a footnote is
one that has to be shown (VALUENOTEX, CELLNOTEX).
"""

from itertools import groupby

from django.utils.timezone import localtime

from stats.exporting.cubes import METRIC, PERIOD, PRINTING, SUBJECT, Cube
from stats.exporting.figures import plain
from stats.exporting.jsonstat import LABELS, SOURCE
from stats.exporting.packing import Aside
from stats.models import Status

SYMBOLS = {
    Status.NOT_APPLICABLE: ".",
    Status.MISSING: "..",
    Status.NOT_REPORTED: "...",
    Status.NEGLIGIBLE: "....",
    Status.UNREAD: ".....",
}
NO_CELL = "......"
# What the symbols are shown as, in the order of their number.
_SHOWN = [*(status.label for status in SYMBOLS), "未刊"]
# Sent at once, before anything is read.
START = b'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="zh";\n'
_LONGEST = 120
_LINE = "\n"
_MOST_DECIMALS = 6


def px_bytes(taken):
    """Pieces of the PX file of what is `taken`."""
    yield START
    cube = Cube(taken)
    labels = {
        PERIOD: {month: month.replace("-", "M") for month in cube.periods},
        PRINTING: {str(at + 1): f"第{at + 1}次刊印" for at in range(cube.printings)},
        SUBJECT: _apart(cube.subjects),
        METRIC: _apart({code: str(one) for code, one in cube.metrics.items()}),
    }
    yield "".join(_head(cube, labels)).encode()
    with Aside() as data:
        yield from _notes(cube, labels, data)
        yield b"DATA=\n"
        yield from data.pieces()
        yield b";\n"


def _apart(labels):
    """The same labels, with their codes where two are the same: in PX labels are the keys."""
    flat = {code: _quotable(label) for code, label in labels.items()}
    told = list(flat.values())
    return {
        code: f"{label} [{_quotable(code)}]" if told.count(label) > 1 else label
        for code, label in flat.items()
    }


def _quotable(text):
    return text.replace('"', "”").replace("\r\n", "#").replace("\n", "#").replace("\r", "#")


def _head(cube, labels):
    taken = cube.taken
    if taken.updated:
        yield f'CREATION-DATE="{localtime(taken.updated):%Y%m%d %H:%M}";\n'
    shown = min(_MOST_DECIMALS, max((one.decimals for one in cube.metrics.values()), default=0))
    yield f"DECIMALS={_MOST_DECIMALS};\nSHOWDECIMALS={shown};\n"
    yield f'MATRIX="{_quotable(taken.stem)}";\nSUBJECT-CODE="NHB";\n'
    yield _told("SUBJECT-AREA", SOURCE) + _told("TITLE", taken.title)
    yield _told("CONTENTS", taken.title) + _told("UNITS", "见各指标")
    yield f"STUB={_listed(LABELS[side] for side in (PERIOD, PRINTING, SUBJECT))};\n"
    yield f"HEADING={_listed([LABELS[METRIC]])};\n"
    yield f'CONTVARIABLE="{LABELS[METRIC]}";\n'
    for side, told in labels.items():
        yield f'VALUES("{LABELS[side]}")={_listed(told.values())};\n'
    yield f'TIMEVAL("{LABELS[PERIOD]}")=TLIST(M1),{_listed(_bare(cube.periods))};\n'
    for side, told in labels.items():
        yield f'CODES("{LABELS[side]}")={_listed(_quotable(code) for code in told)};\n'
    yield from _metrics(cube, labels[METRIC])
    yield _told("SOURCE", SOURCE)
    for number, shown in enumerate(_SHOWN, 1):
        yield f'DATASYMBOL{number}="{shown}";\n'
    yield from _remarks(taken)


def _bare(periods):
    return (period.replace("-", "") for period in periods)


def _metrics(cube, labels):
    for code, metric in cube.metrics.items():
        label = labels[code]
        yield _told("UNITS", metric.unit or "—", label)
        yield f'PRECISION("{LABELS[METRIC]}","{label}")={min(_MOST_DECIMALS, metric.decimals)};\n'
        if metric.definition:
            yield _told("VALUENOTE", metric.definition, LABELS[METRIC], label)
        if metric.footnote:
            yield _told("VALUENOTEX", metric.footnote, LABELS[METRIC], label)


def _remarks(taken):
    texts = [text for told in taken.families.values() for text in told[2:] if text]
    if texts:
        yield _told("NOTE", "##".join(texts))
    if taken.url:
        yield _told("INFO", taken.url)


def _listed(texts):
    return ",\n".join(f'"{text}"' for text in texts)


def _told(keyword, text, *keys):
    """KEYWORD("keys")="text"; long texts in pieces, a line each."""
    flat = _quotable(text)
    pieces = [flat[at : at + _LONGEST] for at in range(0, len(flat), _LONGEST)] or [""]
    quoted = [f'"{piece}"' for piece in pieces]
    of = ",".join(f'"{key}"' for key in keys)
    start = f"{keyword}({of})" if of else keyword
    return f"{start}={_LINE.join(quoted)};\n"


def _notes(cube, labels, data):
    """Pieces of the notes of cells; the figures are put aside, since they come last."""
    sides = [list(labels[side].values()) for side in LABELS]
    empty = [[f'"{NO_CELL}"'] * len(cube.metrics) for _ in range(cube.printings * len(sides[2]))]
    for _, cells in groupby(cube.cells(), key=lambda cell: cell.place[0]):
        slab, notes = [list(row) for row in empty], []
        for cell in cells:
            _, printing, subject, metric = cell.place
            digits = plain(cell.value)
            slab[printing * len(sides[2]) + subject][metric] = digits or f'"{SYMBOLS[cell.status]}"'
            keys = [side[at] for side, at in zip(sides, cell.place, strict=True)]
            if cell.raw_text not in (digits, ""):
                notes.append(_told("CELLNOTE", cell.raw_text, *keys))
            if noted := cube.taken.notes.beside(cell.line):
                notes.append(_told("CELLNOTEX", "##".join(noted), *keys))
        for row in slab:
            data.add(" ".join(row) + " \n")
        yield "".join(notes).encode()
