"""Any table that could be printed, drawn as Word and as plain text: read back, nothing lost."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.parsing.tables import continues, joined, parse_table
from tests.stats.parsing.drawing import exact_grid, rows, text_grid

# Names that no rule for totals, notes or labels could take for something else.
WORDS = st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯", min_size=2, max_size=4)
CELLS = st.one_of(
    st.integers(0, 10**8).map(str),
    st.integers(1000, 10**8).map(lambda number: f"{number:,}"),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(["", "0", "/", "—", "52/129", "未反馈/83", "12.5%"]),
)


@dataclass
class Table:
    """A table as it was meant: `heads` are (parent or empty, name) of the figure columns."""

    heads: list
    names: list
    cells: list
    groups: list
    numbered: bool
    total: list | None

    @property
    def nested(self):
        return any(parent for parent, _ in self.heads)

    def header(self, merged):
        """The header lines; merged cells as < and ^, or left empty as in a plain text."""
        left, up = ("<", "^") if merged else ("", "")
        stub = ["序号"] * self.numbered + ["类别"] * bool(self.groups) + ["单位"]
        top, last = list(stub), None
        for parent, name in self.heads:
            top.append(left if parent and parent == last else parent or name)
            last = parent
        low = [up] * len(stub) + [name if parent else up for parent, name in self.heads]
        return ["|".join(top), "|".join(low)] if self.nested else ["|".join(top)]

    def body(self, merged):
        lines, last = [], None
        for at, (name, cells) in enumerate(zip(self.names, self.cells, strict=True)):
            stub = [str(at + 1)] * self.numbered
            if self.groups:
                again = self.groups[at] == last
                stub.append(("^" if merged else "") if again else self.groups[at])
                last = self.groups[at]
            lines.append("|".join([*stub, name, *cells]))
        if self.total:
            empty = ["<" if merged else ""] * (self.numbered + bool(self.groups))
            lines.append("|".join(["合计", *empty, *self.total]))
        return lines

    def expected(self):
        lines = []
        for at, (name, cells) in enumerate(zip(self.names, self.cells, strict=True)):
            stub = [f"[{group}]" for group in self.groups[at : at + 1]]
            stub += [str(at + 1)] * self.numbered
            lines.append(f"{' '.join([*stub, name])}: {' | '.join(cells)}")
        return lines + ([f"total 合计: {' | '.join(self.total)}"] if self.total else [])

    def paths(self):
        return [(parent, name) if parent else (name,) for parent, name in self.heads]


@st.composite
def tables(draw):
    names = st.lists(WORDS, min_size=2, max_size=7, unique=True)
    heads = []
    for name in draw(names):
        children = draw(st.lists(WORDS, max_size=3, unique=True))
        several = len(children) > 1
        heads += [(f"{name}情况", child) for child in children] if several else [("", f"{name}量")]
    count = draw(st.integers(2, 8))
    groups = draw(st.one_of(st.just([]), st.lists(WORDS, min_size=1, max_size=3, unique=True)))
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=2, max_size=2)))
    label = [groups[: 1 + sum(at >= cut for cut in cuts)][-1:] for at in range(count)]
    figure = st.lists(CELLS, min_size=len(heads), max_size=len(heads))
    first = draw(st.lists(st.integers(0, 999).map(str), min_size=count, max_size=count))
    # A column of marks alone might be words; the first column always holds plain numbers.
    cells = [[number, *draw(figure)[1:]] for number in first]
    return Table(
        heads=heads,
        names=draw(st.lists(WORDS, min_size=count, max_size=count, unique=True)),
        cells=cells,
        groups=[text for texts in label for text in texts],
        numbered=draw(st.booleans()),
        total=["9", *draw(figure)[1:]] if draw(st.booleans()) else None,
    )


quick = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def figure_paths(parsed):
    return [column.path for column in parsed.columns if column.role == "figure"]


@quick
@given(table=tables(), merged=st.booleans())
def test_every_table_is_read_back(table, merged):
    draw = exact_grid if merged else text_grid
    parsed = parse_table(draw(*table.header(merged), *table.body(merged)))
    assert rows(parsed) == table.expected()
    assert figure_paths(parsed) == table.paths()
    assert parsed.oddities == ()


@quick
@given(table=tables(), cut=st.integers(1, 6), again=st.booleans(), merged=st.booleans())
def test_a_page_break_changes_nothing(table, cut, again, merged):
    body = table.body(False)
    cut = min(cut, len(table.names) - 1)
    draw = exact_grid if merged and not table.groups and not table.total else text_grid
    merged = draw is exact_grid
    first = parse_table(draw(*table.header(merged), *body[:cut]))
    header = table.header(merged) if again else []
    second = parse_table(draw(*header, *body[cut:]), like=first)
    assert continues(second, first)
    assert rows(joined(first, second)) == table.expected()


@quick
@given(table=tables(), cut=st.integers(1, 6))
def test_the_header_may_be_printed_again_inside_one_grid(table, cut):
    header, body = table.header(False), table.body(False)
    parsed = parse_table(text_grid(*header, *body[:cut], *header, *body[cut:]))
    assert rows(parsed) == table.expected()


@quick
@given(
    names=st.lists(WORDS, min_size=4, max_size=9, unique=True),
    lanes=st.integers(2, 3),
    merged=st.booleans(),
    data=st.data(),
)
def test_lanes_side_by_side_are_one_list(names, lanes, merged, data):
    figures = [str(data.draw(st.integers(0, 10**6))) for _ in names]
    height = -(-len(names) // lanes)
    entries = [f"{at}|{n}|{f}" for at, (n, f) in enumerate(zip(names, figures, strict=True), 1)]
    entries += ["||"] * (height * lanes - len(names))
    lines = ["|".join(entries[at::height]) for at in range(height)]
    fill = ["<"] * (lanes * 3 - 1) if merged else []
    total = "|".join(["合计：99", *fill])
    draw = exact_grid if merged else text_grid
    parsed = parse_table(draw("|".join(["序号|名称|数量"] * lanes), *lines, total))
    assert parsed.lanes == lanes
    assert rows(parsed) == [
        *(f"{at} {n}: {f}" for at, (n, f) in enumerate(zip(names, figures, strict=True), 1)),
        "total 合计: 99",
    ]


ANY_CELL = st.one_of(
    CELLS,
    WORDS,
    st.sampled_from(
        [
            "序号",
            "单位",
            "类别",
            "合计",
            "小计",
            "合计：5",
            "注：停机",
            "（一）甲组",
            "备注",
            "1",
            "2",
        ]
    ),
)
GRIDS = st.lists(st.lists(ANY_CELL, min_size=1, max_size=6), min_size=1, max_size=8)


@settings(max_examples=150)
@given(grid=GRIDS, exact=st.booleans())
def test_of_any_grid_every_printed_text_is_kept(grid, exact):
    """Each text is found in a cell, a stub, a header, the title, the preface or a note; only
    header rows printed again are left out, and a total in one cell is cut in two."""
    if exact:
        width = max(map(len, grid))
        grid = [row + [""] * (width - len(row)) for row in grid]
    draw = exact_grid if exact else text_grid
    parsed = parse_table(draw(*("|".join(row) for row in grid)))
    printed = Counter(text for row in grid for text in row if text)
    kept = kept_texts(parsed)
    repeated = Counter(text for row in repeated_rows(grid) for text in row if text)
    for text, times in (printed - repeated).items():
        pieces = text.split("：") if text.startswith("合计：") else [text]
        assert all(found(piece, kept) for piece in pieces), (text, times, kept)


def kept_texts(parsed):
    stubs = [text for row in parsed.rows for text in (row.name, row.number, row.group)]
    cells = [cell.raw for row in parsed.rows for cell in row.cells]
    heads = [part for column in parsed.columns for part in column.path]
    return [*stubs, *cells, *heads, parsed.title, *parsed.preface, *parsed.notes]


def found(text, kept):
    return any(text in words for words in kept)


def repeated_rows(grid):
    """Rows whose texts are those of an earlier row."""
    texts = [[text for text in row if text] for row in grid]
    return [row for at, row in enumerate(texts) if row in texts[:at]]
