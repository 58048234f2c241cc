"""Pictures for articles: told by their content, decoded within limits, drawn anew. Pure: no Django.

What is kept is made of the pixels alone, so that nothing else in a file (a place, a script, a
second file behind the picture) goes with it.
"""

import secrets
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_SAVED = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


class NotAPicture(ValueError):
    """A file that cannot be taken; the message says why, and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: a name nobody can guess, and its bytes."""

    name: str
    content: bytes
    width: int
    height: int


def content_type_of(name):
    return CONTENT_TYPES[name.rpartition(".")[2]]


def picture_of(content):
    """The Picture drawn anew from the bytes of a file. Raises NotAPicture."""
    if not content:
        raise NotAPicture("文件是空的，请重新选择。")
    if len(content) > MOST_BYTES:
        raise NotAPicture("图片大于 10 MB；请先缩小再上传。")
    image = _opened(content)
    kind = "PNG" if image.format == "GIF" else image.format
    try:
        drawn = _drawn(image, kind)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError) as error:
        raise NotAPicture("图片不完整或已损坏，请用看图软件打开并另存后再上传。") from error
    kept = BytesIO()
    drawn.save(kept, kind, **_SAVED[kind])
    name = f"{secrets.token_hex(16)}.{SUFFIXES[kind]}"
    return Picture(name, kept.getvalue(), *drawn.size)


def _opened(content):
    """The picture with only its head read: kind and size are known, nothing is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is looked at right below
            image = Image.open(BytesIO(content), formats=KINDS)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_too_many()) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        message = "这不是可用的图片；请上传 JPEG、PNG、WebP 或 GIF 图片（不收 SVG）。"
        raise NotAPicture(message) from error
    if image.width * image.height > MOST_PIXELS:
        raise NotAPicture(_too_many(f"（{image.width}×{image.height}）"))
    return image


def _too_many(size=""):
    return f"图片的像素太多{size}，最多 5000 万；请先缩小再上传。"


def _drawn(image, kind):
    """The first frame, upright, no longer than allowed, with nothing but its pixels."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    mode = "RGB" if kind == "JPEG" or not image.has_transparency_data else "RGBA"
    if image.mode in ("P", "1"):  # else it would be made smaller by leaving out pixels
        image = image.convert(mode)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(image).convert(mode)
    bare = Image.new(mode, upright.size)
    bare.paste(upright)
    return bare
