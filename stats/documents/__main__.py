"""The child that reads one file: `python -m stats.documents PATH NAME WHAT` prints its blocks."""

import json
import sys
from pathlib import Path

from . import wire
from .blocks import Unreadable
from .listing import read_listing_here
from .opening import read_here
from .sandbox import TOO_LARGE, limit_this_process
from .workbooks import read_sheets_here

READERS = {
    "document": lambda path, name: wire.dumps(read_here(path, name)),
    "sheets": lambda path, name: wire.dumps(read_sheets_here(path, name)),
    "listing": read_listing_here,
}


def main(path, name, what):
    """What the parent gets to read: the document, or why there is none."""
    try:
        return {"document": READERS[what](Path(path), name)}
    except Unreadable as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": TOO_LARGE.format(name=name)}


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(main(*sys.argv[1:4]), ensure_ascii=False))
