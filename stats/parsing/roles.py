"""The columns of a laid-out table: header paths, lanes side by side, and what stands in each."""

from collections import Counter

from stats.naming import name_key
from stats.parsing import wording
from stats.parsing.readings import folded, looks_numeric, mark_of
from stats.parsing.records import Column


def columns_of(header, body, width):
    """The Columns of one lane, and how many lanes stand side by side."""
    paths = [_path([row[index] for row in header]) for index in range(width)]
    lanes = _lanes(paths)
    count = len(paths) // lanes
    lane_rows = [
        row[start : start + count] for row in body for start in range(0, len(paths), count)
    ]
    return with_roles(paths[:count], lane_rows), lanes


def with_roles(paths, rows):
    """Columns under these header paths over these rows: at most one 序号, one column of group
    labels and one of subjects; all others hold figures, or words where figures were expected."""
    paths = list(paths)
    texts = [_texts(rows, index) for index in range(len(paths))]
    worded = [index for index in range(len(paths)) if _holds_words(texts[index])]
    for index in worded:
        if not paths[index] and index - 1 in worded:
            paths[index] = paths[index - 1]  # 单位 over labels and names, its second cell empty
    subject = _subject(paths, texts, worded)
    roles = ["figure"] * len(paths)
    if subject is None:
        return _columns(paths, roles)
    roles[subject] = "subject"
    numbers = (i for i in range(subject) if _numbers_rows(paths[i], texts[i]))
    for index in list(numbers)[:1]:
        roles[index] = "number"
    group = _group(paths, texts, roles, subject)
    if group is not None:
        roles[group] = "group"
    return _columns(paths, roles)


def _columns(paths, roles):
    return tuple(Column(path, role) for path, role in zip(paths, roles, strict=True))


def _path(slots):
    path, last = [], None
    for slot in slots:
        text = slot.text.strip()
        if text and slot.origin != last:
            path.append(text)
        last = slot.origin
    return tuple(path)


def _lanes(paths):
    """How many times the same columns stand side by side."""
    keys = [tuple(name_key(part) for part in path) for path in paths]
    for lanes in range(len(keys) // 2, 1, -1):
        count, left = divmod(len(keys), lanes)
        if not left and any(keys[:count]) and keys == keys[:count] * lanes:
            return lanes
    return 1


def _texts(rows, index):
    return [row[index].text for row in rows if not row[index].covered and row[index].text.strip()]


def _holds_words(texts):
    """True where most of what stands in a column is neither number nor mark. An empty column does
    not: what it lacks are figures."""
    words = [text for text in texts if not looks_numeric(text) and not mark_of(text)]
    return len(words) * 2 >= len(texts) > 0


def _header(path):
    return name_key("".join(path))


def _subject(paths, texts, worded):
    """The column that says whose row it is: by its header, else by its words."""
    named = [index for index, path in enumerate(paths) if _names_subject(path, texts[index])]
    who = [index for index in named if wording.names_who("".join(paths[index]))]
    if who:
        # One header over group labels and names: the names stand in the second column.
        same = [index for index in who if paths[index] == paths[who[0]] and index in worded]
        return same[-1] if len(same) > 1 else _most_distinct(who, texts)
    leading = [index for index in worded if index < _first_figure(paths, texts, worded)]
    return _most_distinct([index for index in named if index in leading] or leading or named, texts)


def _names_subject(path, texts):
    if _header(path) not in wording.SUBJECT_HEADERS:
        return False
    return not texts or not all(wording.is_unit(text) for text in texts)


def _first_figure(paths, texts, worded):
    others = (
        index
        for index in range(len(paths))
        if index not in worded and texts[index] and not _numbers_rows(paths[index], texts[index])
    )
    return next(others, len(paths))


def _most_distinct(indexes, texts):
    counted = {index: len(set(texts[index])) for index in indexes}
    return max(indexes, key=lambda index: (counted[index], index)) if indexes else None


def _numbers_rows(path, texts):
    """True for 序号, and for a column without header that counts 1, 2, 3."""
    if _header(path) in wording.NUMBER_HEADERS:
        return True
    numbers = [folded(text) for text in texts if not wording.is_total(text)]
    counts = [str(number) for number in range(1, len(numbers) + 1)]
    return not path and len(numbers) > 1 and numbers == counts


def _group(paths, texts, roles, subject):
    """The column of group labels before the subject: the one that repeats itself most."""
    before = [
        index
        for index in range(subject)
        if roles[index] == "figure"
        and (_holds_words(texts[index]) or not texts[index])
        and (texts[index] or paths[index] or index == subject - 1)
    ]
    written = [index for index in before if texts[index]]
    if len(written) < 2:
        return (written or before or [None])[-1]
    counted = Counter({index: len(set(texts[index])) for index in written})
    return min(written, key=lambda index: (counted[index], -index))
