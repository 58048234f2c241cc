"""gunicorn answers without its name: `--config python:nhb_site.nameless`, or in a config file."""

from gunicorn.http.wsgi import Response

_named = Response.default_headers


def default_headers(response):
    return [line for line in _named(response) if not line.startswith("Server:")]


Response.default_headers = default_headers
