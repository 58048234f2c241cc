"""The head of page one: name, 期号, 总期号, 编印单位, date; on one line or each on its own."""

import re
from dataclasses import replace
from datetime import date

from stats.naming import name_key
from stats.parsing.months import chinese_number

_CN = "〇○零一二三四五六七八九十"
_N = rf"(?:\d{{1,4}}|[{_CN}]{{1,6}})"
_NUMBER = re.compile(
    rf"(?:({_N})年(?:度)?)?第({_N})期(?:[（(]?(?:总第?|累计第)({_N})期[)）]?)?|[（(]?总第?({_N})期[)）]?"
)
_DATE = re.compile(rf"({_N})年({_N})月({_N})日(?:出版|印发|编印)?")
_NAME = re.compile(r".{2,18}(?:简报|通讯|信息快报|月报)")
_PUBLISHER = re.compile(r".{4,30}?(?:中心|委员会|学会|局|处|办公室|部)(?:主办|编印|编|印发|主编)?")
_MADE_BY = re.compile(r"(?:主办|编印|编辑|印发|编)$")


def with_line(masthead, text):
    """`masthead` with what `text` adds, or None where the line says anything else besides."""
    rest = name_key(text)
    found, rest = _take_number(masthead, rest)
    found, rest = _take_date(found, rest)
    rest = rest.strip("()·|,，;；:：-—")
    if not rest:
        return found if found != masthead else None
    if _NAME.fullmatch(rest) and not masthead.name:
        return replace(found, name=text.strip() if found == masthead else rest)
    made_by = found != masthead or _MADE_BY.search(rest)
    if made_by and _PUBLISHER.fullmatch(rest) and not masthead.publisher:
        return replace(found, publisher=_MADE_BY.sub("", rest))
    both = _NAME.match(rest)
    if both and not masthead.name and _PUBLISHER.fullmatch(rest[both.end() :]):
        publisher = _MADE_BY.sub("", rest[both.end() :])
        return replace(found, name=both[0], publisher=publisher)
    return None


def _take_number(masthead, rest):
    for match in list(_NUMBER.finditer(rest)):
        year, number, serial, alone = (_integer(group) for group in match.groups())
        masthead = replace(
            masthead,
            year=year or masthead.year,
            number=number or masthead.number,
            serial=serial or alone or masthead.serial,
        )
    return masthead, _NUMBER.sub("", rest)


def _integer(text):
    try:
        return chinese_number(text) if text else None
    except (KeyError, ValueError):
        return None


def _take_date(masthead, rest):
    match = _DATE.search(rest)
    if not match:
        return masthead, rest
    try:
        printed_on = date(*(chinese_number(group) for group in match.groups()))
    except (KeyError, ValueError):
        return masthead, rest
    return replace(masthead, printed_on=printed_on), rest[: match.start()] + rest[match.end() :]
