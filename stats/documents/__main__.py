"""The child that reads one file: `python -m stats.documents PATH NAME WHAT` prints its blocks.

Of a list it prints what is to be known of it as a whole; the lines go to one more PATH.
"""

import errno
import json
import os
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


def main(path, name, what, *aside):
    """What the parent gets to read: the document, or why there is none."""
    try:
        return {"document": READERS[what](Path(path), name, *aside)}
    except Unreadable as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": TOO_LARGE.format(name=name)}


def _tell(told):
    """Print it; where the disk is full, say so by the exit code alone."""
    try:
        sys.stdout.write(json.dumps(told(), ensure_ascii=False))
        sys.stdout.flush()
    except OSError as error:
        os._exit(os.EX_IOERR if error.errno == errno.ENOSPC else 1)


if __name__ == "__main__":
    limit_this_process()
    _tell(lambda: main(*sys.argv[1:]))
