"""What the paragraph and character styles of a Word file say about the text in them."""

import re

from .word_package import W, on, value

_TITLE = re.compile(r"(?i)title|heading [1-9]")
# A document with styles of this name is of our own print: its styles say what each paragraph is.
OWN = "简报"
# A small r behind a corrected figure, which is no part of it.
OWN_MARK = f"{OWN}更正号"
_PLAIN = ("", "normal")


class Styles:
    """The styles by id, each answering for those it is based on."""

    def __init__(self, part):
        found = [] if part is None else part.root.findall(W + "style")
        self._styles = {style.get(W + "styleId"): style for style in found}
        self.own = any(value(style, "name", "").startswith(OWN) for style in found)

    def is_title(self, properties):
        """True for a paragraph whose style or outline level makes it a title or heading."""
        chain = self._chain(value(properties, "pStyle"))
        levels = [value(properties, "outlineLvl"), *(value(s, "pPr/outlineLvl") for s in chain)]
        named = any(_TITLE.fullmatch(value(style, "name", "")) for style in chain)
        level = next((level for level in levels if level is not None), "9")
        return named or level in list("012345678")

    def told(self, properties):
        """In a document of our own print, the name of a paragraph's style: 正文, heading 1."""
        style = self._styles.get(value(properties, "pStyle")) if self.own else None
        name = "" if style is None else value(style, "name", "")
        return "" if name.lower() in _PLAIN else name.removeprefix(OWN)

    def number(self, properties):
        """The list id, the level (None where the list knows) and the style that numbers it."""
        for holder, style in [(properties, None), *self._styled(properties)]:
            number = value(holder, "numPr/numId")
            if number is not None:
                level = value(holder, "numPr/ilvl", None if style else "0")
                return number, int(level) if level and level.isdecimal() else None, style
        return "0", 0, None

    def hides(self, properties):
        """True for run properties that keep the text from being printed."""
        if properties is None:
            return False
        if properties.find(W + "vanish") is not None:
            return on(properties, "vanish")
        chain = self._chain(value(properties, "rStyle"))
        return any(on(style.find(W + "rPr"), "vanish") for style in chain)

    def is_mark(self, properties):
        """True for the run of a sign that our own print sets behind a figure."""
        style = self._styles.get(value(properties, "rStyle"))
        return style is not None and value(style, "name", "") == OWN_MARK

    def _styled(self, properties):
        for style in self._chain(value(properties, "pStyle")):
            yield style.find(W + "pPr"), style.get(W + "styleId")

    def _chain(self, identifier):
        chain = []
        while (style := self._styles.get(identifier)) is not None and style not in chain:
            chain.append(style)
            identifier = value(style, "basedOn")
        return chain
