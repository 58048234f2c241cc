import json
import logging
import sys

import pytest

from nhb_site.logs import NUMBER, JsonLines, Numbered, slow_pages


def asked(path="/", **environ):
    """What an application that tells its number answers: (headers, body)."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [NUMBER.get().encode()]

    told = []
    body = Numbered(application)(
        {"REQUEST_METHOD": "GET", "PATH_INFO": path} | environ,
        lambda status, headers: told.append(dict(headers)),
    )
    return told[0], b"".join(body).decode()


def test_a_request_keeps_the_number_it_comes_with():
    headers, body = asked(HTTP_X_REQUEST_ID="0123abcd-ef")
    assert headers == {"Content-Type": "text/plain", "X-Request-ID": "0123abcd-ef"}
    assert body == "0123abcd-ef"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'a"b\n{"level":1}', "编号编号编号编号"])
def test_what_is_no_number_is_replaced(given):
    headers, body = asked(HTTP_X_REQUEST_ID=given)
    assert headers["X-Request-ID"] == body
    assert (len(body), int(body, 16) >= 0) == (32, True)


def test_a_line_of_the_log_is_json_on_one_line():
    NUMBER.set("0123abcd")
    try:
        raise ValueError("第一行\n第二行")
    except ValueError:
        record = logging.LogRecord(
            "news", logging.ERROR, __file__, 1, "没有%s", ("成",), sys.exc_info()
        )
    line = JsonLines().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert {name: told[name] for name in ("level", "logger", "message", "request_id")} == {
        "level": "ERROR", "logger": "news", "message": "没有成", "request_id": "0123abcd",
    }  # fmt: skip
    assert told["error"].endswith("ValueError: 第一行\n第二行\n")


def test_what_took_long_is_noted(settings, tmp_path):
    settings.VAR_DIR, settings.SLOW_SECONDS = tmp_path, 60
    asked("/quick/")
    assert slow_pages() == []
    settings.SLOW_SECONDS = 0
    for path in ("/a/", "/b/", "/c/"):
        asked(path)
    assert [(one["method"], one["address"]) for one in slow_pages(2)] == [
        ("GET", "/c/"),
        ("GET", "/b/"),
    ]
