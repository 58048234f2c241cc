"""The signs that stand for figures, and what they mean."""

from dataclasses import dataclass

from stats.models import Status
from stats.shapes import mark_of


@dataclass(frozen=True)
class Mark:
    """A sign that stands for a figure, and what it means."""

    sign: str
    meaning: str


def legend_of(figures):
    """The signs among these (text, status) and their meanings, each once, as they are met."""
    marks = {
        Mark(mark_of(text), Status(status).label): None
        for text, status in figures
        if status != Status.NORMAL
    }
    return tuple(marks)
