"""Pictures of the Word document: those of articles, and codes that lead to the live page."""

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image

from news.printing import word_xml as xml
from news.printing.qr import png_of
from stats.documents.word_styles import OWN

_WIDEST, _HIGHEST = 140, 100  # mm
_DOTS_A_MM = 6  # what a picture of its own size is printed with
_CODE = 12.5  # mm
_CODE_NAME = f"{OWN}二维码"


class Pictures:
    """Puts pictures into the document and numbers them."""

    def __init__(self, main):
        self._main, self._number = main, 0

    def of_article(self, image):
        """The drawing of an ArticleImage, or nothing where its file is gone."""
        stream = _readable(image.name)
        if stream is None:
            return ""
        relation, _ = self._main.get_or_add_image(stream)
        size = [round(side * xml.EMU_A_MM) for side in _size(image.width, image.height)]
        return xml.inline_picture(self._next(), relation, size, f"图片{self._number}", image.alt)

    def code(self, url, words, down):
        """The drawing of a code at the right margin."""
        relation, _ = self._main.get_or_add_image(BytesIO(png_of(url)))
        alt = f"{words}的二维码：{url}"
        side = round(_CODE * xml.EMU_A_MM)
        name = f"{_CODE_NAME}{self._number + 1}"
        down = None if down is None else round(down * xml.EMU_A_MM)
        return xml.floating_picture(self._next(), relation, side, name, alt, down)

    def _next(self):
        self._number += 1
        return self._number


def _size(width, height):
    """Width and height in mm: its own size, smaller where the page asks for it."""
    scale = min(1 / _DOTS_A_MM, _WIDEST / max(width, 1), _HIGHEST / max(height, 1))
    return max(width, 1) * scale, max(height, 1) * scale


def _readable(name):
    """The bytes of a picture in a format that every Word reads."""
    path = f"images/{name}"
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        content = file.read()
    if not name.endswith(".webp"):
        return BytesIO(content)
    stream = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.save(stream, "PNG")
    stream.seek(0)
    return stream
