"""Figures in sentences: each number with the words around it, its unit and its month.

A clause gives a figure where a number has a unit behind it or ends the clause. The label is what
the clause says besides: 覆盖9个辖区 gives 覆盖辖区, 其中咨询类6973个 gives 咨询类. Dates are not
figures, and neither are numbers that are part of a name (12320卫生热线).
"""

import re

from stats.naming import name_key
from stats.parsing.months import first_month, month_near
from stats.parsing.records import Figure, Oddity, ParsedSentence

_UNITS = (
    "人次|例次|床日|亿条|万条|亿元|万元|千元|万人次|万人|万份|万个|万次|百分点|平方米|公里|小时|分钟|"
    "个|件|通|家|次|份|例|台|条|元|人|张|批|篇|起|所|名|项|辆|床|户|组|套|片|幅|位|支|剂|天|类|款|部|"
    "场|期|站|网点|GB|TB|PB|MB|%|％|‰|万|亿"
)
_NUMBER = r"(?<![\dA-Za-z.．])(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．]\d+)?"
_FIGURE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>(?:{_UNITS})|(?=\s*[)）]?\s*$))")
_ANY_NUMBER = re.compile(_NUMBER)
_DATE = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:份|底|末|度)?)?(?:\s*\d{1,2}\s*日)?"
    r"|(?P<month>\d{1,2})\s*月(?:份|底|末|度)?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*日(?:起|前|止)?"
    r"|\d{1,2}\s*[:：]\s*\d{2}|\d{1,2}\s*时"
)
_LIST = re.compile(r"(?:分别(?:是|为|有)?|依次(?:是|为)|统计(?:为|如下)|如下|为)\s*[:：]?\s*")
_ITEM = re.compile(rf"(?P<name>.*?[^\d\s])\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNITS})")
_LEAD = re.compile(r"^(?:其中|以及|另外|另有|另|并且|并|还有|同时|此外)+|^共计?")
_TAIL = re.compile(r"(?:共计|合计|总计|达到?|[为是共有]|[:：])$")
_SUBJECT = re.compile(r"^(?P<subject>.{2,40}?)(?:共计?|(?=累计))(?P<label>.+)$")
_SENTENCE_END = re.compile(r"(?<=[。！？!?])|[;；]")
_CLAUSE_END = re.compile(r"[，]|,(?!\d{3}(?!\d))")


def parse_sentence(text, where, title="", period=None):
    """The ParsedSentence of a paragraph; without figures its `figures` are empty.

    `period` is the month its title speaks of; a month named in the text (10月份) holds for the
    figures after it.
    """
    reader = _Reader(where, first_month(text) or period, subject_wanted=True)
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
    """The Figures of a note below a table, labels whole: 区及医院累计校验入库数据."""
    reader = _Reader(where, first_month(text) or period, subject_wanted=False)
    reader.read(text.strip().strip("（）()"))
    return tuple(reader.figures)


def has_figures(text):
    """True where parse_sentence would find at least one figure with a unit."""
    return any(figure.unit for figure in parse_sentence(text, "").figures)


class _Reader:
    """Walks the clauses of a paragraph; remembers month, subject and what 其中 divides."""

    def __init__(self, where, period, subject_wanted):
        self.where, self.period = where, period
        self.subject, self.subject_wanted = "", subject_wanted
        self.figures, self.oddities = [], []
        self.whole = ""

    def read(self, text):
        for sentence in _SENTENCE_END.split(text):
            self.whole = ""
            before, items, label = _split_list(sentence)
            for clause in _CLAUSE_END.split(before.rstrip("。！？!? ")):
                self._read_clause(clause)
            self._read_items(items, label)

    def _read_clause(self, clause):
        clause = self._without_dates(clause)
        if clause.strip().startswith("其中") and self.figures:
            self.whole = self.figures[-1].label
        for piece in _pieces(clause):
            self._read_piece(piece)
        if clause.strip() != "其中":
            self.whole = ""  # what 其中 divides is told in one clause, parts between 、

    def _without_dates(self, clause):
        for match in _DATE.finditer(clause):
            named = first_month(match[0])
            if named:
                self.period = named
            elif match["month"] and self.period:
                self.period = month_near(int(match["month"]), self.period) or self.period
        return _DATE.sub("", clause)

    def _read_piece(self, piece):
        matches = list(_FIGURE.finditer(piece))
        if not matches:
            self._note_loose_number(piece)
            return
        start = 0
        for index, match in enumerate(matches):
            last = index == len(matches) - 1
            prefix = piece[start : match.start()]
            suffix = piece[match.end() :] if last else ""
            self._add(match, self._label(prefix, suffix))
            start = match.end()

    def _label(self, prefix, suffix):
        label = _LEAD.sub("", name_key(prefix).replace("(", "（").replace(")", "）"))
        if self.subject_wanted and not self.subject and not self.figures:
            found = _SUBJECT.match(label)
            if found:
                self.subject, label = _as_printed(found["subject"], prefix), found["label"]
        label = _LEAD.sub("", label)
        tail = name_key(suffix).strip("。（）()")
        return (_TAIL.sub("", label) if not tail else label) + tail

    def _add(self, match, label):
        if not label:
            self.oddities.append(
                Oddity("figure-without-label", f"“{match[0]}”前后没有文字说明是什么数。",
                       self.where, "error")
            )  # fmt: skip
        self.figures.append(
            Figure(label, match["number"], match["unit"], self.where, self.period, whole=self.whole)
        )

    def _note_loose_number(self, piece):
        loose = _ANY_NUMBER.findall(piece)
        if loose and self.subject_wanted and not name_key(piece).startswith(name_key(self.subject)):
            self.oddities.append(
                Oddity("number-not-read", f"“{piece.strip()}”里的数字 {loose[0]} 没有读作数据。",
                       self.where)
            )  # fmt: skip

    def _read_items(self, items, label):
        if label and self.subject and label.startswith(name_key(self.subject)):
            label = label[len(name_key(self.subject)) :]
        for match in items:
            name = match["name"].strip(" 　，、,和及以")
            figure = Figure(label, match["number"], match["unit"], self.where, self.period, name)
            self.figures.append(figure)


def _split_list(sentence):
    """The words before a list of names with a number each, its items, and what it counts.

    Without such a list: the whole sentence, no items, no label.
    """
    for match in reversed(list(_LIST.finditer(sentence))):
        items = _items(sentence[match.end() :])
        if len(items) > 1 or (items and match[0].startswith(("分别", "依次"))):
            before, _, words = sentence[: match.start()].rpartition("，")
            label = _DATE.sub("", words)
            return before, items, name_key(re.sub(r"的$|数据$", "", label.strip()))
    return sentence, [], ""


def _items(text):
    """Matches of name, number, unit, where the whole of `text` is a list of them."""
    items = [_ITEM.fullmatch(part.strip()) for part in re.split(r"[，、,]", text.strip("。 　；;"))]
    return items if all(items) and not any(_DATE.search(item["name"]) for item in items) else []


def _pieces(clause):
    """Parts of a clause between 、, kept together up to the next figure: names listed in front of
    one number are one label."""
    held = ""
    for part in clause.split("、"):
        held = f"{held}、{part}" if held else part
        if _FIGURE.search(part):
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
