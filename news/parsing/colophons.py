"""The closing block of a bulletin: labelled fields, the print run, captions under QR codes."""

import re
from dataclasses import replace
from itertools import pairwise

from news.parsing.briefs import starts_with_day
from news.parsing.mastheads import with_line
from news.parsing.records import Colophon, Masthead, Unplaced
from stats.documents.blocks import Grid, Paragraph
from stats.naming import name_key
from stats.parsing.readings import looks_numeric

_LABELS = {
    "organisation": r"编印单位|主办单位|主\s*办|编\s*印",
    "address": r"(?:地\s*址|通讯地址|联系地址)",
    "postcode": r"(?:邮\s*编|邮政编码)",
    "phone": r"(?:联系电话|电\s*话)",
    "fax": r"传\s*真",
    "email": r"(?:E\s*-?\s*mail|电子邮箱|电子邮件|邮\s*箱)",
    "website": r"(?:网\s*址|网\s*站)",
    "editor": r"(?:责任编辑|责\s*编|本期编辑|编\s*辑)",
}
_FIELD = re.compile(
    "|".join(rf"(?P<{field}>{label})" for field, label in _LABELS.items()), re.IGNORECASE
)
_LABELLED = re.compile(rf"(?:{_FIELD.pattern})\s*[:：]", re.IGNORECASE)
_PRINT_RUN = re.compile(
    r"(?:[（(]?\s*本期)?\s*(?:共印|印\s*数|印刷|印制|印发|印)\s*[:：]?\s*(\d[\d,，]{0,8})\s*[份册]\s*[)）]?"
)
_RECIPIENTS = re.compile(r"(?:主\s*送|抄\s*送|抄\s*报|报\s*送|分\s*送|发\s*送|报|送|发)\s*[:：]")
_TELLING = re.compile(rf"{_LABELS['editor']}|{_PRINT_RUN.pattern}")
_GAP = re.compile(r"\s{2,}|\t|　{2,}")
_ORGANISATION = re.compile(r"\S{4,24}(?:中心|委员会|学会|局|办公室)")
_LONGEST, _LONGEST_FIELD = 80, 200
_FEWEST_FIELDS, _ENDS_RUN = 3, 24
_MOST_NUMBERS = 4  # phone, fax and postcode may stand alone in cells


def is_field(text):
    """True for a line that holds a labelled field of the colophon or the print run."""
    text = text.strip()
    if len(text) > _LONGEST_FIELD or starts_with_day(text):
        return False
    if _LABELLED.match(text) or _RECIPIENTS.match(text):
        return True
    return text[-1:] != "。" and bool(_PRINT_RUN.search(text))


def is_organisation(text):
    """True for a line that is only the name of an office."""
    return bool(_ORGANISATION.fullmatch(name_key(text)))


def split_colophon(flow):
    """The blocks before the colophon, and its (text, where) lines.

    It begins at the first labelled field behind which only short lines follow, no sentence, no
    dated news and no table of figures, and with the name of an office just before it.
    """
    start = None
    for index in range(len(flow) - 1, -1, -1):
        block = flow[index]
        if isinstance(block, Grid):
            if not _is_colophon_grid(block):
                break
            start = index
        elif is_field(block.text):
            start = index
        elif not _may_stand_in_it(block.text):
            break
    if start is None:
        return flow, []
    if start and isinstance(flow[start - 1], Paragraph) and is_organisation(flow[start - 1].text):
        start -= 1
    return flow[:start], [line for block in flow[start:] for line in _lines(block)]


def inner_colophons(flow):
    """(start, end) of each run of short lines within `flow` that is a colophon by its fields: three
    at least, who edited or how many were printed among them."""
    found, start = [], None
    for index, block in enumerate([*flow, None]):
        inside = isinstance(block, Paragraph) and (
            is_field(block.text) or (len(block.text) <= _ENDS_RUN and block.text[-1] not in "。；")
        )
        if inside and start is None and is_field(block.text):
            start = index
        elif not inside and start is not None:
            found += _colophon_within(flow, start, index)
            start = None
    return found


def _colophon_within(flow, start, end):
    fields = [index for index in range(start, end) if is_field(flow[index].text)]
    telling = any(_TELLING.search(flow[index].text) for index in fields)
    if len(fields) < _FEWEST_FIELDS or not telling:
        return []
    named = (
        start and isinstance(flow[start - 1], Paragraph) and is_organisation(flow[start - 1].text)
    )
    return [(start - bool(named), fields[-1] + 1)]


def _may_stand_in_it(text):
    if with_line(Masthead(), text) is not None:
        return True
    return len(text) <= _LONGEST and text[-1] not in "。；" and not starts_with_day(text)


def _is_colophon_grid(grid):
    texts = [text for text, _ in _lines(grid)]
    return any(map(is_field, texts)) and sum(map(looks_numeric, texts)) <= _MOST_NUMBERS


def _lines(block):
    if isinstance(block, Paragraph):
        return [(block.text, block.where)]
    cells = [cell for row in block.rows for cell in row if cell is not None]
    return [(part, cell.where) for cell in cells for part in cell.text.split("\n") if part.strip()]


def parse_colophon(lines):
    """The Colophon of (text, where) lines, and as Unplaced what is too long to be part of one."""
    colophon, left = Colophon(), []
    for line, where in lines:
        for piece in _pieces(line):
            field = _LABELLED.match(piece) or _RECIPIENTS.match(piece)
            if len(piece) > (_LONGEST_FIELD if field else _LONGEST):
                left.append(Unplaced(piece, where))
            else:
                colophon = _with_piece(colophon, piece)
    return colophon, left


def _pieces(line):
    """Parts of a line: at wide gaps, and before every label but the first."""
    # 地  址： is one label, though the gap in it is as wide as one between fields.
    closed = _LABELLED.sub(lambda match: "".join(match[0].split()), line.strip())
    for part in _GAP.split(closed):
        starts = [match.start() for match in _LABELLED.finditer(part)]
        run = _PRINT_RUN.search(part)
        if run and run.start() not in starts:
            starts.append(run.start())
        cuts = [*sorted({0, *starts}), len(part)]
        for start, end in pairwise(cuts):
            if piece := part[start:end].strip(" ，,；;"):
                yield piece


def _with_piece(colophon, piece):
    run = _PRINT_RUN.fullmatch(piece)
    if run and colophon.print_run is None:
        return replace(colophon, print_run=int(re.sub("[,，]", "", run[1])))
    labelled = _LABELLED.match(piece)
    if labelled:
        field = next(name for name, value in labelled.groupdict().items() if value)
        return _with_field(colophon, field, piece[labelled.end() :].strip(), piece)
    if not colophon.organisation and is_organisation(piece):
        return replace(colophon, organisation=piece)
    return replace(colophon, captions=(*colophon.captions, piece))


def with_told_field(colophon, text):
    """`colophon` with one line that is known to be a field of it, whatever its value looks like."""
    run, labelled = _PRINT_RUN.fullmatch(text), _LABELLED.match(text)
    if run or not labelled:
        return _with_piece(colophon, text)
    field = next(name for name, value in labelled.groupdict().items() if value)
    return _with_field(colophon, field, text[labelled.end() :].strip(), text)


def _with_field(colophon, field, value, piece):
    if not getattr(colophon, field):
        return replace(colophon, **{field: value})
    return replace(colophon, captions=(*colophon.captions, piece))
