"""Which family of tables a sheet belongs to."""

import hashlib
from collections import Counter

from stats import matching
from stats.naming import name_key
from stats.planning.columns import metrics_for

_MOST_COLUMNS = 0.8


def signature_of(parsed):
    """A fingerprint of title and header that stays from month to month."""
    paths = ["/".join(map(name_key, column.path)) for column in parsed.columns]
    text = "|".join([matching.title_key(parsed.title), *paths])
    return hashlib.sha256(text.encode()).hexdigest()


def family_for(parsed, record):
    """The Family of a parsed sheet by its title or by its columns and names, or None."""
    family, _ = record.families.of_table(parsed)
    return family or _by_title(parsed, record) or _by_contents(parsed, record)


def _by_title(parsed, record):
    key = matching.title_key(parsed.title)
    named = [f for f in record.families.known if name_key(f.dataset.title) in key]
    return max(named, key=lambda family: len(family.dataset.title), default=None)


def _by_contents(parsed, record):
    """The family that knows nearly all columns; of several, that of the names in the rows."""
    paths = [column.path for column in parsed.columns if column.role == "figure"]
    fitting = {
        family.dataset.slug: family
        for family in record.families.known
        if len(paths) > 1
        and sum(bool(metrics_for(family, path)) for path in paths) >= _MOST_COLUMNS * len(paths)
    }
    if len(fitting) < 2:
        return next(iter(fitting.values()), None)
    kinds = Counter(holder.kind for row in parsed.rows if (holder := record.holder(row.name, "")))
    alike = [f for f in fitting.values() if kinds.get(f.dataset.subject_kind)]
    return alike[0] if len(alike) == 1 else None
