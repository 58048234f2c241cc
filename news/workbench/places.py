"""Where things stand in the source: an anchor for every block, row and cell of a document. Pure."""

from stats.documents.blocks import Grid


class Places:
    """Anchors by the places that records and findings name, b3 for a block, b3-2-5 for a cell."""

    def __init__(self, document, start=(0, 0), end=None):
        """The page shows the blocks and rows from `start` to before `end`."""
        self.document, self._anchors = document, {}
        self._start, self._end = start, end or (len(document.blocks), 0)
        for number, block in enumerate(document.blocks):
            self._anchors.setdefault(block.where, f"b{number}")
            for line, row in enumerate(getattr(block, "rows", ())):
                for index, cell in enumerate(row):
                    if cell is not None:
                        self._anchors.setdefault(cell.where, f"b{number}-{line}-{index}")

    def anchor(self, where):
        """The anchor of the place that `where` names, by itself or at its end; or nothing."""
        return self._anchors.get(where) or self._anchors.get(where.rpartition(" · ")[2], "")

    def link(self, anchor):
        """The address of an anchor from the page that shows a part of the source."""
        if not anchor:
            return ""
        block, row, *_ = (*map(int, anchor[1:].split("-")), 0)
        elsewhere = not self._start <= (block, row) < self._end
        return f"?from={block}.{row}#{anchor}" if elsewhere else f"#{anchor}"

    def at(self, anchor):
        """The (block, row or None, cell or None) an anchor stands for, or None."""
        try:
            block, *inner = (int(number) for number in anchor.removeprefix("b").split("-"))
            found = self.document.blocks[block]
            if not inner or not isinstance(found, Grid):
                return found, None, None
            row = found.rows[inner[0]]
            return found, row, row[inner[1]] if len(inner) > 1 else None
        except (ValueError, IndexError):
            return None
