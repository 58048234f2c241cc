"""An issue as the parts that Word document and plain text print, each saying what it is."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from news.parsing import told_styles as styles
from news.parsing.articles import dateline_of
from news.parsing.briefs import parse_brief
from news.printing.word_bodies import Line, lines_of, plain_line
from news.printing.word_grids import MARK, REVISED
from stats.changes import lines_of as corrections_of
from stats.parsing.months import first_month
from stats.parsing.sentences import parse_sentence

STATISTICS, BRIEFS = "统计数据", "简讯"
# What a brief is dated that has no day.
_UNDATED = "日期不详"
_EDITOR = "责任编辑"
_HALF_LINE = 22
_BESIDE_TITLE, _BESIDE_FIELDS = -6.5, 2


@dataclass(frozen=True)
class Table:
    """A table of figures; `noted` tells that a line belongs right below it."""

    shape: object
    noted: bool = False


@dataclass(frozen=True)
class Picture:
    image: object


@dataclass(frozen=True)
class Link:
    """A short link to the page where what stands here lives on, and mostly a code.

    `down` is how many mm below the link the code begins; None where text runs beside it.
    """

    url: str
    words: str
    down: float | None = None
    coded: bool = True


def parts_of(context, address=""):
    """Everything that is printed, in order: Line, Table, Picture, Link and tables of articles."""
    issue = context["issue"]
    yield from _masthead(issue)
    for story in context["stories"]:
        yield from _story(story)
    if context["shapes"]:
        yield plain_line(styles.SECTION, STATISTICS)
    for shape in context["shapes"]:
        yield from _statistic(shape, address)
    if context["briefs"]:
        yield plain_line(styles.SECTION, BRIEFS)
    for brief in context["briefs"]:
        yield plain_line(styles.BRIEF, dated(brief, issue))
    yield from _colophon(context, address)


def numbering(issue):
    """2024年第9期（总第151期）."""
    serial = f"（总第{issue.serial}期）" if issue.serial else ""
    return f"{issue.year}年第{issue.number}期{serial}"


def day(moment):
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _masthead(issue):
    yield plain_line(styles.NAME, issue.name)
    yield plain_line(styles.NUMBER, numbering(issue))
    if issue.publisher or issue.printed_on:
        printed_on = day(issue.printed_on) if issue.printed_on else ""
        yield plain_line(styles.MADE_BY, f"{issue.publisher}\t{printed_on}")
    yield plain_line(styles.RULE, "")
    for line in issue.running_text.splitlines():
        yield plain_line(styles.RUNNING, line)


# -- articles


def _story(story):
    yield plain_line(styles.TITLE, story.title)
    if story.subtitle:
        yield plain_line(styles.SUBTITLE, story.subtitle)
    body = list(lines_of(story.body))
    if leads := _tells_origin(story, body):
        body[0] = Line(styles.LEAD, body[0].runs)
    for part, text in ((styles.SOURCE, story.source), (styles.DATELINE, story.dateline)):
        if text and not leads:
            yield plain_line(part, text)
    yield from body
    for image in story.images:
        yield Picture(image)


def _tells_origin(story, body):
    """True where the text itself begins with source and dateline, which then stand only there."""
    first = body[0] if body else None
    told = dateline_of(first.text) if first is not None and first.part == styles.TEXT else ("", "")
    return any(told) and told == (story.source, story.dateline)


# -- statistics


def _statistic(shape, address):
    spoken = shape.form == "sentence"
    if spoken and not (shape.title or shape.text):
        return  # another family's figures in a paragraph that is printed above
    if shape.title:
        yield plain_line(styles.TABLE_TITLE, shape.title)
    live = _live(shape, address, spoken)
    if spoken:
        yield from (plain_line(styles.SENTENCE, text) for text in shape.text.splitlines())
        yield from live
    else:
        yield from live
        yield from (plain_line(styles.PREFACE, text) for text in shape.preface.splitlines())
        yield Table(shape, bool(shape.note or shape.footnotes or shape.legend or shape.changes))
        yield from (plain_line(styles.NOTE, text) for text in shape.note.splitlines())
    yield from _explained(shape)


def _live(shape, address, spoken):
    """Where a table lives on, above it; of paragraphs it is told below them, in words alone."""
    if address:
        path = reverse("stats:table", args=[shape.slug, f"{shape.period:%Y-%m}"])
        beside = _BESIDE_TITLE if shape.title else None
        yield Link(address.rstrip("/") + path, "在线数据", beside, coded=not spoken)


def _explained(shape):
    """The footnotes, what the signs mean, what was found odd in the print and judged."""
    yield from (plain_line(styles.FURNITURE, str(note)) for note in shape.footnotes)
    signs = [f"{mark.sign} {mark.meaning}" for mark in shape.legend]
    if shape.form != "sentence" and _has_marks(shape.grid):
        signs.append(f"{MARK} {REVISED}")
    if signs:
        yield plain_line(styles.FURNITURE, f"记号：{'　'.join(signs)}")
    yield from (plain_line(styles.FURNITURE, line) for line in corrections_of(shape.changes))
    for remark in shape.remarks:
        where = f"{remark.where}：" if remark.where else ""
        said = "　".join(filter(None, (remark.message, remark.verdict, remark.note)))
        yield plain_line(styles.FURNITURE, f"核查说明：{where}{said}")


def _has_marks(grid):
    return any(cell.was is not None for row in grid.body for cell in row.cells)


# -- briefs and colophon


def dated(brief, issue):
    """The text of a brief, its days in front where it does not tell them itself."""
    month = issue.printed_on.month if issue.printed_on else issue.number
    said = parse_brief(brief.text, "", issue.year, month)
    if (said.date_from, said.date_to) == (brief.date_from, brief.date_to) and "\t" not in said.text:
        return brief.text
    days = [day(one) for one in (brief.date_from, brief.date_to) if one]
    return f"{'-'.join(days) or _UNDATED}\t{brief.text}"


def _colophon(context, address):
    issue = context["issue"]
    yield plain_line(styles.RULE, "")
    if address:
        place = reverse("news:issue", args=[issue.year, issue.number])
        yield Link(address.rstrip("/") + place, "本期在线阅读", _BESIDE_FIELDS)
    if issue.organisation:
        yield plain_line(styles.OFFICE, issue.organisation)
    yield from _fields(context["colophon"])
    if needs_month(context):
        yield plain_line(styles.MONTH, f"数据月份：{issue.period.year}年{issue.period.month}月")
    for text in context["captions"]:
        yield plain_line(styles.CLOSING, text)
    last = [f"{_EDITOR}：{issue.editor}"] if issue.editor else []
    last += [f"本期共印 {issue.print_run} 份"] if issue.print_run is not None else []
    if last:
        yield plain_line(styles.IMPRINT, "\t".join(last))


def _fields(colophon):
    """Fields side by side where both are short."""
    told = [f"{label}：{text}" for label, text in colophon if label != _EDITOR]
    while told:
        pair = told[:2] if max(map(len, told[:2])) <= _HALF_LINE else told[:1]
        del told[: len(pair)]
        yield plain_line(styles.FIELD, "\t".join(pair))


def needs_month(context):
    """True where what is printed of the figures speaks of another month, or of none."""
    period = context["issue"].period
    return period is not None and _told_month(context["shapes"]) != period


def _told_month(shapes):
    """The month that most tables and paragraphs speak of, as who reads them will find."""
    months = [month for shape in shapes for month in _months(shape) if month]
    return Counter(months).most_common(1)[0][0] if months else None


def _months(shape):
    if shape.form != "sentence":
        lines = (shape.title, *shape.preface.splitlines())
        return [next(filter(None, map(first_month, lines)), None)]
    titled = first_month(shape.title)
    sentences = (parse_sentence(text, "", period=titled) for text in shape.text.splitlines())
    return [sentence.period for sentence in sentences if sentence.figures]
