"""Pictures drawn anew: what is taken, what is refused, and what of a file never comes along."""

import re
import struct
import subprocess
import sys
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


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, depth, colours, pixels, *chunks):
    """A PNG by hand: `pixels` are the bytes of its rows, deflated already."""
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *chunks, chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def png_that_says(width, height):
    """The head of a PNG of that size, and next to nothing behind it."""
    return png(width, height, 8, 2, zlib.compress(b"\0" * 100))


def largest_png():
    """As many pixels as a PNG may have, of the costliest kind: a palette with transparency."""
    rows = zlib.compress(b"\0" * 6001 * 6000)
    palette = chunk(b"PLTE", b"\xff\0\0" * 256) + chunk(b"tRNS", b"\x80" * 256)
    return png(6000, 6000, 8, 3, rows, palette)


def largest_jpeg():
    """As many pixels as a JPEG may have, of the costliest kind: in printing inks, progressive."""
    inks = (0, 0, 0, 0)
    return drawn("JPEG", (4799, 6250), "CMYK", inks, progressive=True, subsampling=0)


def largest_webp():
    return drawn("WEBP", (4690, 4690), "RGBA", lossless=True, quality=0, method=0)


def grey_of_16_bits(*levels, clear=None):
    """A PNG of one row; the level `clear` is transparent."""
    rows = zlib.compress(b"\0" + struct.pack(f">{len(levels)}H", *levels))
    extra = [] if clear is None else [chunk(b"tRNS", struct.pack(">H", clear))]
    return png(len(levels), 1, 16, 0, rows, *extra)


def photo_with_a_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "SECRET-NOTE"
    exif.get_ifd(0x8825)[2] = (32.0, 3.0, 0.0)
    return drawn("JPEG", (80, 40), exif=exif, comment=b"SECRET-NOTE")


def moving(frames):
    """A GIF of one pixel that is drawn again and again."""
    palette, frame = bytes([0, 0, 255, 0, 0, 0]), bytes.fromhex("2c0000000001000100000202440100")
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0)
    return head + palette + frame * frames + b";"


def webp_that_says(width, height):
    """The head of a moving WebP of that size."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    parts = b"VP8X" + struct.pack("<II", 10, 2) + size + b"ANIM" + struct.pack("<IIH", 6, 0, 0)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def pixels_of(picture):
    image = read(picture)
    return [image.getpixel((x, y)) for y in range(image.height) for x in range(image.width)]


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", "文件是空的"),
    "one byte": (b"\x89", "不是可用的图片"),
    "an SVG": (SVG, "不收 SVG"),
    "an SVG behind a declaration": (b"<?xml version='1.0'?>" + SVG, "不收 SVG"),
    "HTML": (b"<html><script>alert(1)</script>", "不是可用的图片"),
    "a PDF": (b"%PDF-1.7\n", "不是可用的图片"),
    "a program": (b"MZ" + b"\0" * 100, "不是可用的图片"),
    "the test virus": (EICAR, "不是可用的图片"),
    "a TIFF": (drawn("TIFF"), "不是可用的图片"),
    "a BMP": (drawn("BMP"), "不是可用的图片"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "不是可用的图片"),
    "6.4 billion pixels": (png_that_says(80_000, 80_000), "像素太多"),
    "just too many pixels": (
        png_that_says(6000, 6001),
        "图片的像素太多（6000×6001），PNG 图片最多 3600 万；请先缩小再上传。",
    ),
    "a progressive JPEG of too many": (
        drawn("JPEG", (6000, 5001), "L", progressive=True, quality=1),
        "（6000×5001），渐进式 JPEG 图片最多 3000 万；请先缩小再上传。",
    ),
    "a WebP of 281 billion pixels": (webp_that_says(2**24, 2**24), "图片的像素太多；"),
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
    names = {picture_of(drawn("JPEG")).name for _ in range(5)}
    assert len(names) == 5
    assert all(re.fullmatch(r"[0-9a-f]{32}\.jpg", name) for name in names)


def test_a_photo_loses_its_place_and_stands_upright():
    picture = picture_of(photo_with_a_place())
    assert (picture.width, picture.height) == (40, 80)
    assert b"SECRET" not in picture.content
    assert dict(read(picture).getexif()) == {}


def test_a_second_file_behind_a_picture_is_left_behind():
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        riders = b"<?php system('x'); ?>", b"<script>alert(1)</script>", b"PK\x03\x04", EICAR
        kept = picture_of(drawn(kind, mode="RGB") + b"".join(riders)).content
        assert [rider for rider in riders if rider in kept] == []


def test_of_a_moving_picture_only_the_first_frame_is_drawn():
    picture = picture_of(moving(10_000))
    assert getattr(read(picture), "n_frames", 1) == 1
    assert picture.name.endswith(".png")


@pytest.mark.parametrize("mode", ["RGB", "P"])
def test_a_long_picture_is_made_smaller_and_keeps_its_shape(mode):
    picture = picture_of(drawn("PNG", (4800, 1200), mode, 0))
    assert (picture.width, picture.height) == (2400, 600)


def test_a_picture_as_large_as_allowed_is_taken():
    content = drawn()
    assert picture_of(content + b"\0" * (MOST_BYTES - len(content))).width == 8


@pytest.mark.parametrize(
    ("build", "size"),
    [(largest_png, (2400, 2400)), (largest_jpeg, (1843, 2400)), (largest_webp, (2400, 2400))],
)
def test_the_largest_that_is_allowed_is_drawn_within_the_memory_of_its_process(build, size):
    picture = picture_of(build())
    assert (picture.width, picture.height) == size


def test_a_grey_picture_of_16_bits_keeps_its_greys():
    picture = picture_of(grey_of_16_bits(0, 255, 256, 16384, 32768, 65535))
    assert pixels_of(picture) == [(level,) * 3 for level in (0, 0, 1, 64, 128, 255)]


def test_one_grey_of_16_bits_may_be_transparent():
    picture = picture_of(grey_of_16_bits(0, 255, 256, 511, 65535, clear=256))
    assert pixels_of(picture) == [
        *((0, 0, 0, 255), (0, 0, 0, 255), (1, 1, 1, 0), (1, 1, 1, 255), (255, 255, 255, 255))
    ]


def test_a_palette_keeps_what_is_transparent():
    image = Image.new("P", (2, 1), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.putpixel((1, 0), 1)
    file = BytesIO()
    image.save(file, "PNG", transparency=b"\x40\xff")
    assert pixels_of(picture_of(file.getvalue())) == [(255, 0, 0, 64), (0, 255, 0, 255)]


@pytest.mark.parametrize(
    ("ink", "seen"),
    [
        ((255, 0, 0, 0), (0, 1, 1)),
        ((0, 255, 255, 0), (1, 0, 0)),
        ((0, 0, 0, 255), (0, 0, 0)),
        ((0, 0, 0, 0), (1, 1, 1)),
    ],
)
def test_a_photo_in_printing_inks_keeps_its_colours(ink, seen):
    [pixel, *_] = pixels_of(picture_of(drawn("JPEG", mode="CMYK", color=ink)))
    assert tuple(round(level / 255, 1) for level in pixel) == seen


@pytest.mark.parametrize(
    ("turned", "upright"),
    list(enumerate(["abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac"], 1)),
)
def test_a_picture_is_turned_as_its_camera_says(turned, upright):
    colours = {"a": (255, 0, 0), "b": (0, 255, 0), "c": (0, 0, 255), "d": (255, 255, 255)}
    image, exif, file = Image.new("RGB", (2, 2)), Image.Exif(), BytesIO()
    for at, colour in enumerate(colours.values()):
        image.putpixel((at % 2, at // 2), colour)
    exif[0x0112] = turned
    image.save(file, "PNG", exif=exif)
    assert pixels_of(picture_of(file.getvalue())) == [colours[letter] for letter in upright]


def test_a_picture_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("news.pictures.SECONDS", 0)
    with pytest.raises(NotAPicture, match="在限定的时间和内存内处理不完"):
        picture_of(drawn())


def test_nothing_is_left_behind_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    picture_of(drawn())
    with pytest.raises(NotAPicture):
        picture_of(SVG)
    assert list(tmp_path.iterdir()) == []


def test_the_process_of_the_site_loads_nothing_that_decodes_pictures():
    code = "import sys, news.pictures; print(sorted(n for n in sys.modules if n == 'PIL'))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
