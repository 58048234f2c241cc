"""Pictures drawn anew: what is taken, what is refused, and what of a file never comes along."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from news.pictures import MOST_BYTES, NotAPicture, picture_of


def drawn(kind="PNG", size=(8, 6), mode="RGB", color="red", **options):
    file = BytesIO()
    Image.new(mode, size, color).save(file, kind, **options)
    return file.getvalue()


def read(picture):
    return Image.open(BytesIO(picture.content))


def png_that_says(width, height):
    """The head of a PNG of that size, and next to nothing behind it."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def photo_with_a_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "SECRET-NOTE"
    exif.get_ifd(0x8825)[2] = (32.0, 3.0, 0.0)
    return drawn("JPEG", (80, 40), exif=exif, comment=b"SECRET-NOTE")


def moving(frames):
    first, *rest = (Image.new("P", (4, 4), color % 256) for color in range(frames))
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=rest)
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", "文件是空的"),
    "one byte": (b"\x89", "不是可用的图片"),
    "an SVG": (SVG, "不收 SVG"),
    "an SVG behind a declaration": (b"<?xml version='1.0'?>" + SVG, "不收 SVG"),
    "HTML": (b"<html><script>alert(1)</script>", "不是可用的图片"),
    "a PDF": (b"%PDF-1.7\n", "不是可用的图片"),
    "a program": (b"MZ" + b"\0" * 100, "不是可用的图片"),
    "a TIFF": (drawn("TIFF"), "不是可用的图片"),
    "a BMP": (drawn("BMP"), "不是可用的图片"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "不是可用的图片"),
    "6.4 billion pixels": (png_that_says(80_000, 80_000), "像素太多"),
    "just too many pixels": (png_that_says(10_000, 5_001), "10000×5001"),
    "a byte too much": (drawn() + b"\0" * MOST_BYTES, "大于 10 MB"),
    "half a picture": (drawn("JPEG", (400, 400))[:700], "不完整或已损坏"),
    "a head without pixels": (png_that_says(3_000, 3_000), "不完整或已损坏"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_it_refuses(content, said):
    with pytest.raises(NotAPicture, match=re.escape(said)):
        picture_of(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (drawn("JPEG"), "JPEG"),
        (drawn("JPEG", mode="CMYK", color=(0, 0, 0, 0)), "JPEG"),
        (drawn("PNG"), "PNG"),
        (drawn("PNG", mode="RGBA"), "PNG"),
        (drawn("PNG", mode="LA", color=0), "PNG"),
        (drawn("PNG", mode="1", color=0), "PNG"),
        (drawn("WEBP"), "WEBP"),
        (drawn("GIF", mode="P", color=0), "PNG"),
    ],
)
def test_it_takes_the_four_kinds_whatever_their_colours(content, kind):
    picture = picture_of(content)
    image = read(picture)
    assert (image.format, image.size) == (kind, (picture.width, picture.height)) == (kind, (8, 6))
    assert image.mode in ("RGB", "RGBA")


def test_its_name_cannot_be_guessed_and_says_what_it_is():
    names = {picture_of(drawn("JPEG")).name for _ in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"[0-9a-f]{32}\.jpg", name) for name in names)


def test_a_photo_loses_its_place_and_stands_upright():
    picture = picture_of(photo_with_a_place())
    assert (picture.width, picture.height) == (40, 80)
    assert b"SECRET" not in picture.content
    assert dict(read(picture).getexif()) == {}


def test_a_second_file_behind_a_picture_is_left_behind():
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        for rider in (b"<?php system('x'); ?>", b"<script>alert(1)</script>", b"PK\x03\x04"):
            assert rider not in picture_of(drawn(kind, mode="RGB") + rider).content


def test_of_a_moving_picture_only_the_first_frame_is_drawn():
    picture = picture_of(moving(300))
    assert getattr(read(picture), "n_frames", 1) == 1
    assert picture.name.endswith(".png")


@pytest.mark.parametrize("mode", ["RGB", "P"])
def test_a_long_picture_is_made_smaller_and_keeps_its_shape(mode):
    picture = picture_of(drawn("PNG", (4800, 1200), mode, 0))
    assert (picture.width, picture.height) == (2400, 600)


def test_a_picture_as_large_as_allowed_is_taken():
    content = drawn()
    assert picture_of(content + b"\0" * (MOST_BYTES - len(content))).width == 8
