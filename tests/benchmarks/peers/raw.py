"""The least a Python site can do: the bytes of one file for every request."""

import os
from pathlib import Path

BODY = Path(os.environ["BODY"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return (BODY,)
