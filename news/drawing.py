"""The child that draws one picture anew: `python -m news.drawing SOURCE TARGET`. Pure: no Django.

What is kept is made of the pixels alone, so that nothing else in a file (a place, a script, a
second file behind the picture) goes with it.
"""

import json
import sys
import warnings
from pathlib import Path

from stats.documents.sandbox import limit_this_process

LONGEST_SIDE = 2400
# Pixels that each kind may have, so that drawing it anew stays well within the child's memory:
# most JPEGs are made smaller while they are decoded, the others stand in memory two to four times.
MOST_PIXELS = {"JPEG": 50_400_000, "PNG": 36_000_000, "GIF": 36_000_000, "WEBP": 22_000_000}
_PROGRESSIVE = 30_000_000
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_SAVED = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 85, "method": 4},
}
DAMAGED = "图片不完整或已损坏，请用看图软件打开并另存后再上传。"
TOO_LARGE = "图片太大，在限定的时间和内存内处理不完；请先缩小再上传。"


class Refused(Exception):
    """A file that cannot be taken; the message says why, and what to do."""


def main(source, target):
    """Draw the picture in the file `source` into `target`; what became of it, for the parent."""
    try:
        return _draw(source, Path(target))
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": TOO_LARGE}


def _draw(source, target):
    image = _opened(source)
    kind = "PNG" if image.format == "GIF" else image.format
    try:
        drawn = _drawn(image, kind)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Refused(DAMAGED) from error
    drawn.save(target, kind, **_SAVED[kind])
    return {"suffix": SUFFIXES[kind], "size": drawn.size}


def _opened(source):
    """The picture with only its head read: kind and size are known, nothing is decoded."""
    from PIL import Image, UnidentifiedImageError  # the parent has no use for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is looked at right below
            image = Image.open(source, formats=tuple(MOST_PIXELS))
    except Image.DecompressionBombError as error:
        raise Refused("图片的像素太多；请先缩小再上传。") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        message = "这不是可用的图片；请上传 JPEG、PNG、WebP 或 GIF 图片（不收 SVG）。"
        raise Refused(message) from error
    progressive = "progressive" in image.info
    most = _PROGRESSIVE if progressive else MOST_PIXELS[image.format]
    if image.width * image.height > most:
        size, kind = f"{image.width}×{image.height}", "渐进式 " * progressive + image.format
        raise Refused(
            f"图片的像素太多（{size}），{kind} 图片最多 {most // 10_000} 万；请先缩小再上传。"
        )
    return image


def _drawn(image, kind):
    """The first frame, upright, no longer than allowed, with nothing but its pixels."""
    from PIL import Image, ImageOps

    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    mode = "RGB" if kind == "JPEG" or not image.has_transparency_data else "RGBA"
    image = _in_eight_bits(image)
    if image.mode in ("P", "1"):  # else it would be made smaller by leaving out pixels
        image = image.convert(mode)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(image).convert(mode)
    bare = Image.new(mode, upright.size)
    bare.paste(upright)
    return bare


def _in_eight_bits(image):
    """A grey picture of 16 bits by the upper half of each pixel; Pillow would cut off all light."""
    from PIL import Image, ImageChops

    if image.mode != "I;16":
        return image
    lower, upper = Image.frombytes("LA", image.size, image.tobytes()).split()
    clear = image.info.get("transparency")
    if clear is not None:
        masks = (
            band.point([255 * (level != byte) for level in range(256)])
            for band, byte in ((lower, clear & 255), (upper, clear >> 8))
        )
        upper = Image.merge("LA", (upper, ImageChops.lighter(*masks)))
    upper.info = {name: value for name, value in image.info.items() if name == "exif"}
    return upper


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(main(*sys.argv[1:3]), ensure_ascii=False))
