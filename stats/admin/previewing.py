"""A plan shaped for the screen: per sheet the mapping, what is asked, and the cells to look at."""

from dataclasses import dataclass

from stats.planning import ADDED, CHANGED, REFUSED, UNCHANGED
from stats.planning.columns import OUT
from stats.planning.rows import NAMED, NEW, SKIP

# As many cells, names and remarks as a person will read, and a page can hold.
SHOWN = 200
ASKED = 100
REMARKS = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A select of the form; `options` are (value, text)."""

    name: str
    chosen: str
    options: list


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet of the preview."""

    plan: object
    dataset: Choice
    columns: list
    asked: list
    refused: list
    changed: list
    added: list
    counts: dict
    edited: bool

    @property
    def unsettled(self):
        return any(choice for _, choice in self.columns)


@dataclass(frozen=True, slots=True)
class Preview:
    """All sheets, the names to choose from, and answers given on fields that are not shown."""

    sheets: list
    hidden: list
    institutions: list
    counts: dict


def preview_of(plan, answers, edited):
    """The Preview of `plan`; the sheet with the key `edited` shows a choice for every column."""
    room, sheets = [SHOWN], []
    datasets = _datasets(plan)
    for sheet in plan.sheets:
        sheets.append(_sheet(sheet, datasets, sheet.key == edited, room))
    shown = {choice.name for sheet in sheets for choice in _choices(sheet)}
    typed = {name.replace("-r", "-n") for name in shown}
    hidden = [
        (name, value)
        for name, value in answers.fields.items()
        if name not in shown and name not in typed
    ]
    asked = any(sheet.asked for sheet in sheets)
    names = sorted(plan.names) if asked else []
    return Preview(sheets, hidden, names, _counts(plan))


def _choices(sheet):
    yield sheet.dataset
    yield from (choice for _, choice in sheet.columns if choice)
    yield from (choice for _, choice in sheet.asked)


def _datasets(plan):
    return [(dataset.slug, dataset.title) for dataset in plan.datasets]


def _sheet(sheet, datasets, edited, room):
    chosen = sheet.dataset.slug if sheet.dataset and sheet.included else ""
    options = [("", "请选择……"), (OUT, "不导入"), *datasets]
    return SheetShown(
        sheet,
        Choice(f"{sheet.key}-dataset", chosen if sheet.included else OUT, options),
        [(column, _column(sheet, column, edited)) for column in sheet.columns],
        [(row, _row(sheet, row)) for row in sheet.asked[:ASKED]],
        _some(sheet.of(REFUSED), room),
        _some(sheet.of(CHANGED), room),
        _some(sheet.of(ADDED), room),
        _counts(sheet),
        edited,
    )


def _some(cells, room):
    """The first cells there is room for."""
    taken = cells[: room[0]]
    room[0] -= len(taken)
    return taken


def _counts(plan):
    words = ((ADDED, "新增"), (CHANGED, "改动"), (UNCHANGED, "不变"), (REFUSED, "拒绝"))
    return {label: plan.count(state) for state, label in words}


def _column(sheet, column, edited):
    """A choice for a column nobody has settled, or that is to be changed; else None."""
    if column.settled and not edited and not column.wrong:
        return None
    pairs = {
        f"{known.metric.code} {known.whole.code}": f"{known.metric} / {known.whole}"
        for known in sheet.family.columns_known
        if known.whole is not None
    }
    singles = [(metric.code, str(metric)) for metric in sheet.family.metrics]
    options = [("", "请选择……"), (OUT, "不导入"), *singles, *pairs.items()]
    chosen = " ".join(column.metrics) or (OUT if column.settled else "")
    return Choice(f"{sheet.key}-c{column.index}", chosen, options)


def _row(sheet, row):
    near = [(str(key), name) for key, name in row.nearest]
    options = [("", "请选择……"), *near, (NAMED, "其他机构（在右边填写）")]
    options += [(NEW, f"新建机构“{row.name}”"), (SKIP, "不导入这一行")]
    chosen = row.decision if row.decision != "ask" else ""
    return Choice(f"{sheet.key}-r{row.index}", chosen, options)
