"""A whole bulletin out of the blocks of a document: every line goes to a part or is unplaced."""

from collections import Counter
from dataclasses import asdict, replace

from news.parsing import mastheads
from news.parsing.briefs import parse_brief
from news.parsing.colophons import inner_colophons, parse_colophon, split_colophon
from news.parsing.openings import read_opening
from news.parsing.records import Masthead, ParsedIssue, Unplaced
from news.parsing.told import ToldReader, is_told
from news.parsing.walking import Walker
from stats.parsing.months import shifted
from stats.parsing.records import Oddity

_NOTHING = Masthead()


def parse_issue(document, typed=_NOTHING):
    """The ParsedIssue of a documents.Document; what is `typed` goes before what is printed."""
    if is_told(document.blocks):
        return _parse_told(document, typed)
    opening = read_opening(document.blocks)
    flow, closing = _take_closing(opening)
    colophon, too_long = parse_colophon(opening.colophon + closing)
    masthead = _with_typed(_with_closing(opening.masthead, colophon), typed)
    walker = Walker(flow)
    walker.walk()
    period = _reference_month(walker.statistics)
    year, number, inferred = _numbering(masthead, period, walker)
    return ParsedIssue(
        masthead=masthead,
        year=year,
        number=number,
        period=period,
        articles=tuple(walker.articles),
        statistics=tuple(walker.statistics),
        briefs=tuple(_briefs(walker, year, masthead, number)),
        colophon=colophon,
        running_text=tuple(opening.lines + walker.headings),
        unplaced=tuple(walker.unplaced + too_long),
        inferred=inferred,
        oddities=tuple(
            ([] if typed.number else [_unread(line) for line in opening.unread])
            + _doubtful_numbering(inferred, period, masthead, number)
            + walker.oddities
            + [Oddity("not-carried", note, "") for note in document.notes]
        ),
        other_issues=tuple(opening.others),
    )


def _parse_told(document, typed):
    """The same for a document of our own print."""
    reader = ToldReader()
    reader.read(document.blocks)
    masthead = _with_typed(reader.masthead, typed)
    period = reader.period or _reference_month(reader.statistics)
    year, number, inferred = _numbering(masthead, period, reader)
    month = masthead.printed_on.month if masthead.printed_on else number
    return ParsedIssue(
        masthead=masthead,
        year=year,
        number=number,
        period=period,
        articles=tuple(reader.articles),
        statistics=tuple(reader.statistics),
        briefs=tuple(reader.briefs_of(year, month)),
        colophon=reader.colophon,
        running_text=tuple(reader.lines),
        unplaced=tuple(reader.unplaced),
        inferred=inferred,
        oddities=tuple(Oddity("not-carried", note, "") for note in document.notes),
    )


def _take_closing(opening):
    """The blocks without the colophon and its lines; a second colophon ends another issue."""
    flow, closing = split_colophon(opening.flow)
    inner = inner_colophons(flow)
    if inner and not closing and not opening.colophon:
        start, end = inner.pop(0)
        closing = [(block.text, block.where) for block in flow[start:end]]
        flow = flow[:start] + flow[end:]
    opening.others += [Unplaced(flow[start].text, flow[start].where) for start, _ in inner]
    return flow, closing


def _with_closing(masthead, colophon):
    """`masthead` with the day and numbers that stand in the colophon instead."""
    for caption in colophon.captions:
        said = mastheads.with_line(Masthead(), caption)
        if said and mastheads.agree(said, masthead):
            masthead = mastheads.with_line(masthead, caption) or masthead
    return masthead


def _with_typed(masthead, typed):
    return replace(masthead, **{name: said for name, said in asdict(typed).items() if said})


def _reference_month(statistics):
    """The month most of the printed tables speak of."""
    months = Counter(item.period for item in statistics if item.period)
    return months.most_common(1)[0][0] if months else None


def _numbering(masthead, period, walker):
    """Year and number, printed or inferred from the month after the reference month, else from the
    latest day that the text names with its year."""
    inferred = []
    latest = shifted(period, 1) if period else walker.latest_month
    if masthead.printed_on and (masthead.year is None or masthead.number is None):
        latest = masthead.printed_on
    year, number = masthead.year, masthead.number
    if year is None and latest:
        year, inferred = latest.year, [*inferred, "year"]
    if number is None and latest:
        number, inferred = latest.month, [*inferred, "number"]
    return year, number, tuple(inferred)


def _briefs(walker, year, masthead, number):
    month = masthead.printed_on.month if masthead.printed_on else number
    return [parse_brief(text, where, year, month) for text, where in walker.briefs]


def _unread(line):
    message = f"刊头的“{line.text}”没有读出期号；期号由其他内容推断，请核对后改正。"
    return Oddity("masthead-unread", message, line.where, "error")


def _doubtful_numbering(inferred, period, masthead, number):
    """Days named in passing are no more than a hint at which issue this is, and the day of print
    is one where the figures are of another month."""
    message = ""
    if "number" in inferred and period is None and masthead.printed_on is None:
        message = "没有刊头和统计表，年份和期号只由文中最晚的日期推断，请核对后改正。"
    elif "number" in inferred and period and shifted(period, 1).month != number:
        message = (
            f"没有印期号；由印发日期推断为第{number}期，而数据是 {period:%Y-%m} 的，请核对后改正。"
        )
    return [Oddity("numbering-doubtful", message, "刊头", "error")] if message else []
