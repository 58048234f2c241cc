"""Years to choose from, some at a time: an archive has more of them every year."""

MOST = 20


def years_around(known, asked=None):
    """[(year, what it is called)…] of `known` years, in their order: MOST of them, among them the
    one asked for, and the next one on either side, which leads to the others."""
    known = list(known)
    start = known.index(asked) // MOST * MOST if asked in known else 0
    near = [(known[start - 1], "更近")] if start else []
    near += [(year, "") for year in known[start : start + MOST]]
    near += [(year, "更早") for year in known[start + MOST : start + MOST + 1]]
    return [(year, f"{word}：{year}" if word else f"{year}") for year, word in near]
