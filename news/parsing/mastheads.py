"""The head of page one: name, 期号, 总期号, 编印单位, date; on one line or each on its own."""

import re
from dataclasses import asdict, replace
from datetime import date

from news.parsing.records import Masthead
from stats.naming import name_key
from stats.parsing.months import chinese_number

_CN = "〇○零一二三四五六七八九十百"
_N = rf"(?:\d{{1,4}}|[{_CN}]{{1,7}})"
_NUMBER = re.compile(
    rf"(?:({_N})年(?:度)?第?|第)({_N})期"
    rf"(?:[（(,，·|]?(?:总第?|总期第?|累计第?|总期号[:：]?第?)({_N})期?[)）]?)?"
    rf"|[（(]?(?:总第?|总期第?|累计第?|总期号[:：]?第?)({_N})期[)）]?|总期号:({_N})"
)
_DATE = re.compile(
    rf"({_N})年({_N})月({_N})日(?:出版|印发|编印)?|(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})"
)
_NAME = re.compile(r".{2,18}(?:简报|通讯|信息快报|月报)")
_PUBLISHER = re.compile(
    r".{4,30}?(?:中心|委员会|学会|局|处|办公室|部)(?:主办|承办|协办|编印|编|印发|主编|编辑)?"
)
_MADE_BY = re.compile(r"(?:主办|承办|协办|编印|编辑|印发|主编|编)$")
_UNREAD = re.compile(
    rf"[（(]?(?:{_N}年)?.{{0,4}}(?:第?[\d{_CN}、,\-—–~至/]+期|增刊|专刊|特刊|合刊|号外)"
    r"(?:[（(][^。]{0,20}[)）])?[)）]?"
)
_LABEL = re.compile(
    r"(?:(?<!总)期号|期数|刊号|(?:出版|印发|编印|印刷)?(?:日期|时间)|(?:主办|编印|承办)(?:单位)?|编):"
)
_MADE_BY_LABEL = re.compile(r"(主办|编印|承办)(?:单位)?:|(编):")
_FIRST_YEAR, _LAST_YEAR = 1980, 2199


def with_line(masthead, text):
    """`masthead` with what `text` adds; None where the line says anything else besides, or
    contradicts it."""
    said, rest = _take_number(Masthead(), _LABEL.sub("", name_key(text)))
    labelled = bool(_MADE_BY_LABEL.search(name_key(text)))
    if rest is None:
        return None
    said, rest = _take_date(said, rest)
    if not agree(said, masthead):
        return None
    found = replace(masthead, **{name: value for name, value in asdict(said).items() if value})
    rest = rest.strip("()[]【】·|,，;；:：-—")
    if not rest:
        return found if found != masthead else None
    if _NAME.fullmatch(rest) and not masthead.name:
        return replace(found, name=rest)
    name = _NAME.match(rest)
    if name and not masthead.name and _PUBLISHER.fullmatch(rest[name.end() :]):
        return _with_publisher(replace(found, name=name[0]), rest[name.end() :])
    made_by = labelled or found != masthead or _MADE_BY.search(rest)
    return _with_publisher(found, rest) if made_by and _PUBLISHER.fullmatch(rest) else None


def is_numbered(masthead):
    """True where it says which issue this is."""
    return masthead.number is not None or masthead.serial is not None


def numbers_of(masthead):
    """Year, number and serial where it has them."""
    values = {name: getattr(masthead, name) for name in ("year", "number", "serial")}
    return {name: value for name, value in values.items() if value is not None}


def says_which(masthead):
    """True where it says which issue this is in a way that nothing else is numbered in."""
    return len(numbers_of(masthead)) > 1


def is_unread(text):
    """True for a line that gives a 期号 of a kind the record has no place for: 增刊, 第1-2期."""
    key = name_key(text)
    return bool(_UNREAD.fullmatch(key)) and with_line(Masthead(), text) is None


def has_other_role(text):
    """True for a publisher named with another part than 编印, which no field tells."""
    key = name_key(text)
    roles = [
        match[0].strip(":").removesuffix("单位")
        for match in (_MADE_BY.search(key), _MADE_BY_LABEL.search(key))
        if match
    ]
    return any(role not in ("编印", "编") for role in roles)


def agree(said, masthead):
    """True where the fields that both have are the same."""
    known = asdict(masthead)
    return all(known[name] in (value, None, "") for name, value in asdict(said).items() if value)


def _with_publisher(masthead, rest):
    publisher = _MADE_BY.sub("", rest)
    if masthead.publisher and not _MADE_BY.search(rest):
        return None
    both = [part for part in (masthead.publisher, publisher) if part]
    return replace(masthead, publisher=" ".join(dict.fromkeys(both)))


def _take_number(masthead, rest):
    """`masthead` with the numbers in `rest`, and what else it says; None where one is no number."""
    for match in _NUMBER.finditer(rest):
        year, number, *serials = (_integer(group) for group in match.groups())
        serial = next(filter(None, serials), None)
        if not _are_possible(match, year, number, serial):
            return masthead, None
        said = Masthead(year=year, number=number, serial=serial)
        if not agree(said, masthead):
            return masthead, None
        masthead = replace(masthead, **numbers_of(said))
    return masthead, _NUMBER.sub("", rest)


def _are_possible(match, year, number, serial):
    said_year, said_number = match[1], match[2]
    return (
        (not said_year or (year is not None and _FIRST_YEAR <= year <= _LAST_YEAR))
        and (not said_number or bool(number))
        and (not any(match.groups()[2:]) or bool(serial))
    )


def _integer(text):
    """The integer that `text` writes, hundreds in Chinese included, or None."""
    try:
        if not text or "百" not in text:
            return chinese_number(text) if text else None
        hundreds, _, rest = text.partition("百")
        rest = rest.lstrip("零〇○")
        return chinese_number(hundreds or "一") * 100 + (chinese_number(rest) if rest else 0)
    except (KeyError, ValueError):
        return None


def _take_date(masthead, rest):
    match = _DATE.search(rest)
    if not match:
        return masthead, rest
    numbers = [_integer(group) for group in match.groups() if group]
    try:
        printed_on = date(*numbers)
    except (TypeError, ValueError):
        return masthead, rest
    if not _FIRST_YEAR <= printed_on.year <= _LAST_YEAR:
        return masthead, rest
    return replace(masthead, printed_on=printed_on), rest[: match.start()] + rest[match.end() :]
