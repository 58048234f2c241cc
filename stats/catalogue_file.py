"""The catalogue file read into plain entries; whatever is wrong with it is named with its place."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from stats.models.datasets import Layout
from stats.models.institutions import Kind
from stats.naming import name_key
from stats.yaml_tree import CatalogueError, Problems, Tree, parsed

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_SIDE = re.compile(r"([\w-]+)\.([\w-]+)(?:@([\w-]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class InstitutionEntry:
    """`names` are the printed names; the first is the current one."""

    code: str
    kind: str
    names: tuple[str, ...]
    gbt2260: str
    note: str


@dataclass(frozen=True, slots=True)
class MetricEntry:
    code: str
    label: str
    unit: str
    decimals: int
    definition: str
    part_of: str
    earned_from: str


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    path: tuple[str, ...]
    metric: str
    whole: str
    in_note: bool


@dataclass(frozen=True, slots=True)
class LayoutEntry:
    code: str
    form: str
    first_period: date | None
    last_period: date | None
    title: str
    number: str
    subject: str
    groups: tuple[str, ...]
    ordered_by: str
    columns: tuple[ColumnEntry, ...]


@dataclass(frozen=True, slots=True)
class DatasetEntry:
    slug: str
    title: str
    subject_kind: str
    description: str
    methodology: str
    marks: dict[str, str]
    metrics: tuple[MetricEntry, ...]
    layouts: tuple[LayoutEntry, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equality: a metric of a table, in the row of `institution` if it names one."""

    dataset: str
    metric: str
    institution: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    institutions: tuple[InstitutionEntry, ...]
    datasets: tuple[DatasetEntry, ...]
    equalities: tuple[tuple[Side, Side], ...]


def read_catalogue(path=CATALOGUE):
    """The Catalogue in the file at `path`, or a CatalogueError that names every bad place."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise CatalogueError([f"打不开目录文件“{path}”：{error.strerror}。"]) from error


@cache
def _read(path, _changed):
    problems = Problems()
    root = Tree(parsed(path.read_bytes()), (), problems)
    root.only("institutions", "datasets", "equalities")
    institutions = tuple(_institutions(root.at("institutions")))
    datasets = tuple(_dataset(slug, node) for slug, node in root.at("datasets").items())
    _refuse_shared_names(institutions, problems)
    catalogue = Catalogue(institutions, datasets, ())
    sides = tuple(_equality(node, catalogue) for node in root.at("equalities").list())
    problems.raise_any()
    return Catalogue(institutions, datasets, sides)


def _institutions(node):
    seen = {}
    for kind, entries in node.items():
        if kind not in Kind.values:
            entries.problem(f"没有“{kind}”这个类别，可用：{'、'.join(Kind.values)}。")
        for code, entry in entries.items():
            if code in seen:
                entry.problem(f"机构代码“{code}”在“{seen[code]}”里已经用过。")
            seen[code] = kind
            yield _institution(code, kind, entry)


def _institution(code, kind, node):
    node.only("name", "names", "gbt2260", "note")
    node.code(code)
    names = [node.text("name", 100, needed=True), *node.at("names").texts(100)]
    return InstitutionEntry(code, kind, tuple(names), node.text("gbt2260", 6), node.text("note"))


def _refuse_shared_names(institutions, problems):
    owners = {}
    for entry in institutions:
        for name in entry.names:
            owner = owners.setdefault(name_key(name), entry.code)
            if owner != entry.code:
                place = f"institutions → {entry.kind} → {entry.code}"
                problems.add(place, f"名称“{name}”与机构“{owner}”的名称重复。")


def _dataset(slug, node):
    node.only(
        "title", "subject_kind", "description", "methodology", "marks", "metrics", "layouts"
    )  # fmt: skip
    node.code(slug)
    metrics = _metrics(node.at("metrics"))
    codes = {metric.code for metric in metrics}
    return DatasetEntry(
        slug,
        title=node.text("title", 200, needed=True),
        subject_kind=node.choice("subject_kind", Kind.values),
        description=node.text("description"),
        methodology=node.text("methodology"),
        marks=_marks(node.at("marks")),
        metrics=metrics,
        layouts=tuple(_layout(code, entry, codes) for code, entry in node.at("layouts").items()),
    )


def _marks(node):
    marks = {mark: status.value for mark, status in node.items()}
    for mark, status in node.items():
        if status.value not in ("M", "O"):
            status.problem(f"记号“{mark}”的含义只能是 M（不适用）或 O（缺失）。")
    return marks


def _metrics(node):
    codes = {code for code, _ in node.items()}
    return tuple(_metric(code, entry, codes) for code, entry in node.items())


def _metric(code, node, codes):
    node.only("label", "unit", "decimals", "definition", "part_of", "earned_from")
    node.code(code)
    others = codes - {code}
    return MetricEntry(
        code,
        label=node.text("label", 200, needed=True),
        unit=node.text("unit", 20),
        decimals=node.digit("decimals"),
        definition=node.text("definition"),
        part_of=node.at("part_of").metric(others),
        earned_from=node.at("earned_from").metric(others),
    )


def _layout(code, node, codes):
    node.only("form", "first_period", "last_period", "title", "number", "subject", "groups",
              "ordered_by", "columns", "notes")  # fmt: skip
    node.code(code)
    columns = [_column(entry, codes, in_note=False) for entry in node.at("columns").list()]
    notes = [_column(entry, codes, in_note=True) for entry in node.at("notes").list()]
    _refuse_same_path(node, columns + notes)
    return LayoutEntry(
        code,
        form=node.choice("form", Layout.Form.values) or Layout.Form.TABLE.value,
        first_period=node.at("first_period").month(),
        last_period=node.at("last_period").month(),
        title=node.at("title").pattern(200),
        number=node.text("number", 20),
        subject=node.text("subject", 100),
        groups=tuple(node.at("groups").texts(200)),
        ordered_by=node.at("ordered_by").metric(codes),
        columns=tuple(columns + notes),
    )


def _column(node, codes, in_note):
    """A ColumnEntry of `[path, metric]`; the path a text or a list, the metric a code or two."""
    parts = node.list()
    if len(parts) != 2:
        node.problem("一列须写成 [列名, 指标代码]。")
        return ColumnEntry((), "", "", in_note)
    path, metric = parts
    metrics = [entry.metric(codes) for entry in metric.one_or_more()]
    if len(metrics) > 2 or len(set(metrics)) < len(metrics):
        metric.problem("一格两个数须写成两个不同的指标代码。")
    whole = metrics[1] if len(metrics) > 1 else ""
    return ColumnEntry(tuple(path.texts(200)), metrics[0] if metrics else "", whole, in_note)


def _refuse_same_path(node, columns):
    seen = set()
    for column in columns:
        key = (column.in_note, *map(name_key, column.path))
        if key in seen:
            node.problem(f"列“{' → '.join(column.path)}”写了两次。")
        seen.add(key)


def _equality(node, catalogue):
    sides = [_side(entry, catalogue) for entry in node.list()]
    if len(sides) != 2:
        node.problem("须写成两项，如 [hotline.phone_bookings, bookings.phone]。")
    return tuple(sides)


def _side(node, catalogue):
    match = _SIDE.fullmatch(node.value) if isinstance(node.value, str) else None
    if not match:
        node.problem(f"“{node.value}”看不懂，请写成 统计表.指标 或 统计表.指标@机构代码。")
        return None
    side = Side(match[1], match[2], match[3] or "")
    metrics = {
        entry.slug: {metric.code for metric in entry.metrics} for entry in catalogue.datasets
    }
    if side.dataset not in metrics:
        node.problem(f"没有统计表“{side.dataset}”。")
    elif side.metric not in metrics[side.dataset]:
        node.problem(f"统计表“{side.dataset}”没有指标“{side.metric}”。")
    if side.institution and side.institution not in {i.code for i in catalogue.institutions}:
        node.problem(f"没有代码为“{side.institution}”的机构。")
    return side
