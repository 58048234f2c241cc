"""Makes the fonts of the print anew from the two npm packages that README.md names.

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3
    python news/printing/fonts/make.py expo-google-fonts-noto-*.tgz

The same packages and the same fonttools give the same bytes.
"""

import sys
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
REGULAR = "package/400Regular/NotoSerifSC_400Regular.ttf"
BOLD = "package/700Bold/NotoSerifSC_700Bold.ttf"
SANS = "package/500Medium/NotoSansSC_500Medium.ttf"
FIGURES = "Bulletin Figures"
WIDTH = 560  # of each digit in a table, in thousandths of the size


def gb2312():
    """The characters of GB 2312 and ASCII."""
    pairs = [bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)]
    text = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    return {*range(0x20, 0x7F), *map(ord, text)}


def cut(content, characters=None, features=None):
    """A font of these characters alone, or of all it has; without hints, which print ignores."""
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    if features is not None:
        options.layout_features = features
    font = subset.load_font(BytesIO(content), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters or font.getBestCmap().keys())
    subsetter.subset(font)
    return font, options


def figures(content, weight):
    """Digits that are all as wide as each other, so that they stand in columns; a family of its
    own. No font of the family has them, nor a feature that would give them."""
    font, options = cut(content, set(map(ord, "0123456789")), [])
    widths, outlines = font["hmtx"], font["glyf"]
    for name in font.getBestCmap().values():
        shift = (WIDTH - widths[name][0]) // 2
        outlines[name].coordinates.translate((shift, 0))
        outlines[name].recalcBounds(outlines)
        widths[name] = (WIDTH, outlines[name].xMin)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FIGURES
        elif record.nameID in (3, 4, 6):
            record.string = f"{FIGURES.replace(' ', '')}-{weight}"
    return font, options


def fonts(serif, sans):
    """(name of the file, font and how to save it), for all that README.md lists."""
    yield "NotoSerifSC-Regular.ttf", cut(serif[REGULAR])
    yield "NotoSerifSC-Bold.ttf", cut(serif[BOLD], gb2312())
    yield "NotoSansSC-Medium.ttf", cut(sans[SANS], gb2312())
    yield "BulletinFigures-Regular.ttf", figures(serif[REGULAR], "Regular")
    yield "BulletinFigures-Bold.ttf", figures(serif[BOLD], "Bold")


def unpacked(path, *names):
    with tarfile.open(path) as package:
        return {name: package.extractfile(name).read() for name in names}


def main(serif, sans):
    for name, (font, options) in fonts(unpacked(serif, REGULAR, BOLD), unpacked(sans, SANS)):
        subset.save_font(font, HERE / name, options)


if __name__ == "__main__":
    main(*sorted(sys.argv[1:], reverse=True))
