"""Characters a PDF's fonts put in place of the ones that were written, put right.

Only these are touched: full-width brackets and digits stay as printed.
"""

import re
import unicodedata

# Simplified and other radicals that Unicode itself does not map to the character they show.
_RADICALS = dict(
    zip(
        "⺁⺄⺊⺌⺍⺒⺓⺖⺗⺘⺙⺛⺝⺞⺠⺡⺣⺦⺩⺪⺫⺬⺭⺮⺯⺰⺶⺷⺹⺼⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乙卜小小巳幺忄心扌攵无月歹民氵灬丬王疋目示礻竹糸纟羊羊耂肉虎衤覀西见角讠贝足车辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
# What Unicode gives for these two is a form that is no longer written.
_RADICALS |= {"\u2f3e": "户", "\u2fad": "青"}
# Fonts that have one glyph for a dash two or three characters long.
_RADICALS |= {"\u2e3a": "——", "\u2e3b": "———"}
# Brackets set for vertical lines decompose to half-width ones; printed they are full-width.
_WIDE = str.maketrans("(),:;!?[]", "（），：；！？［］")
_ODD = re.compile("[\u2e3a\u2e3b\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe1f\ufe30-\ufe4f]")


def usual(text):
    """`text` with radicals, ligatures and vertical forms as the usual characters."""
    return _ODD.sub(lambda match: _usual(match[0]), text)


def _usual(character):
    if character in _RADICALS:
        return _RADICALS[character]
    plain = unicodedata.normalize("NFKC", character)
    return plain.translate(_WIDE) if character >= "\ufe10" else plain
