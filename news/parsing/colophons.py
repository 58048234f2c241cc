"""The closing block of a bulletin: labelled fields, the print run, captions under QR codes."""

import re
from dataclasses import replace
from itertools import pairwise

from news.parsing.records import Colophon
from stats.naming import name_key

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
    r"(?:本期)?\s*(?:共印|印数|印刷|印制|印)\s*[:：]?\s*(\d[\d,]{0,8})\s*[份册]"
)
_GAP = re.compile(r"\s{2,}|\t|　{2,}")
_ORGANISATION = re.compile(r"\S{4,24}(?:中心|委员会|学会|局|办公室)")
_LONGEST = 80


def is_field(text):
    """True for a line that holds a labelled field of the colophon or the print run."""
    return bool(_LABELLED.match(text.strip()) or _PRINT_RUN.search(text)) and len(text) < 200


def is_organisation(text):
    """True for a line that is only the name of an office."""
    return bool(_ORGANISATION.fullmatch(name_key(text)))


def parse_colophon(lines):
    """The Colophon of `lines`, and those of them that are too long to be part of one."""
    colophon, left = Colophon(), []
    for line in lines:
        for piece in _pieces(line):
            if len(piece) > _LONGEST and not _LABELLED.match(piece):
                left.append(piece)
            else:
                colophon = _with_piece(colophon, piece)
    return colophon, left


def _pieces(line):
    """Parts of a line: at wide gaps, and before every label but the first."""
    for part in _GAP.split(line.strip()):
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
        return replace(colophon, print_run=int(run[1].replace(",", "")))
    labelled = _LABELLED.match(piece)
    if labelled:
        field = next(name for name, value in labelled.groupdict().items() if value)
        return _with_field(colophon, field, piece[labelled.end() :].strip(), piece)
    if not colophon.organisation and is_organisation(piece):
        return replace(colophon, organisation=piece)
    return replace(colophon, captions=(*colophon.captions, piece))


def _with_field(colophon, field, value, piece):
    if not getattr(colophon, field):
        return replace(colophon, **{field: value})
    return replace(colophon, captions=(*colophon.captions, piece))
