"""How the words of a header cell are parted into lines: where a reader would part them. Pure."""

import math
import re

from news.printing.letters import width as in_serif

# Latin words and figures stay whole; what closes stays with what it closes, and so what opens.
_PIECE = re.compile(r"[（《“(]*(?:[!-'*-.0-~]+|[^!-~])[，、；：。）》”)/]*")
_PHRASE = re.compile(r"[0-9A-Za-z]+ ?(?=[㐀-鿿])|.+?(?:/|(?=（)|$)", re.DOTALL)
MOST_LINES = 4
PHRASE = 5.5  # em; what is longer is parted anyway


def width(text):
    """How wide a header is, in em: Latin letters and figures of the sans are the wider ones."""
    return in_serif(text) + 0.06 * sum(sign < "㐀" for sign in text)


def wanted(text):
    """How wide a column is best for this header, in em: its phrases whole."""
    phrases = [width(phrase) for phrase in _PHRASE.findall(text)]
    return max([least(text), *(phrase for phrase in phrases if phrase <= PHRASE)])


def least(text):
    """How wide a column must be for this header, in em, for it to stand in a few lines."""
    lines = 1 if len(text) <= 2 else 2 if len(text) <= 8 else 3 if len(text) <= 15 else MOST_LINES
    pieces = [width(piece) for piece in _PIECE.findall(text)]
    return max([*pieces, math.ceil(width(text) / lines)], default=0)


def parted(text, room):
    """The text with line breaks for a column of `room` em: at phrases, else in even lines."""
    if "\n" in text or width(text) <= room:
        return text
    lines = []
    for phrase in _PHRASE.findall(text):
        if lines and width(lines[-1] + phrase) <= room:
            lines[-1] += phrase
        else:
            lines += _even(phrase, room)
    even = _even(text, room)
    return "\n".join(_ended(lines if len(lines) <= len(even) else even))


def _ended(lines):
    """The lines with their spaces at their ends, where they are not seen, so that none is lost."""
    ended = []
    for line in lines:
        words = line.lstrip()
        if ended:
            ended[-1] += line[: len(line) - len(words)]
        ended.append(words)
    return ended


def _even(text, room):
    """Lines of about the same width, as few as there can be."""
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text:
        return [text]
    for count in range(math.ceil(width(text) / room), len(pieces) + 1):
        lines = _filled(pieces, count)
        if all(width(line) <= room for line in lines):
            return lines
    return [text]


def _filled(pieces, count):
    """So many lines, each with its share of what is left."""
    lines, left = [], list(pieces)
    for more in range(count, 0, -1):
        goal = sum(map(width, left)) / more
        line = left.pop(0) if left else ""
        while left and (more == 1 or width(line) + width(left[0]) / 2 <= goal):
            line += left.pop(0)
        lines.append(line)
    return lines
