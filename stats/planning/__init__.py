"""What taking in a spreadsheet would do, told cell by cell before anything is written."""

from stats.planning.planner import Sheets, make_plan, usual_origin
from stats.planning.plans import ADDED, CHANGED, REFUSED, UNCHANGED, Answers, Plan

__all__ = [
    "ADDED",
    "CHANGED",
    "REFUSED",
    "UNCHANGED",
    "Answers",
    "Plan",
    "Sheets",
    "make_plan",
    "usual_origin",
]
