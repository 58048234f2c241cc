"""Names made comparable and sortable. Pure: no Django."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

_IGNORED = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+")


@lru_cache(maxsize=8192)
def name_key(text):
    """`text` as it is compared: NFKC, no blanks, no zero-width signs, upper case.

    （）and () become alike, full-width letters and digits become plain; nothing else is touched,
    so 皮肤病研究所 and 皮肤病医院 stay two names until somebody says that they are one.
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()


def sort_key_of(name):
    """Pinyin of `name`: the order Chinese readers look names up in, alike on every database."""
    return " ".join(lazy_pinyin(name_key(name))).lower()[:200]


def slug_of(name):
    """A readable code of ASCII letters, digits and hyphens made from the pinyin of `name`."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(name_key(name))).lower())
    return "-".join(words)[:100].strip("-") or "x"
