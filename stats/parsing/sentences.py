"""Figures in sentences: each number with the words around it, its unit and its month.

A clause gives a figure where a number has a unit behind it or ends the clause. The label is what
the clause says besides: 覆盖9个辖区 gives 覆盖辖区, 其中咨询类6973个 gives 咨询类. Dates are not
figures, and neither are numbers that are part of a name (12320卫生热线).
"""

import re
from dataclasses import dataclass

from stats.naming import name_key
from stats.parsing.lists import shared_list, split_list
from stats.parsing.months import first_month
from stats.parsing.quantities import NUMBER, UNIT, loose_numbers, quantities
from stats.parsing.records import Figure, Oddity, ParsedSentence
from stats.parsing.times import Clock, without_times

_LEAD = re.compile(
    r"^(?:其中|以及|另外|另有|另|并且|并|还有|同时|此外|包括|含|(?:具体|主要|分别)[为是]?|[:：])+|^共计?"
)
_TAIL = re.compile(r"(?:共计|合计|总计|达到?|[为是共有]|[:：])$")
_SUBJECT = re.compile(
    r"^(?P<subject>.{2,40}?)(?:(?<!公)共(?![享同建用和])计?|(?=累计))(?P<label>.+)$"
)
_SENTENCE_END = re.compile(r"(?<=[。！？!?])|[;；]")
_CLAUSE_END = re.compile(r"，(?!\d{3}(?!\d))|(?<!\d)，|,(?!\d{3}(?!\d))|(?<!\d),")
_ITEM_NUMBER = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）]|\d{1,2}[、.．])(?=\s*[^\s\d])\s*")
_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]")
_BARE = re.compile(rf"\s*{NUMBER}\s*{UNIT}\s*")
_FIGURE_END = re.compile(rf"{NUMBER}\s*(?:{UNIT})?\s*$")
# What such words count is said by the figure before them.
_COMPARES = re.compile(
    r"(?:同比|环比|较|比|与.*相比|占|日均|月均|平均每|增长|下降|增加|减少|上升|提高|降低|增幅|降幅|净增)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """The figures of a note below a table, and what is odd about it."""

    figures: tuple[Figure, ...]
    oddities: tuple[Oddity, ...]


def parse_sentence(text, where, title="", period=None):
    """The ParsedSentence of a paragraph; without figures its `figures` are empty.

    `period` is the month its title speaks of; a month named in the text (10月份) holds for the
    figures after it.
    """
    reader = _Reader(where, period or first_month(text), subject_wanted=True)
    reader.hear(title)
    reader.read(text)
    return ParsedSentence(
        title=title,
        text=text,
        subject=reader.subject,
        figures=tuple(reader.figures),
        where=where,
        period=period or first_month(text),
        oddities=tuple(reader.oddities),
    )


def parse_note(text, where, period=None):
    """The Note of a line below a table, labels whole: 区及医院累计校验入库数据."""
    reader = _Reader(where, first_month(text) or period, subject_wanted=False)
    bare = text.strip()
    whole = _BRACKET.fullmatch(bare)
    reader.read(whole[1] if whole else bare)
    return Note(tuple(reader.figures), tuple(reader.oddities))


def has_figures(text):
    """True where parse_sentence would find at least one figure with a unit."""
    return any(figure.unit for figure in parse_sentence(text, "").figures)


class _Reader:
    """Walks the clauses of a paragraph; remembers time, subject and what 其中 divides."""

    def __init__(self, where, period, subject_wanted):
        self.where, self.clock = where, Clock(period)
        self.subject, self.subject_wanted = "", subject_wanted
        self.figures, self.oddities = [], []
        self.whole, self.base = "", ""

    def hear(self, title):
        """The time a title speaks of holds until the text names another."""
        period = self.clock.period
        self.clock.hear(title)
        self.clock.period = period or self.clock.period

    def read(self, text):
        for sentence in _SENTENCE_END.split(text):
            self._read_sentence(_ITEM_NUMBER.sub("", sentence).rstrip("。！？!? "))

    def _read_sentence(self, sentence):
        self.whole = ""
        sentence = _BRACKET.sub(_without_bare_bracket, sentence)
        before, items, label = split_list(sentence)
        before, shared = (before, None) if items else shared_list(before)
        self._read_clauses(before)
        if shared:
            self._read_shared(shared)
        self._read_items(items, label)

    def _read_clauses(self, text):
        text, insides = _without_brackets(text)
        for clause in _CLAUSE_END.split(text):
            self._read_clause(self.clock.hear(clause), insides)

    def _read_clause(self, clause, insides):
        if clause.strip().startswith("其中") and self.figures:
            self.whole = self.figures[-1].label
        for piece in _pieces(clause):
            self._read_piece(piece, insides)
        if clause.strip() != "其中":
            self.whole = ""  # what 其中 divides is told in one clause, parts between 、

    def _read_piece(self, piece, insides):
        """The figures of a piece, each followed by those in brackets behind it."""
        held = [insides[sign] for sign in piece if sign in insides]
        piece = "".join(sign for sign in piece if sign not in insides)
        found = quantities(piece)
        start = 0
        for index, quantity in enumerate(found):
            suffix = piece[quantity.end :] if index == len(found) - 1 else ""
            label = self._label(piece[start : quantity.start], suffix)
            self._add(label, quantity.raw, quantity.unit)
            start = quantity.end
        if not found:
            self._note_loose_numbers(piece)
        for inside in held:
            self._read_inside(inside)

    def _read_inside(self, inside):
        """What a bracket says of the figure before it; that figure stays the one spoken of."""
        base, whole, span = self.base, self.whole, self.clock.span
        for clause in _CLAUSE_END.split(inside):
            clause = self.clock.hear(clause)
            self.whole = base
            for piece in _pieces(clause):
                self._read_piece(piece, {})
        self.base, self.whole, self.clock.span = base, whole, span

    def _label(self, prefix, suffix):
        label = _LEAD.sub("", _plain(prefix))
        if self.subject_wanted and not self.subject and not self.figures:
            found = _SUBJECT.match(label)
            if found:
                self.subject, label = _as_printed(found["subject"], prefix), found["label"]
        label = _LEAD.sub("", label)
        tail = _plain(suffix).strip("。")
        return (_TAIL.sub("", label) if not tail else label) + tail

    def _add(self, label, raw, unit, name=""):
        if not label and not name and not self.whole:
            message = f"“{raw}{unit}”前后没有文字说明是什么数，请对照原文写明。"
            self.oddities.append(Oddity("figure-without-label", message, self.where, "error"))
        if (_COMPARES.match(label) or not label) and self.base and not name:
            label = f"{self.base}：{label or unit or '后一数'}"
        elif not name:
            self.base = label
        clock = self.clock
        if clock.span and clock.span not in label and not _says_so_far(clock.span, label):
            label = f"{clock.span}：{label}"
        figure = Figure(
            label, raw, unit, self.where, clock.period, name, self.whole, clock.month
        )  # fmt: skip
        self.figures.append(figure)

    def _note_loose_numbers(self, piece):
        key, words = name_key(self.subject), name_key(without_times(piece))
        rest = words.removeprefix(key)
        loose = loose_numbers(words if rest[:1].isdigit() else rest)
        if loose:
            message = f"“{piece.strip()}”里的数字 {'、'.join(loose)} 没有读作数据，请对照原文核对。"
            self.oddities.append(Oddity("number-not-read", message, self.where))

    def _read_items(self, items, label):
        key = name_key(self.subject)
        label = self.clock.hear(label)
        label = label[len(key) :] if key and label.startswith(key) else label
        for name, raw, unit in items:
            self._add(label, raw, unit, name)

    def _read_shared(self, shared):
        """门诊、急诊、住院人次分别为 12、34、56 人次: the names first, then as many numbers."""
        head = self._label(self.clock.hear(shared.head), "")
        names = [head, *shared.names[1:]] if shared.names else []
        if len(names) != len(shared.numbers):
            message = (
                f"“分别”前的名称有 {len(names)} 个，后面的数字有 {len(shared.numbers)} 个，"
                "对不上，请对照原文核对。"
            )
            self.oddities.append(Oddity("list-unmatched", message, self.where, "error"))
            names = [f"{shared.words}（第{i}个数）" for i in range(1, len(shared.numbers) + 1)]
        for name, (raw, unit) in zip(names, shared.numbers, strict=True):
            verb = _plain(shared.verb)
            self._add(verb or _plain(name), raw, unit, name if verb else "")


def _says_so_far(span, label):
    """累计 and 总 say of themselves that a figure counts everything up to that month."""
    return span == "截至" and ("累计" in label or label.startswith("总"))


def _plain(words):
    """`words` as a label: no blanks, brackets full-width."""
    return name_key(words).replace("(", "（").replace(")", "）").replace("（）", "")


def _without_bare_bracket(match):
    """甲医院（12份） says what 甲医院12份 says; behind a figure, a bracket is left as it is."""
    bare = _BARE.fullmatch(match[1]) and not _FIGURE_END.search(match.string[: match.start()])
    return match[1] if bare else match[0]


def _without_brackets(text):
    """`text` with a sign in place of each bracket that has figures in it, and what they held."""
    insides = {}

    def keep(match):
        if not quantities(Clock(None).hear(match[1])):
            return match[0]
        sign = chr(0xE000 + len(insides))
        insides[sign] = match[1]
        return sign

    return _BRACKET.sub(keep, text), insides


def _pieces(clause):
    """Parts of a clause between 、, kept together up to the next figure: names listed in front of
    one number are one label."""
    held = ""
    for part in clause.split("、"):
        held = f"{held}、{part}" if held else part
        if quantities(part):
            yield held
            held = ""
    if held:
        yield held


def _as_printed(key, printed):
    """The piece of `printed` whose blanks-free form is `key`, with its blanks."""
    for start in range(len(printed)):
        for end in range(start + 1, len(printed) + 1):
            piece = printed[start:end]
            if piece == piece.strip() and name_key(piece) == name_key(key):
                return piece
    return key
