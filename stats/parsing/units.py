"""Units: how many of a thing one unit is, and what kind of thing it measures."""

import re
from decimal import Decimal

_SCALE = re.compile(r"(?P<small>[十百千](?!分))?(?P<big>[万亿])?")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_KINDS = {
    "share": re.compile(r"[%％‰]|个?百分点|倍"),
    "money": re.compile(r"元|人民币"),
    "time": re.compile(r"天|日|小时|分钟|分|毫?秒|课时|学时"),
    "data": re.compile(r"[KMGTP]?B"),
}


def magnitude(unit):
    """10 000 for 万份, 1 000 for 千元, 100 000 000 for 亿条, 1 for 份."""
    match = _SCALE.match(unit)
    return Decimal(_SMALL.get(match["small"], 1) * _BIG.get(match["big"], 1))


def base(unit):
    """元 of 千元, 条 of 亿条."""
    return unit[_SCALE.match(unit).end() :]


def kind(unit):
    """share, money, time, data, or count for all that is counted by pieces."""
    plain = base(unit.strip())
    return next((name for name, shape in _KINDS.items() if shape.fullmatch(plain)), "count")


def unit_of(path):
    """The unit in brackets at the end of a header: 收入（千元） gives 千元."""
    last = path[-1].strip() if path else ""
    if not last.endswith(("）", ")")):
        return ""
    start = max(last.rfind("（"), last.rfind("("))
    unit = last[start + 1 : -1].strip()
    unit = re.sub(r"^单位\s*[:：]\s*", "", unit)
    return unit if 0 < len(unit) <= 6 else ""


def clashes(stated, unit):
    """True where units stated for a whole table cannot be meant for figures kept in `unit`."""
    if not unit:
        return False
    alike = [other for other in stated if base(other) == base(unit)] or (
        list(stated) if len(stated) == 1 else []
    )
    return (
        bool(alike) and unit not in stated and any(magnitude(u) != magnitude(unit) for u in alike)
    )
