"""A child that reads every file of a folder: `python -m tests.stats.documents.reading_many FOLDER`
reads sheets, with `document` behind it whole bulletins.

Each is read in a fork with the code and the limits of the child that reads a single upload; what
is printed are exit code and output by name of file, as that child would have left them.
"""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path

import python_calamine  # noqa: F401 - so that no fork has to load it, nor what follows

from stats.documents import separated, sheet_biff, sheet_ods, sheet_xml  # noqa: F401
from stats.documents.__main__ import main
from stats.documents.sandbox import limit_this_process


def left_by(path, what):
    """(exit code, output) of the fork that read the file at `path`."""
    with tempfile.TemporaryFile("w+") as output:
        child = os.fork()
        if child == 0:
            _read(path, what, output)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read()


def _read(path, what, output):
    """Read and be gone: what is left on the stack belongs to the parent."""
    code = 1
    try:
        limit_this_process()
        json.dump(main(str(path), path.name, what), output)
        code = 0
    except BaseException:  # a panic of a library is no Exception
        output.write(traceback.format_exc())
    finally:
        output.flush()
        os._exit(code)


if __name__ == "__main__":
    folder, what = (*sys.argv[1:], "sheets")[:2]
    found = {path.name: left_by(path, what) for path in sorted(Path(folder).iterdir())}
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
